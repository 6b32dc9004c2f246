/** An answer as a Parquet file. */
import { quoted, type Result, resultTable, type Store } from "./database.js";
import type { Column } from "./result_table.js";

const numbers = "U?(?:TINY|SMALL|BIG)?INT(?:EGER)?|DOUBLE|FLOAT|DECIMAL\\(.*\\)";
const others = "BOOLEAN|DATE|TIMESTAMP|VARCHAR|(?:VARCHAR|DOUBLE|INTEGER|BIGINT)\\[\\]";
const plain = new RegExp(`^(?:${numbers}|${others})$`);

/** Types that Parquet does not have, as DuckDB itself writes them; what it has no type for is text. */
function castOf({ name, type }: Column): string {
  const own = quoted(name);
  if (plain.test(type)) return own;
  return `CAST(${own} AS ${/^U?HUGEINT$/.test(type) ? "DOUBLE" : "VARCHAR"}) AS ${own}`;
}

/** `toParquet` takes Arrow as DuckDB gives it. */
export async function parquetOf(
  store: Store,
  { columns }: Result,
  toParquet: (arrow: Uint8Array) => Promise<Uint8Array>,
): Promise<Blob> {
  const list = columns.map(castOf).join(", ");
  const arrow = await store.arrow(`SELECT ${list} FROM ${resultTable} ORDER BY rowid`);
  const bytes = await toParquet(arrow) as Uint8Array<ArrayBuffer>;
  return new Blob([bytes], { type: "application/vnd.apache.parquet" });
}
