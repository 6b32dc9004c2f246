/** Statements of notebooks, tried before a reader meets them. */
import type { Fault, Said } from "./said.ts";
import { withTableHint } from "../../shared/table_hint.ts";
import { type Database, quoteFile } from "../../store/duckdb.ts";
import { openStore } from "../../store/views.ts";
import { join } from "node:path/posix";

const readers: Record<string, string> = {
  csv: "read_csv",
  tsv: "read_csv",
  parquet: "read_parquet",
  json: "read_json",
};

/**
 * What DuckDB has against each statement, with the page and the line it stands in. It is only prepared, never run.
 * Tables that a page makes by itself are not known here, so a page that makes any is left alone.
 */
export async function faultyStatements(said: Said[]): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const [page, own] of Map.groupBy(said, ({ page }) => page)) {
    const asked = own.filter((one) => "sql" in one);
    if (!asked.length || asked.some(({ sql }) => /\b(create|attach|store\.)/i.test(sql))) continue;
    const db = await openStore();
    try {
      if (!await addTables(db, page, asked[0].tables)) continue;
      for (const { sql, line, hints } of asked) {
        const why = await db.check(sql).then(() => null, (error: Error) => error.message.trim());
        if (why === null) continue;
        const [, row = "1"] = /^LINE (\d+):/m.exec(why) ?? [];
        const at = line && line + Number(row) - 1;
        faults.push({ page, line: at, fault: withTableHint(why, hints) });
      }
    } finally {
      db.close();
    }
  }
  return faults;
}

/** False where one is of a kind that is not read here. */
async function addTables(db: Database, page: string, tables: Record<string, string>) {
  for (const [name, source] of Object.entries(tables)) {
    const [, kind] = /\.(\w+)$/.exec(source) ?? [];
    if (!readers[kind]) return false;
    const target = source.startsWith("/") ? source : join(page.slice("src".length), "..", source);
    const made = `src/.observablehq/cache${target}`;
    const file = await Deno.stat(made).then(() => made, () => `src${target}`);
    const sql = `CREATE OR REPLACE VIEW "${name.replaceAll('"', '""')}" AS FROM ${readers[kind]}(${
      quoteFile(file)
    })`;
    if (!await db.run(sql).then(() => true, () => false)) return false;
  }
  return true;
}
