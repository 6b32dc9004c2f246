/** `deno task replay RUN`: its recordings decoded again, and which rows differ from those that were kept. */
import { llama2 } from "../plan/tokenizers.ts";
import { provider } from "../providers/index.ts";
import { type ColumnName, columnNames, type Row } from "../record/record.ts";
import { readRecordings } from "../store/journal/recordings.ts";
import { differences, replayRow } from "../record/replay.ts";
import { attemptWord } from "../store/journal/recover.ts";
import { printable } from "../report/table.ts";
import { rowsIn, type RowsPlace, rowsPlace } from "../store/compact/rows_place.ts";
import { openDuckdb } from "../store/duckdb.ts";
import { readRunFile } from "../store/run_file.ts";
import { runsFolder } from "../store/views.ts";
import { runNamed } from "./runs/named.ts";

/** What a replay found. */
export interface Replayed {
  run_id: string;
  rows: number;
  /** Rows that have a recording. */
  replayed: number;
  differ: number;
  differences: {
    provider: string;
    model: string;
    phase: string;
    request_index: number;
    columns: ColumnName[];
  }[];
}

/** Prints what differs; the exit status is 1 where something does. */
export async function replayCommand(
  name: string,
  options: { json?: boolean; resultsDir?: string },
): Promise<number> {
  const found = await replay(await folderOf(name, options));
  if (options.json) console.log(JSON.stringify(found));
  else {
    for (const { provider, model, phase, request_index, columns } of found.differences) {
      console.log(
        printable(`${provider} ${model}, ${phase} request ${request_index}: ${columns.join(", ")}`),
      );
    }
    console.log(
      `${found.replayed} of ${found.rows} rows decoded again from their recordings, ${found.differ} differ.`,
    );
  }
  return found.differ ? 1 : 0;
}

/** Decodes every recording of a run folder again. */
export async function replay(folder: string): Promise<Replayed> {
  const at = await rowsPlace(folder);
  if (!at) throw new Error(`There are no rows in ${folder}: the run is not finished`);
  const rows = await rowsOf(at, (await readRunFile(folder))?.run_id ?? "");
  const found: Replayed = {
    run_id: [...rows.values()][0]?.run_id ?? "",
    rows: rows.size,
    replayed: 0,
    differ: 0,
    differences: [],
  };
  for await (const { key, prompt, recording } of readRecordings(folder)) {
    const row = rows.get(attemptWord(key));
    if (!row || microseconds(row.started_at) !== microseconds(key.started_at)) continue;
    found.replayed++;
    const again = replayRow(row, recording, provider(row.api!), prompt, llama2);
    const columns = differences(row, again);
    if (!columns.length) continue;
    found.differ++;
    const { provider: label, model, phase, request_index } = row;
    found.differences.push({ provider: label, model, phase, request_index, columns });
  }
  return found;
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

async function folderOf(name: string, options: { resultsDir?: string }): Promise<string> {
  const into = options.resultsDir ?? runsFolder();
  for (const folder of [name.replace(/\/(run\.json)?$/, ""), `${into}/${name}`]) {
    if (await readRunFile(folder)) return folder;
  }
  return (await runNamed(name, options)).folder;
}
