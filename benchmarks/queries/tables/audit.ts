/** Tables of page `/audit`: what the LLMPerf leaderboard published in 2023 beside what the raw rows give. */
import {
  populationSql,
  quantiles,
  type StatisticName,
  statisticNames,
} from "../../metrics/statistics.ts";
import type { NamedTable } from "./table.ts";

/** Only these runs were published: others of the same systems may lie in the same store. */
export const ofLeaderboard =
  "source LIKE 'github.com/ray-project/llmperf-leaderboard%' AND invalid IS NULL";

/** Names of the published metrics in the catalogue. */
export const publishedNames: Record<string, string> = {
  output_tokens_per_s: "e2e_tokens_per_s",
  ttft_s: "ttft_content_s",
};

/** One published cell: what was printed, and what the rows give. */
export interface CellRow {
  /** As the catalogue names it. */
  metric: string;
  label: string;
  unit: string;
  /** The run it is of; null where its system was published of several. */
  run_id: string | null;
  model_size: string;
  provider: string;
  statistic: StatisticName;
  /** As it was printed, with its decimals. */
  published: string;
  raw: number;
  follows: boolean;
}

const names = statisticNames.join(", ");
const statistics = statisticNames.map((name) =>
  name in quantiles
    ? `quantile_cont(x, ${quantiles[name as keyof typeof quantiles]}) AS ${name}`
    : `${name === "mean" ? "avg" : name}(x) AS ${name}`
).join(",\n    ");

const values = Object.entries(publishedNames).map(([given, name]) =>
  `  SELECT '${given}' AS metric, run_id, provider, model_size, ${name} AS x FROM requests
  WHERE ${populationSql("llmperf", { name })}`
).join("\n  UNION ALL\n");

const given = Object.entries(publishedNames)
  .map(([given, name]) => `\n  WHEN '${given}' THEN '${name}'`).join("");

const cells = (only: string) =>
  `WITH measured AS (
${values}),
computed AS (
  SELECT metric, provider, model_size,
    CASE WHEN min(run_id) = max(run_id) THEN min(run_id) END AS run_id,
    ${statistics}
  FROM measured SEMI JOIN (FROM runs
    WHERE ${ofLeaderboard}) USING (run_id)
  GROUP BY metric, provider, model_size),
cells AS (
  SELECT *
  FROM (UNPIVOT published_2023 ON ${names}
    INTO NAME statistic VALUE published)
  JOIN (UNPIVOT computed ON ${names}
    INTO NAME statistic VALUE raw)
  USING (metric, provider, model_size, statistic)),
judged AS (
  SELECT *, 10 ** length(split_part(published, '.', 2)) AS scale,
    abs(floor(raw * scale + 0.5 + 1e-9) / scale - published::DOUBLE) < 1e-9 AS follows
  FROM cells)
SELECT m.name AS metric, m.label, m.unit, provider, model_size, statistic, published, raw, follows,
  run_id
FROM judged JOIN metrics m ON m.name = CASE judged.metric${given} END${only}
ORDER BY line, list_position(['${statisticNames.join("', '")}'], statistic)`;

export const auditCells: NamedTable<CellRow> = {
  name: "audit-cells",
  title: "Every published cell",
  sql: cells(""),
};
export const auditDifferences: NamedTable<CellRow> = {
  name: "audit-differences",
  title: "Cells that do not follow",
  sql: cells("\nWHERE NOT follows"),
};

export const auditTables: NamedTable[] = [auditDifferences, auditCells];
