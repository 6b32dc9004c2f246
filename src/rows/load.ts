/** Parquet bytes to rows in the browser. */
import { parquetMetadata, parquetReadObjects, parquetSchema } from "hyparquet";

// A page that reads rows mostly reads what was made of them, too.
export { judgedJson, readJudged, readMade } from "./made.js";

/** A JavaScript date has no microseconds. */
const parsers = {
  timestampFromMicroseconds(micros: bigint): string {
    const day = 86_400_000_000n;
    const fraction = ((micros % day) + day) % 1_000_000n;
    const seconds = new Date(Number((micros - fraction) / 1000n)).toISOString().slice(0, 19);
    return `${seconds}.${String(fraction).padStart(6, "0")}Z`;
  },
};

/** All rows of a Parquet file, in the columns of it that `keep`; integers become numbers, a missing value null. */
export async function readParquet(
  buffer: ArrayBuffer,
  keep?: (column: string) => boolean,
): Promise<Record<string, unknown>[]> {
  const columns = keep &&
    parquetSchema(parquetMetadata(buffer)).children.map((c) => c.element.name).filter(keep);
  const rows = await parquetReadObjects({ file: buffer, columns, parsers });
  for (const row of rows) {
    for (const key in row) {
      const value = row[key];
      if (typeof value === "bigint") row[key] = Number(value);
      else if (Array.isArray(value)) {
        row[key] = value.map((v) => typeof v === "bigint" ? Number(v) : v);
      } else if (value === undefined) row[key] = null;
    }
  }
  return rows;
}
