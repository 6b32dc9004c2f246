/**
 * A loader written in SQL: `slow.parquet.sql` answers with the rows of its one statement as `slow.parquet`. It sees the
 * store's tables and the analyst's own files. `slow-[provider].parquet.sql` is asked for as `slow-groq.parquet`; in it
 * `$provider` is that word.
 *
 * `deno run sql_loader.ts FILE [--NAME=VALUE ...]`
 */
import { printCopy } from "../queries/boards.ts";
import { openStore } from "../store/views.ts";
import { addOwnTables } from "../store/own_tables.ts";

const formats: Record<string, string> = {
  parquet: "FORMAT parquet, COMPRESSION snappy",
  json: "FORMAT json, ARRAY true",
  csv: "FORMAT csv, HEADER",
};

const [file, ...options] = Deno.args;
const [, kind] = /\.(\w+)\.sql$/.exec(file) ?? [];
if (!Object.hasOwn(formats, kind ?? "")) {
  throw new Error(`${file}: call it NAME.parquet.sql, NAME.json.sql or NAME.csv.sql`);
}
// An end mark would end the statement around it, a comment at its end would hide the rest of that.
const sql = `${(await Deno.readTextFile(file)).replace(/^\ufeff/, "").replace(/[;\s]+$/, "")}\n`;
const given = options.map((option) => /^--(\w+)=(.*)$/s.exec(option)!.slice(1) as [string, string]);
const used = given.filter(([name]) => new RegExp(`\\$${name}\\b`).test(sql));

const db = await openStore();
try {
  for (const why of await addOwnTables(db)) console.error(why);
  await printCopy(db, sql, formats[kind], Object.fromEntries(used));
} catch (error) {
  throw new Error(`${file}: ${(error as Error).message}`);
} finally {
  db.close();
}
