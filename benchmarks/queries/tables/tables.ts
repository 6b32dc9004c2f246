/** Every table that stands in a page's HTML, by its name. */
import { csvText } from "../../shared/csv.ts";
import type { Database } from "../../store/duckdb.ts";
import { auditTables } from "./audit.ts";
import { correctnessTables } from "./correctness.ts";
import { dataTables } from "./data.ts";
import { loadTables } from "./load.ts";
import { methodTables } from "./method.ts";
import { allProviderTables } from "./providers.ts";
import { allRunsTable, missedRoundsTable } from "./runs.ts";
import { sessionTables } from "./sessions.ts";
import { shardTables } from "./shards.ts";
import { speculation } from "./speculation.ts";
import type { NamedTable } from "./table.ts";

export const tables: NamedTable[] = [
  ...auditTables,
  ...correctnessTables,
  ...dataTables,
  ...loadTables,
  ...methodTables,
  allRunsTable,
  missedRoundsTable,
  speculation,
  ...sessionTables,
  ...shardTables,
  ...allProviderTables,
];

/** What its file holds. */
export const tableCsv = async (db: Database, { sql }: NamedTable): Promise<string> =>
  csvText(await db.query(sql));

/** The table of that name; throws where there is none. */
export function tableNamed(name: string): NamedTable {
  const found = tables.find((table) => table.name === name);
  if (!found) throw new Error(`There is no table "${name}" on a page`);
  return found;
}
