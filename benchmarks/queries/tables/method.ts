/** Tables of pages `/method` and `/conformance`: of the harness itself. */
import type { Scope } from "../../metrics/metric.ts";
import type { NamedTable } from "./table.ts";

export interface MetricRow {
  name: string;
  label: string;
  unit: string;
  better: "higher" | "lower" | null;
  scope: Scope;
  sql: string;
  doc: string;
}

const metricsOf = (scope: "request" | "group"): NamedTable<MetricRow> => ({
  name: `metrics-of-a-${scope}`,
  title: `Metrics of a ${scope}`,
  sql: `SELECT name, label, unit, better, scope, sql, doc\nFROM metrics\nWHERE scope = '${scope}'`,
});
export const requestMetrics = metricsOf("request");
export const groupMetrics = metricsOf("group");
export const sessionMetrics: NamedTable<MetricRow> = {
  name: "metrics-of-sessions",
  title: "Metrics of sessions",
  sql: `SELECT name, label, unit, better, scope, sql, doc
FROM metrics
WHERE scope IN ('session', 'sessions', 'turn')`,
};
export const metricTables: NamedTable<MetricRow>[] = [requestMetrics, groupMetrics, sessionMetrics];

export interface FloorRow {
  quantile: string;
  p: number;
  effective_n: number;
  blocks: number;
}

export const floorsTable: NamedTable<FloorRow> = {
  name: "quantile-floors",
  title: "What a quantile needs",
  sql: "SELECT quantile, p, effective_n, blocks\nFROM quantile_floors",
};

/** What was tried of the judging. */
export interface Tried {
  data: string;
  /** Requests of each run. */
  n: number;
  /** How many were judged. */
  runs: number;
  /** Of them, those for which it holds; null where none says anything. */
  share: number | null;
  /** Null where it is only printed. */
  promised_least: number | null;
  promised_most: number | null;
  kept: boolean | null;
  /** ISO day, UTC. */
  made_on: string;
}
/** Seeded runs of one kind, judged: how many of their intervals hold the true quantile. */
export interface Covered extends Tried {
  p: number;
  shown: number;
}
/** Seeded leaderboards or pairs, and the share of which a question's answer holds. */
export interface Found extends Tried {
  asks: string;
}

const coverageOf = <R>(judged: string, title: string, columns: string): NamedTable<R> => ({
  name: `coverage-of-${judged.replace(" ", "-")}s`,
  title,
  sql: `SELECT ${columns}, promised_least, promised_most, kept, made_on\nFROM coverage\n` +
    `WHERE judged = '${judged}'`,
});
export const intervalCoverage = coverageOf<Covered>(
  "interval",
  "How often an interval holds the truth",
  "data, n, p, runs, shown, share",
);
export const leaderboardCoverage = coverageOf<Found>(
  "leaderboard",
  "How often a leaderboard is right",
  "asks, data, n, runs, share",
);
export const comparisonCoverage = coverageOf<Found>(
  "comparison",
  "How often a comparison is right",
  "asks, data, n, runs, share",
);

export const hourCoverage = coverageOf<Found>(
  "hour effect",
  "How often an effect of the hour is claimed",
  "asks, data, n, runs, share",
);
export const stillCoverage = coverageOf<Found>(
  "no change",
  "How often a change is claimed where there is none",
  "asks, data, n, runs, share",
);
export const changeCoverage = coverageOf<Found>(
  "change",
  "How often a change is found",
  "asks, data, n, runs, share",
);

/** A stream of the conformance suite. */
export interface StreamRow {
  line: string;
  must_be: string;
  stream: string;
  holds: boolean;
  faults: string | null;
  status: string;
  error_class: string | null;
  finish_reason: string | null;
  ttft_s: number | null;
  ttft_content_s: number | null;
  chunks: number | null;
  output_tokens: number | null;
  error_message: string | null;
}

export const streamsTable: NamedTable<StreamRow> = {
  name: "conformance",
  title: "Lines of the conformance suite",
  sql: `SELECT line, must_be, stream, holds, faults, status, error_class, finish_reason,
  ttft_s, ttft_content_s, chunks, output_tokens, error_message
FROM conformance`,
};

export const methodTables: NamedTable[] = [
  ...metricTables,
  floorsTable,
  intervalCoverage,
  leaderboardCoverage,
  comparisonCoverage,
  hourCoverage,
  stillCoverage,
  changeCoverage,
  streamsTable,
];
