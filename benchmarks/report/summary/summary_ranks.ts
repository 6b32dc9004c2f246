/** How sure the medians of a run are, as tables: the targets in the order of their ranks, and who has none. */
import { metric } from "../../metrics/metrics.ts";
import type { JsonValue } from "../../store/duckdb.ts";
import type { Summary } from "./summary.ts";
import { apartNotes } from "./summary_labels.ts";
import { table } from "../table.ts";

type Target = Summary["targets"][number] & { label: string };
const ranked = ["e2e_tokens_per_s", "decode_tokens_per_s", "ttft_s"];
const sure = ["median", "95% interval", "n", "counts as"];

/**
 * Lines of at most `width` characters: for one target a table of the metrics, for several a table each. `labels` names
 * the targets.
 */
export function ranksText(summary: Summary, labels: string[], width: number): string[] {
  // A run of probes alone times nothing.
  const targets = summary.targets.map((t, i) => ({ ...t, label: labels[i] }))
    .filter((t) => ranked.every((name) => t.metrics[name]));
  if (!targets.length) return [];
  if (targets.length === 1) {
    const rows = ranked.map((name) => [metric(name).label, ...sureOf(targets[0], name)]);
    return ["How sure the median is", table(["metric", ...sure], rows, width), ...notes];
  }
  return ranked.flatMap((name, i) => [...(i ? [""] : []), ...metricText(targets, name, width)])
    .concat(notes);
}

const notes = [
  "counts as: requests resemble their neighbours, so n of them say as much as fewer independent ones.",
];

function metricText(targets: Target[], name: string, width: number): string[] {
  const { label, unit, better } = metric(name);
  const boards = [...new Set(targets.map((t) => t.board))];
  const place = (t: Target) => t.metrics[name].rank?.[0] ?? targets.length + 1;
  const median = (t: Target) => Number(t.metrics[name].median ?? NaN);
  const sorted = [...targets].sort((a, b) =>
    boards.indexOf(a.board) - boards.indexOf(b.board) || place(a) - place(b) ||
    (better === "lower" ? median(a) - median(b) : median(b) - median(a)) || 0
  );
  const rows = sorted.map((t) => {
    const { rank, tier } = t.metrics[name];
    const range = rank && (rank[0] === rank[1] ? String(rank[0]) : rank.join("–"));
    return [t.label, range ?? "–", tier ?? "–", ...sureOf(t, name)];
  });
  // That the whole run is invalid stands once, at the end.
  const reasons = sorted.flatMap((t) =>
    t.metrics[name].reasons.filter((why) => !why.startsWith("the run is invalid"))
      .map((why) => [t.label, why])
  );
  return [
    `Ranks by ${label.toLowerCase()}, ${unit} (1–2: first or second, the data cannot tell)`,
    table(["target", "rank", "tier", ...sure], rows, width),
    ...(reasons.length ? [table(["not ranked", "why"], reasons, width)] : []),
    ...apartNotes(sorted).map((note) => `  ${note}`),
  ];
}

function sureOf(t: Target, name: string): JsonValue[] {
  const { median, interval, n, effective_n } = t.metrics[name];
  return [four(median), interval?.map(four).join("–") ?? "too few", n, effective_n];
}

const four = (value: JsonValue) =>
  typeof value !== "number"
    ? value
    : Number.isFinite(value)
    ? Number(value.toPrecision(4))
    : "fails";
