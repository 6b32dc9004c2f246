/** What of a run is done, by what it left: its sealed rows, its journal, the parts that it committed. */
import { isPlainFile } from "../../files/own_file.ts";
import { rowsIn, rowsPlace } from "../compact/rows_place.ts";
import { openDuckdb, parquetFiles } from "../duckdb.ts";
import { readRunFile } from "../run_file.ts";
import type { Begun } from "../../plan/items/plan_item.ts";
import type { Row } from "../../record/record.ts";
import { journalPath, readJournal } from "./journal_lines.ts";
import { type AttemptKey, attemptKeyColumns } from "./seal.ts";

/** One word for an attempt, for sets. */
export const attemptWord = (key: AttemptKey): string =>
  attemptKeyColumns.map((name) => key[name]).join("\u0000");

/** What is done of a run that is gone on with. */
export interface Finished {
  /** Attempts that need not be made again; those that were cut are not among them. */
  done: Set<string>;
  /** Requests whose last attempt was to be followed by another: how far they came, by the word of their first. */
  begun: Map<string, Begun>;
}

export const nothingDone = (): Finished => ({ done: new Set(), begun: new Map() });
const followedColumns = [
  ...attemptKeyColumns,
  "request_id",
  "first_request_id",
  "retry_in_s",
] as const;

/** The word of the first attempt of a request, by any of its attempts. */
const firstWord = (row: AttemptKey): string =>
  attemptWord({ ...row, phase: row.phase === "retry" ? "measured" : row.phase, attempt: 1 });

/** Reads what of a run is done, from its sealed rows, from its journal, and from `parts`: Parquet files of its rows. */
export async function finishedAttempts(folder: string, parts: string[] = []): Promise<Finished> {
  const found = nothingDone();
  /** By the word of the first attempt, the number of the last. */
  const last = new Map<string, number>();
  const add = (row: Pick<Row, (typeof followedColumns)[number]>) => {
    found.done.add(attemptWord(row));
    const more = (row.retry_in_s ?? null) !== null; // older journals do not have it
    if (row.attempt === 1 && !more) return;
    const word = firstWord(row);
    if (row.attempt < (last.get(word) ?? 0)) return;
    last.set(word, row.attempt);
    if (!more) found.begun.delete(word);
    else {
      const requestId = row.attempt === 1 ? row.request_id : row.first_request_id;
      found.begun.set(word, { attempts: row.attempt, requestId });
    }
  };
  const at = await rowsPlace(folder);
  const sources = parts.map((file) => parquetFiles([file]));
  if (at && await isPlainFile(at.file)) {
    sources.unshift(rowsIn(at, (await readRunFile(folder))?.run_id ?? ""));
  }
  const db = sources.length ? await openDuckdb() : null;
  try {
    for (const from of sources) {
      const { rows: there } = await db!.query(`DESCRIBE SELECT * FROM ${from}`);
      const has = new Set(there.map(({ column_name }) => column_name));
      const columns = followedColumns.map((name) => has.has(name) ? name : `NULL AS ${name}`);
      const { rows } = await db!.query(
        `SELECT ${columns.join(", ")} FROM ${from} WHERE status <> 'incomplete'`,
      );
      for (const row of rows) add(row as unknown as Row);
    }
  } finally {
    db?.close();
  }
  if (await isPlainFile(journalPath(folder))) {
    for await (const line of readJournal(folder)) {
      if ("row" in line && line.row.status !== "incomplete") add(line.row);
    }
  }
  return found;
}

/** The words of all attempts in Parquet files of rows, whatever became of them. */
export async function attemptsIn(files: string[]): Promise<Set<string>> {
  const words = new Set<string>();
  if (!files.length) return words;
  const db = await openDuckdb();
  try {
    const { rows } = await db.query(
      `SELECT ${attemptKeyColumns.join(", ")} FROM ${parquetFiles(files)}`,
    );
    for (const row of rows) words.add(attemptWord(row as unknown as AttemptKey));
  } finally {
    db.close();
  }
  return words;
}
