/** Parquet bytes to rows in the browser. */
import { parquetReadObjects } from "hyparquet";
import type { Judgement } from "./judgement.js";

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

/** What the build judged, from JSON, in which an infinity is a word. */
export const readStandings = (json: string): Judgement[] =>
  JSON.parse(json, (_, v) => v === "Infinity" ? Infinity : v);
