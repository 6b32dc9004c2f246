/** The recorded attempts of a run, each with its row. */
import { columnNames, type Row } from "../../record/record.ts";
import { rowsIn, type RowsPlace, rowsPlace } from "../../store/compact/rows_place.ts";
import { openDuckdb } from "../../store/duckdb.ts";
import { readRecordings, type RecordingLine } from "../../store/journal/recordings.ts";
import { attemptWord } from "../../store/journal/recover.ts";
import { readRunFile } from "../../store/run_file.ts";

/** The rows of a run, by attempt, and its recordings with their rows one after the other. */
export interface RecordedRun {
  runId: string;
  rows: Row[];
  attempts(): AsyncGenerator<Omit<RecordingLine, "key"> & { row: Row }>;
}

/** Opens a run folder. Throws where the run is not finished; `attempts` where nothing was recorded. */
export async function openRecorded(folder: string): Promise<RecordedRun> {
  const at = await rowsPlace(folder);
  if (!at) throw new Error(`There are no rows in ${folder}: the run is not finished`);
  const rows = await rowsOf(at, (await readRunFile(folder))?.run_id ?? "");
  return {
    runId: [...rows.values()][0]?.run_id ?? "",
    rows: [...rows.values()],
    async *attempts() {
      for await (const { key, ...line } of readRecordings(folder)) {
        const row = rows.get(attemptWord(key));
        // An attempt that was cut and made again has two recordings, and a row of one.
        if (row && microseconds(row.started_at) === microseconds(key.started_at)) {
          yield { ...line, row };
        }
      }
    },
  };
}

async function rowsOf(at: RowsPlace, run_id: string): Promise<Map<string, Row>> {
  const db = await openDuckdb();
  try {
    const file = rowsIn(at, run_id);
    const nulls = columnNames.map((name) => `NULL AS ${name}`).join(", ");
    const text = "strftime(started_at, '%Y-%m-%dT%H:%M:%S.%fZ') AS started_at";
    const { rows } = await db.query(
      `SELECT ${nulls} WHERE false UNION ALL BY NAME SELECT * REPLACE (${text}) FROM ${file}`,
    );
    return new Map(rows.map((row) => [attemptWord(row as unknown as Row), row as unknown as Row]));
  } finally {
    db.close();
  }
}

const microseconds = (time: string | null) => time?.replace(/\D/g, "").slice(0, 20) ?? null;
