/** The summary of a run as tables for the terminal. */
import { metric } from "../metrics/metrics.ts";
import type { JsonValue } from "../store/duckdb.ts";
import { probesText } from "./probes_text.ts";
import type { Summary } from "./summary.ts";
import { ranksText } from "./summary_ranks.ts";
import { printable, table } from "./table.ts";

/** The metrics with a table of their own, and the columns of each; P50 is LLMPerf's word for the median. */
const shown = [
  "e2e_tokens_per_s",
  "decode_tokens_per_s",
  "ttft_s",
  "e2e_latency_s",
  "inter_token_latency_s",
  "output_tokens",
];
const columns = ["p50", "mean", "stddev", "min", "max", "p25", "p75", "p90", "p95", "p99"];
/** Characters a line may have. */
const screenWidth = 100;

/** Tables a person reads: what succeeded, then the statistics of each metric. */
export function summaryText(
  summary: Summary,
  facts: {
    folder: string;
    simulated: string[];
    /** Targets whose certificate was not checked. */
    unverified: string[];
    /** A sentence for each target whose first attempts said that it cannot work. */
    givenUp: string[];
    /** They were asked on all the same. */
    goingOn: boolean;
    errors: string[];
    invalid: string | null;
  },
): string {
  const out: string[] = [];
  if (facts.simulated.length) {
    out.push(
      `SIMULATED: ${facts.simulated.join(", ")} answered from the simulator, not from a provider.`,
    );
  }
  out.push(
    table(
      ["provider", "model", "attempts", "ok", "failed", "short"],
      summary.targets.map((
        t,
      ) => [
        t.provider,
        t.model.length > 50 ? `${t.model.slice(0, 49)}…` : t.model,
        t.counts.attempts,
        t.counts.succeeded,
        t.counts.failed,
        t.counts.short,
      ]),
    ),
  );
  const labels = targetLabels(summary.targets);
  const timed = summary.targets.some((t) => Object.keys(t.metrics).length);
  // Where every request failed, tables of nulls would push the reason off the screen.
  const answered = timed && summary.targets.some((t) => t.counts.succeeded > 0);
  for (const name of answered ? shown : []) {
    const m = metric(name);
    const rows = summary.targets.map(({ metrics: { [name]: found } }, i) => [
      labels[i],
      found.n,
      ...columns.map((statistic) => round(found[statistic], m.digits)),
    ]);
    out.push(
      "",
      `${titleOf(m)} (succeeded requests)`,
      table(["target", "n", ...columns], rows, screenWidth),
      ...weakText(summary.targets, name, labels),
    );
  }
  const ranks = answered ? ranksText(summary, labels, screenWidth) : [];
  if (ranks.length) out.push("", ...ranks);
  out.push(...probesText(summary.targets, labels));
  if (facts.unverified.length) {
    out.push(
      "",
      `NOT VERIFIED: any certificate of ${
        facts.unverified.join(", ")
      } was accepted (tls_verify is false).`,
    );
  }
  for (const reason of facts.givenUp.map(printable)) {
    out.push("", facts.goingOn ? reason : `${reason}\nIt was asked no more; --keep-going asks on.`);
  }
  if (facts.invalid) out.push("", `INVALID, not for a ranking: ${facts.invalid}.`);
  if (facts.invalid?.startsWith("interrupted")) {
    out.push(`Go on with it: deno task bench --resume ${facts.folder}`);
  }
  const caching = summary.targets.filter((t) => t.cache.expected !== null);
  if (caching.length) {
    out.push(
      "",
      "Share of prompt tokens from a cache: a perfect one's, and as reported (succeeded requests)",
      table(
        ["provider", "expected", "reported", "answers that told"],
        caching.map((t) => [
          t.provider,
          round(t.cache.expected, 3),
          round(t.cache.observed, 3),
          t.cache.told,
        ]),
      ),
    );
  }
  if (facts.errors.length) {
    out.push(
      "",
      "What failed:",
      ...facts.errors.map((e) => `  ${printable(e)}`),
    );
  }
  if (!summary.targets.some((t) => t.counts.succeeded > 0)) out.push("", "No request succeeded.");
  out.push("", `Rows: ${facts.folder}/requests.parquet`);
  return out.join("\n");
}

/** The quantiles of a table that n is too small for, and of whom. */
function weakText(targets: Summary["targets"], name: string, labels: string[]): string[] {
  const parts = columns.flatMap((column) => {
    const of = labels.filter((_, i) => targets[i].metrics[name].weak[weakName(column)]);
    return of.length ? [[column, of.join(", ")]] : [];
  });
  const groups = Map.groupBy(parts, ([, of]) => of);
  return [...groups].map(([of, own]) => {
    const line = (whom: string) =>
      `n too small to bear ${own.map(([column]) => column).join(", ")} of ${whom}`;
    const whole = of === labels.join(", ");
    const count = of.split(", ").length;
    const text = line(whole && labels.length > 1 ? "any target" : of);
    return text.length > screenWidth ? line(`${count} targets`) : text;
  });
}

const weakName = (column: string) => column === "p50" ? "median" : column;

const titleOf = ({ label, unit }: { label: string; unit: string }) =>
  label.toLowerCase().endsWith(unit) ? label : `${label}, ${unit}`;

/** A target by its provider; where several share it, by its model too. */
function targetLabels(targets: Summary["targets"]): string[] {
  return targets.map(({ provider, model }) =>
    targets.filter((t) => t.provider === provider).length > 1 ? `${provider} ${model}` : provider
  );
}

const round = (value: JsonValue, digits: number) =>
  typeof value === "number" ? Number(value.toFixed(Math.min(digits + 1, 4))) : value;
