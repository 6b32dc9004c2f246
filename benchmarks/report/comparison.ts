/** Two systems, metric by metric: the ratio of b over a, how sure it is, and what it says. */
import { judge, type Verdict } from "../judging/compare.ts";
import { comparePair, type PairComparison } from "../judging/pair.ts";
import { draw } from "../judging/population.ts";
import { comparedInfos, metric } from "../metrics/metrics.ts";
import type { System } from "../store/systems.ts";
import { table } from "./table.ts";

/** One metric of two systems. */
export interface Comparison extends PairComparison {
  metric: string;
  statistic: "median" | "p95";
  provider_a: string;
  model_a: string;
  provider_b: string;
  model_b: string;
}

/** Metrics that say which is faster. */
export const compared = comparedInfos.map((m) => m.name);

/** Compares b with a over succeeded requests. */
export function compareSystems(
  a: System,
  b: System,
  metricNames = compared,
  statistic: "median" | "p95" = "median",
): Comparison[] {
  return metricNames.map((name): Comparison => {
    const better = metric(name).better ?? "lower";
    const [one, other] = [a, b].map((s) => {
      const { sample, timeBlocks } = draw("succeeded", s.attempts, s.values[name], better);
      const judged = judge(sample, statistic === "median" ? 0.5 : 0.95);
      return { run_id: s.run_id, timeBlocks, judged };
    });
    return {
      metric: name,
      statistic,
      provider_a: a.provider,
      model_a: a.model,
      provider_b: b.provider,
      model_b: b.model,
      ...comparePair(one, other, better),
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
