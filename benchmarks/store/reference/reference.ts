/** Tables of what is not measured: what code and kept results hold, in every store beside its requests. */
import type { Database } from "../duckdb.ts";
import { apiColumnsSql, apiFinishReasonsSql, apisSql, apiWitnessesSql } from "./apis.ts";
import { errorClassesSql, metricsSql, quantileFloorsSql, recordColumnsSql } from "./catalogue.ts";
import { conformanceSql, coverageSql, publishedSql } from "./kept.ts";

/** By name, in the order in which a reader meets them; a store's own folder may hold one. */
const views: Record<string, (folder: string) => string | Promise<string>> = {
  metrics: metricsSql,
  record_columns: recordColumnsSql,
  error_classes: errorClassesSql,
  quantile_floors: quantileFloorsSql,
  apis: apisSql,
  api_columns: apiColumnsSql,
  api_finish_reasons: apiFinishReasonsSql,
  api_witnesses: apiWitnessesSql,
  conformance: conformanceSql,
  coverage: coverageSql,
  published_2023: publishedSql,
};
export const referenceTables: string[] = Object.keys(views);

/** Makes them as views in an open database over the store in `folder`. */
export async function createReferences(db: Database, folder: string): Promise<void> {
  for (const [name, sql] of Object.entries(views)) {
    await db.run(`CREATE VIEW ${name} AS ${await sql(folder)}`);
  }
}
