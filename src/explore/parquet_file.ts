/** An answer as a Parquet file. */
import { quoted, type Result, resultTable, type Store } from "./database.js";
import type { Column } from "./result_table.js";

const numbers = "U?(?:TINY|SMALL|BIG)?INT(?:EGER)?|DOUBLE|FLOAT|DECIMAL\\(.*\\)";
const others = "BOOLEAN|DATE|TIMESTAMP|VARCHAR|(?:VARCHAR|DOUBLE|INTEGER|BIGINT)\\[\\]";
const plain = new RegExp(`^(?:${numbers}|${others})$`);

/**
 * Types that Parquet does not have, as DuckDB itself writes them; what it has no type for is text. So are truth values
 * among which are nulls: DuckDB's Arrow has no bytes for a piece in which all are null, and then nothing reads it.
 */
function castOf({ name, type }: Column, hasNull: boolean): string {
  const own = quoted(name);
  if (plain.test(type) && !(type === "BOOLEAN" && hasNull)) return own;
  return `CAST(${own} AS ${/^U?HUGEINT$/.test(type) ? "DOUBLE" : "VARCHAR"}) AS ${own}`;
}

/** `toParquet` takes Arrow as DuckDB gives it. */
export async function parquetOf(
  store: Store,
  { columns, rows }: Result,
  toParquet: (arrow: Uint8Array) => Promise<Uint8Array>,
): Promise<Blob> {
  const counts = columns.map(({ name }, i) => `count(${quoted(name)})::DOUBLE AS c${i}`).join(", ");
  const [counted] = await store.ask(`SELECT ${counts} FROM ${resultTable}`);
  const list = columns.map((column, i) => castOf(column, Number(counted[`c${i}`]) < rows)).join(
    ", ",
  );
  const arrow = await store.arrow(`SELECT ${list} FROM ${resultTable} ORDER BY rowid`);
  const bytes = await toParquet(arrow) as Uint8Array<ArrayBuffer>;
  return new Blob([bytes], { type: "application/vnd.apache.parquet" });
}
