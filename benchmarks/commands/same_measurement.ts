/** The same measurement under two formats, or in files with and without what stands beside them. */
import { rowsIn, rowsPlace } from "../store/compact/rows_place.ts";
import { type Database, parquetFiles } from "../store/duckdb.ts";
import { readRunFile, type RunFile } from "../store/run_file.ts";

/** Two harnesses write one time with other digits: seconds, or thousandths of them. */
const rounding = 1e-6;
/** A file may say only when its run ended, or the day in local time. */
const oneDay = 86_400_000;

const timeOf = (run: RunFile): number => Date.parse(run.started_at ?? run.ended_at ?? "");

/**
 * The run among `folders` whose measured requests have the times and tokens of those in `staged`, all of them; null
 * where there is none. A run of another day is another, however alike.
 */
export async function sameMeasurement(
  db: Database,
  run: RunFile,
  staged: string,
  folders: string[],
): Promise<string | null> {
  if (!run.counts.succeeded) return null;
  const times = (from: string) =>
    `(SELECT row_number() OVER (ORDER BY first, tokens) AS n, * FROM (
      SELECT coalesce(ttft_s, e2e_latency_s) AS first, output_tokens AS tokens FROM ${from}
      WHERE phase = 'measured' AND status = 'ok'))`;
  for (const folder of folders) {
    const other = await readRunFile(folder);
    const at = await rowsPlace(folder);
    if (!other || !at || other.counts?.succeeded !== run.counts.succeeded) continue;
    if (Math.abs(timeOf(other) - timeOf(run)) > oneDay) continue;
    const { rows: [{ same }] } = await db.query(
      `SELECT coalesce(bool_and(coalesce(abs(a.first - b.first) <= ${rounding}
        AND a.tokens = b.tokens, false)), false) AS same
      FROM ${times(parquetFiles([`${staged}/requests.parquet`]))} a
      FULL JOIN ${times(rowsIn(at, other.run_id))} b USING (n)`,
    );
    if (same) return other.run_id;
  }
  return null;
}
