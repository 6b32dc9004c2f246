/** The published tables of 2023 against the raw rows, cell by cell, and why a cell does not follow. */
import { explain } from "../metrics/audit_reasons.ts";
import { populationSql } from "../metrics/statistics.ts";
import type { Database } from "../store/duckdb.ts";
import { auditCells, type CellRow, ofLeaderboard, publishedNames } from "./tables/audit.ts";
import { ask } from "./tables/table.ts";

/** A cell, and why the two differ where they do. */
export type AuditCell = CellRow & { why: string | null };

/** Of each metric the population that the published table did not use. */
const others: Record<string, { where: string; words: string }> = {
  e2e_tokens_per_s: {
    where: " AND error_code IS NULL",
    words: "the answers without an error code",
  },
  ttft_content_s: { where: "", words: "every answer, the short ones too" },
};

/** Where the audited runs are from, and the day of the last. */
export const auditedSql = `SELECT any_value(source) AS source, any_value(licence) AS licence,
    strftime(max(coalesce(started_at, ended_at)), '%Y-%m-%d') AS last
  FROM runs WHERE ${ofLeaderboard}`;

/** The systems that those runs measured. */
export const measuredSql = `SELECT DISTINCT provider, model_size FROM requests
  WHERE run_id IN (SELECT run_id FROM runs WHERE ${ofLeaderboard}) ORDER BY ALL`;

/** The systems that were published, in their order. */
export const publishedSql = `SELECT provider, model_size FROM published_2023
  GROUP BY ALL ORDER BY min(line)`;

const system = (c: Pick<AuditCell, "metric" | "provider" | "model_size">) =>
  [c.metric, c.provider, c.model_size].join("\n");

/**
 * Every cell of the published tables beside the imported rows. A published system of which the store has no answer has
 * no cell: another store need not hold the runs of 2023.
 */
export async function audit(db: Database): Promise<AuditCell[]> {
  const { rows: cells } = await ask(db, auditCells);
  const rows = Map.groupBy(cells, system);
  const evidence = new Map<string, { own: number[]; other: number[] }>();
  for (const name of Object.values(publishedNames)) {
    const list = (where: string) =>
      `list_sort(list(${name}) FILTER (${where} AND ${name} IS NOT NULL))`;
    const { rows } = await db.query(
      `SELECT '${name}' AS metric, provider, model_size,
        ${list(populationSql("llmperf", { name }))} AS own,
        ${list(populationSql("succeeded", { name }) + others[name].where)} AS other
      FROM requests WHERE run_id IN (SELECT run_id FROM runs WHERE ${ofLeaderboard})
      GROUP BY provider, model_size`,
    );
    for (const row of rows) evidence.set(system(row as never), row as never);
  }
  return cells.map((cell) => {
    if (cell.follows) return { ...cell, why: null };
    const { own, other } = evidence.get(system(cell))!;
    const row = Object.fromEntries(
      rows.get(system(cell))!.map(({ statistic, published }) => [statistic, published]),
    );
    const otherWords = others[cell.metric].words;
    const why = explain(cell.statistic, cell.raw, { row, values: own, others: other, otherWords });
    return { ...cell, why };
  });
}
