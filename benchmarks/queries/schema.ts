/** What the store's tables hold, for people who ask in SQL: each column with its type, unit and meaning. */
import { metrics } from "../metrics/metrics.ts";
import { record } from "../record/record.ts";
import type { Database } from "../store/duckdb.ts";
import { ownTables, storeTables } from "./store_file.ts";
import { columnWords } from "./words/schema_words.ts";
import { tableWords } from "./words/table_words.ts";

export interface SchemaColumn {
  name: string;
  /** As DuckDB writes it. */
  type: string;
  /** "" for none, and where nobody said. */
  unit: string;
  /** "" where nobody said: an analyst's own file. */
  doc: string;
}
export interface SchemaTable {
  name: string;
  doc: string;
  columns: SchemaColumn[];
}

/** Unit and meaning of a column of a table of ours. */
function known(table: string, name: string): { unit: string; doc: string } | undefined {
  const own = columnWords[table]?.[name];
  if (own) return { unit: "", doc: own };
  if (table === "sessions") return metrics.find((m) => m.name === name);
  if (table !== "requests") return undefined;
  return record[name as keyof typeof record] ?? metrics.find((m) => m.name === name);
}

/** The tables of an open store, ours first, then an analyst's own. */
export async function schemaOf(db: Database): Promise<SchemaTable[]> {
  const tables: SchemaTable[] = [];
  for (const name of [...storeTables, ...await ownTables(db)]) {
    const { rows } = await db.query(`DESCRIBE "${name.replaceAll('"', '""')}"`);
    tables.push({
      name,
      doc: tableWords[name] ?? "A file of the analyst's own, beside the runs.",
      columns: rows.map((row) => {
        const column = String(row.column_name);
        const { unit = "", doc = "" } = known(name, column) ?? {};
        return { name: column, type: String(row.column_type), unit, doc };
      }),
    });
  }
  return tables;
}
