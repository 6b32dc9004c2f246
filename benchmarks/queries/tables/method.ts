/** Tables of pages `/method` and `/conformance`: of the harness itself. */
import type { NamedTable } from "./table.ts";

const metricsOf = (scope: "request" | "group"): NamedTable => ({
  name: `metrics-of-a-${scope}`,
  title: `Metrics of a ${scope}`,
  sql: `SELECT name, label, unit, better, scope, sql, doc\nFROM metrics\nWHERE scope = '${scope}'`,
});
export const requestMetrics = metricsOf("request");
export const groupMetrics = metricsOf("group");

export const floorsTable: NamedTable = {
  name: "quantile-floors",
  title: "What a quantile needs",
  sql: "SELECT quantile, p, effective_n, blocks\nFROM quantile_floors",
};

const coverageOf = (judged: string, title: string, columns: string): NamedTable => ({
  name: `coverage-of-${judged}s`,
  title,
  sql: `SELECT ${columns}, promised_least, promised_most, kept, made_on\nFROM coverage\n` +
    `WHERE judged = '${judged}'`,
});
export const intervalCoverage = coverageOf(
  "interval",
  "How often an interval holds the truth",
  "data, n, p, runs, shown, share",
);
export const leaderboardCoverage = coverageOf(
  "leaderboard",
  "How often a leaderboard is right",
  "asks, data, n, runs, share",
);
export const comparisonCoverage = coverageOf(
  "comparison",
  "How often a comparison is right",
  "asks, data, n, runs, share",
);

export const streamsTable: NamedTable = {
  name: "conformance",
  title: "Lines of the conformance suite",
  sql: `SELECT line, must_be, stream, holds, faults, status, error_class, finish_reason,
  ttft_s, ttft_content_s, chunks, output_tokens, error_message
FROM conformance`,
};

export const methodTables = [
  requestMetrics,
  groupMetrics,
  floorsTable,
  intervalCoverage,
  leaderboardCoverage,
  comparisonCoverage,
  streamsTable,
];
