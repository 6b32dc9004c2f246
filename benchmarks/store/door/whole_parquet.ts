/** Whether a Parquet file of others may be read: it is whole, and no small file that unpacks to work without end. */
import { type Database, parquetValues } from "../duckdb.ts";

const mark = "PAR1";

/** Constants and nulls pack to nothing; what was measured does not. Far more than any run of that size has. */
const valuesPerByte = 100;
const valuesOfAny = 10_000_000;

/** A file of so many bytes holds at most as many values. */
export const mostValues = (fileBytes: number): number => valuesOfAny + valuesPerByte * fileBytes;

/** Texts of a file may unpack to as many bytes; one text stands in the file once, however many rows have it. */
export const mostTextBytes = (fileBytes: number): number => 1_000_000_000 + 1000 * fileBytes;

/** What is wrong with the file as a whole; null where nothing is. Throws what DuckDB says of a broken footer. */
export async function parquetFault(db: Database, path: string): Promise<string | null> {
  const { whole, size } = await endsOf(path);
  if (!whole) return "is not a whole Parquet file";
  const { rows: [{ values }] } = await db.query(
    `SELECT sum(num_values)::DOUBLE AS values FROM ${parquetValues(path)}`,
  );
  return typeof values === "number" && values > mostValues(size)
    ? `unpacks to ${values.toLocaleString("en-US")} values: no measurement packs into ${
      size.toLocaleString("en-US")
    } bytes so`
    : null;
}

/** A file cut short has no end mark. */
async function endsOf(path: string): Promise<{ whole: boolean; size: number }> {
  using file = await Deno.open(path);
  const { size } = await file.stat();
  const markAt = async (at: number) => {
    await file.seek(at, Deno.SeekMode.Start);
    const bytes = new Uint8Array(mark.length);
    await file.read(bytes);
    return new TextDecoder().decode(bytes) === mark;
  };
  return { whole: size >= 12 && await markAt(0) && await markAt(size - mark.length), size };
}
