/** Every statistic of a summary: what `--full` adds to its first table. */
import { leastEffectiveN, minAttempts } from "../../judging/floors.ts";
import { metric } from "../../metrics/metrics.ts";
import type { JsonValue } from "../../store/duckdb.ts";
import type { Summary } from "./summary.ts";
import { targetLabels } from "./summary_labels.ts";
import { ranksText } from "./summary_ranks.ts";
import { table } from "../table.ts";

/** The metrics with a table of their own, and the columns of each; P50 is LLMPerf's word for the median. */
const shown = [
  "e2e_tokens_per_s",
  "decode_tokens_per_s",
  "ttft_s",
  "e2e_latency_s",
  "response_time_s",
  "inter_token_latency_s",
  "output_tokens",
];
const columns = ["p50", "mean", "stddev", "min", "max", "p25", "p75", "p90", "p95", "p99"];
const quantileName = (column: string) => column === "p50" ? "median" : column;

type Metric = Summary["targets"][number]["metrics"][string];

/** Tables of statistics, then of ranks, in lines of at most `width` characters. */
export function fullText(summary: Summary, width: number): string[] {
  const labels = targetLabels(summary.targets);
  const out: string[] = [];
  let anyWeak = false;
  for (const name of shown) {
    const m = metric(name);
    const found = summary.targets.map((t) => t.metrics[name]);
    // A closed loop has no schedule to count from.
    if (name === "response_time_s" && !summary.schedule.length) continue;
    // A mark keeps its column in line where only some of its numbers bear it.
    const marked = columns.filter((c) => found.some((of) => isWeak(of, c)));
    anyWeak ||= marked.length > 0;
    const rows = found.map((of, i) => [
      labels[i],
      of.n,
      ...columns.map((c) => {
        const value = round(of[c], m.digits);
        return marked.includes(c) ? `${value}${isWeak(of, c) ? "*" : " "}` : value;
      }),
    ]);
    out.push(
      "",
      `${titleOf(m)} (succeeded requests)`,
      table(["target", "n", ...columns], rows, width, columns),
    );
  }
  if (anyWeak) {
    out.push(
      "",
      `* Too few requests for a 95% interval, which needs ${minAttempts} attempts and as many independent requests:`,
      `  ${[0.5, 0.9, 0.95, 0.99].map((p) => `P${100 * p} ${leastEffectiveN(p)}`).join(", ")}.`,
    );
  }
  return [...out, "", ...ranksText(summary, labels, width)];
}

const isWeak = (of: Metric, column: string) =>
  of[column] !== null && quantileName(column) in of.weak;

const titleOf = ({ label, unit }: { label: string; unit: string }) =>
  label.toLowerCase().endsWith(unit) ? label : `${label}, ${unit}`;

const round = (value: JsonValue, digits: number) =>
  typeof value === "number"
    ? Number(Number(value.toPrecision(5)).toFixed(Math.min(digits + 1, 4)))
    : value;
