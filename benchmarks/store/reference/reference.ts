/** Tables of what is not measured: what code and kept results hold, in every store beside its requests. */
import type { Database } from "../duckdb.ts";
import { apiColumnsSql, apiFinishReasonsSql, apisSql, apiWitnessesSql } from "./apis.ts";
import { errorClassesSql, metricsSql, quantileFloorsSql, recordColumnsSql } from "./catalogue.ts";
import { conformanceSql, coverageSql, publishedSql } from "./kept.ts";
import { watchRoundsSql } from "../watches/watch_rounds.ts";
import { pricesSql } from "./prices.ts";
import { shardTrialsSql } from "./shard_trials.ts";

/** What makes a text once in a process: many stores are opened in one. */
function once(make: () => string | Promise<string>): () => Promise<string> {
  let made: Promise<string> | undefined;
  return () => made ??= Promise.resolve(make());
}

/** By name, in the order in which a reader meets them; a store's own folder may hold one. */
const views: Record<string, (folder: string) => Promise<string>> = {
  metrics: once(metricsSql),
  record_columns: once(recordColumnsSql),
  error_classes: once(errorClassesSql),
  quantile_floors: once(quantileFloorsSql),
  apis: once(apisSql),
  api_columns: once(apiColumnsSql),
  api_finish_reasons: once(apiFinishReasonsSql),
  api_witnesses: once(apiWitnessesSql),
  conformance: conformanceSql,
  coverage: once(coverageSql),
  shard_trials: once(shardTrialsSql),
  published_2023: publishedSql,
  prices: pricesSql,
  watch_rounds: watchRoundsSql,
};
export const referenceTables: string[] = Object.keys(views);

/** Makes them as views in an open database over the store in `folder`. */
export async function createReferences(db: Database, folder: string): Promise<void> {
  for (const [name, sql] of Object.entries(views)) {
    await db.run(`CREATE VIEW ${name} AS ${await sql(folder)}`);
  }
}
