/** Parquet bytes to rows in the browser. */
import { parquetReadObjects } from "hyparquet";

/** All rows of a Parquet file; integers become numbers, a missing value null. */
export async function readParquet(buffer: ArrayBuffer): Promise<Record<string, unknown>[]> {
  const rows = await parquetReadObjects({ file: buffer });
  for (const row of rows) {
    for (const key in row) {
      const value = row[key];
      if (typeof value === "bigint") row[key] = Number(value);
      else if (value === undefined) row[key] = null;
    }
  }
  return rows;
}
