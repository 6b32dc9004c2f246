/** The published tables of 2023 against the raw rows, cell by cell. */
import { explain, printsAs } from "./audit_reasons.ts";
import { metric } from "./metrics.ts";
import { populationSql, type StatisticName, statisticNames, statisticsSql } from "./statistics.ts";

/** One published cell: what was printed, what the rows give, and why they differ where they do. */
export interface AuditCell {
  metric: string;
  /** The run it is of; null where its system was published of several. */
  run_id: string | null;
  model_size: string;
  provider: string;
  model: string;
  statistic: StatisticName;
  /** As it was printed, with its decimals. */
  published: string;
  ours: number;
  follows: boolean;
  why: string | null;
}

interface Query {
  query(sql: string): Promise<{ rows: Record<string, unknown>[] }>;
}

/** Names of the published metrics in the catalogue, and the population that the published table did not use. */
const published: Record<string, { name: string; other: string; otherWords: string }> = {
  output_tokens_per_s: {
    name: "e2e_tokens_per_s",
    other: "AND error_code IS NULL",
    otherWords: "the answers without an error code",
  },
  ttft_s: { name: "ttft_content_s", other: "", otherWords: "every answer, the short ones too" },
};
/** Only these runs were published: others of the same systems may lie in the same store. */
const ofLeaderboard = "source LIKE 'github.com/ray-project/llmperf-leaderboard%'";
const publishedRuns = `run_id IN (SELECT run_id FROM runs WHERE ${ofLeaderboard})`;

/** Where the audited runs are from, and the day of the last. */
export const auditedSql = `SELECT any_value(source) AS source, any_value(licence) AS licence,
    strftime(max(coalesce(started_at, ended_at)), '%Y-%m-%d') AS last
  FROM runs WHERE ${ofLeaderboard}`;

/** The systems that those runs measured. */
export const measuredSql =
  `SELECT DISTINCT provider, model_size FROM requests WHERE ${publishedRuns} ORDER BY ALL`;

/**
 * Compares every cell of `csv` (the published tables as they were printed) with the imported rows.
 * A published system of which the store has no answer has no cell: another store need not hold the runs of 2023.
 */
export async function audit(db: Query, csv: string): Promise<AuditCell[]> {
  const [head, ...lines] = csv.trim().split(/\r?\n/).map((line) => line.split(","));
  const computed = new Map<string, Record<string, unknown>>();
  for (const [given, { name, other }] of Object.entries(published)) {
    const inside = populationSql("llmperf", { name });
    const outside = `${populationSql("succeeded", { name })} ${other}`;
    const values = (where: string) =>
      `list_sort(list(${name}) FILTER (${where} AND ${name} IS NOT NULL))`;
    const { rows } = await db.query(
      `SELECT provider, model_size, CASE WHEN min(run_id) = max(run_id) THEN min(run_id) END AS run_id,
        ${statisticsSql(metric(name), "llmperf")},
        ${values(inside)} AS own, ${values(outside)} AS other
      FROM requests WHERE ${publishedRuns} GROUP BY provider, model_size`,
    );
    for (const row of rows) computed.set(keyOf({ ...row, metric: given }), row);
  }
  return lines.flatMap((line) => {
    const row = Object.fromEntries(head.map((name, i) => [name, line[i]]));
    const found = computed.get(keyOf(row));
    if (!found?.own) return [];
    const { name, otherWords } = published[row.metric];
    return statisticNames.map((statistic): AuditCell => {
      const ours = found[statistic] as number;
      const follows = printsAs(ours, row[statistic]);
      const { model_size, provider, model } = row;
      const run_id = found.run_id as string | null;
      const cell = { metric: name, run_id, model_size, provider, model, statistic };
      const evidence = {
        row,
        values: found.own as number[],
        others: found.other as number[],
        otherWords,
      };
      const why = follows ? null : explain(statistic, ours, evidence);
      return { ...cell, published: row[statistic], ours, follows, why };
    });
  });
}

// Not by model: the tables leave out the version that Replicate's names carry.
const keyOf = (row: Record<string, unknown>) =>
  [row.metric, row.provider, row.model_size].join("\n");
