/** Two systems, metric by metric: the ratio of b over a, how sure it is, and what it says. */
import { compare, judge, requestsNeeded, type Verdict, verdict } from "../judging/compare.ts";
import { minBlocks } from "../judging/floors.ts";
import { draw } from "../judging/population.ts";
import { metric } from "../metrics/metrics.ts";
import type { System } from "../store/systems.ts";
import { table } from "./table.ts";

/** One metric. `a` and `b` are the quantile of each, in the metric's unit; null where it has none. */
export interface Comparison {
  metric: string;
  statistic: "median" | "p95";
  provider_a: string;
  model_a: string;
  provider_b: string;
  model_b: string;
  a: number | null;
  b: number | null;
  n_a: number;
  n_b: number;
  /** Of b over a; null with its ends where n is too small for an interval. */
  ratio: number | null;
  low: number | null;
  high: number | null;
  /** Of b against a. */
  verdict: Verdict;
  /** They took turns in ten or more time blocks; otherwise two sittings are compared. */
  interleaved: boolean;
  /** Requests of each that would find a difference of 10%, where the verdict is unknown. */
  requests_needed: number | null;
}

/** Metrics that say which is faster. */
export const compared = [
  "ttft_s",
  "e2e_latency_s",
  "e2e_tokens_per_s",
  "decode_tokens_per_s",
  "tpot_s",
];
const wanted = 0.1;

/** Compares b with a over succeeded requests. */
export function compareSystems(
  a: System,
  b: System,
  metricNames = compared,
  statistic: "median" | "p95" = "median",
): Comparison[] {
  return metricNames.map((name): Comparison => {
    const better = metric(name).better ?? "lower";
    const p = statistic === "median" ? 0.5 : 0.95;
    const drawn = [a, b].map((s) => draw("succeeded", s.attempts, s.values[name], better));
    const [one, other] = drawn.map((d) => judge(d.sample, p));
    const turns = a.run_id === b.run_id && drawn.every((d) => d.timeBlocks);
    const ratio = one && other ? compare(one, other, turns) : null;
    const says = verdict(ratio, better);
    const blocks = turns ? drawn[0].sample.sizes.filter((n) => n > 0).length : 0;
    const n = Math.min(one?.estimate.n ?? 0, other?.estimate.n ?? 0);
    return {
      metric: name,
      statistic,
      provider_a: a.provider,
      model_a: a.model,
      provider_b: b.provider,
      model_b: b.model,
      a: one?.estimate.q ?? null,
      b: other?.estimate.q ?? null,
      n_a: one?.estimate.n ?? 0,
      n_b: other?.estimate.n ?? 0,
      ratio: ratio?.ratio ?? null,
      low: ratio?.low ?? null,
      high: ratio?.high ?? null,
      verdict: says,
      interleaved: blocks >= minBlocks,
      requests_needed: says === "unknown" && ratio ? requestsNeeded(n, ratio, wanted) : null,
    };
  });
}

/** In words, of b against a: nothing that needs a statistician. */
export function verdictText(c: Comparison): string {
  if (c.verdict === "equal") return "no difference (within 5%)";
  if (c.verdict !== "unknown") return c.verdict;
  if (c.ratio === null) return "cannot tell: too few requests";
  return c.low! <= 1 && c.high! >= 1 ? "no difference found" : "cannot tell";
}

const percent = (ratio: number) =>
  `${ratio >= 1 ? "+" : "−"}${Math.abs((ratio - 1) * 100).toFixed(1)}%`;
/** "+1.2% (−3.0% to +5.6%)", of b against a. */
export const differenceText = (c: Comparison): string =>
  c.ratio === null || c.low === null || c.high === null || !Number.isFinite(c.ratio)
    ? "–"
    : `${percent(c.ratio)} (${percent(c.low)} to ${percent(c.high)})`;

/** The systems of a comparison in one line: who differs, and who does not. */
export function headline(found: Comparison[], sides: [string, string]): string {
  const by = Map.groupBy(found, nameOf);
  const parts = [...by].map(([name, own]) => {
    const of = (verdict: Verdict) => own.filter((c) => c.verdict === verdict).map((c) => c.metric);
    const [slower, faster] = [of("slower"), of("faster")];
    if (slower.length && faster.length) {
      return `${name}: ${sides[1]} is slower in ${slower.join(", ")} and faster in ${
        faster.join(", ")
      }.`;
    }
    if (slower.length || faster.length) {
      return `${name}: ${sides[1]} is ${slower.length ? "slower" : "faster"} (${
        [...slower, ...faster].join(", ")
      }).`;
    }
    return own.some((c) => c.ratio === null)
      ? `${name}: cannot tell, too few requests.`
      : `${name}: no difference${own.every((c) => c.verdict === "equal") ? "" : " found"}.`;
  });
  return parts.join("\n");
}

const nameOf = (c: Comparison) =>
  c.provider_a === c.provider_b && c.model_a === c.model_b
    ? `${c.provider_b} ${c.model_b}`
    : `${c.provider_b} ${c.model_b} against ${c.provider_a} ${c.model_a}`;

/** The tables of comparisons, one a system; `sides` name the two. */
export function comparisonText(found: Comparison[], sides: [string, string]): string {
  const [a, b] = sides;
  return [...Map.groupBy(found, nameOf)].map(([name, own]) => {
    const rows = own.map((c) => {
      const { label, unit, digits } = metric(c.metric);
      const value = (v: number | null) => v === null ? null : Number(v.toFixed(digits + 1));
      return [`${label}, ${unit}`, value(c.a), value(c.b), differenceText(c), verdictText(c)];
    });
    const needed = Math.max(...own.map((c) => c.requests_needed ?? 0));
    const n = [Math.min(...own.map((c) => c.n_a)), Math.min(...own.map((c) => c.n_b))];
    return [
      `${name} (succeeded requests: ${n[0]} and ${n[1]})`,
      table(["median", a, b, "difference (95%)", `${b} is`], rows),
      ...(needed > Math.min(...n)
        ? [`To find a difference of 10% in each: ${needed.toLocaleString("en-US")} requests.`]
        : []),
    ].join("\n");
  }).join("\n\n");
}
