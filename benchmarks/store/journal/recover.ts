/** Runs whose process ended before they did: sealed as they are, or read to be gone on with. */
import { isPlainFile, refuseLinks, removePartials } from "../../files/own_file.ts";
import { rowsIn, rowsPlace } from "../compact/rows_place.ts";
import { openDuckdb } from "../duckdb.ts";
import { readRunFile, type RunFile, writeRunFile } from "../run_file.ts";
import type { Begun } from "../../plan/items/plan_item.ts";
import type { Row } from "../../record/record.ts";
import type { Tokenizer } from "../../record/count_tokens.ts";
import { journalPath, readJournal } from "./journal.ts";
import { isOwn } from "./own_runs.ts";
import { compressRecordings } from "./recordings.ts";
import { type AttemptKey, attemptKeyColumns, type Lost, sealRun } from "./seal.ts";
import { BeingWritten, lockWriter } from "./writer_lock.ts";

/** Why a recovered run is no result. */
export const interrupted = "interrupted: the process ended before the run did";

/** What `recoverRuns` found: folders it sealed, and those it could not, with the reason. */
export interface Recovered {
  sealed: string[];
  failed: { folder: string; reason: string }[];
}

/**
 * Seals the runs in `runsFolder` whose process ended before it could. A run that this installation did not write, or
 * that a process writes now, is left alone; one that cannot be sealed keeps its journal. `lost` is told what a sealed
 * run lost.
 */
export async function recoverRuns(
  runsFolder: string,
  tokenizerOf: (run: RunFile | null) => Tokenizer | Promise<Tokenizer>,
  lost: (folder: string, lost: Lost) => void = () => {},
): Promise<Recovered> {
  const found: Recovered = { sealed: [], failed: [] };
  for (const folder of await unsealedRuns(runsFolder)) {
    if (!await isOwn(folder)) continue;
    let writer: { release(): void } | null = null;
    try {
      await refuseLinks(folder);
      writer = await lockWriter(folder);
      if (!await isPlainFile(journalPath(folder))) continue; // another process was quicker
      await removePartials(folder);
      const run = await readRunFile(folder);
      await compressRecordings(folder);
      const counts = await sealRun(
        folder,
        await tokenizerOf(run),
        keepsText(run),
        (found) => lost(folder, found),
      );
      if (run) {
        await writeRunFile(folder, {
          ...run,
          invalid: run.invalid ?? interrupted,
          counts: { ...run.counts, ...counts },
        });
      }
      found.sealed.push(folder);
    } catch (error) {
      if (error instanceof BeingWritten) continue;
      found.failed.push({ folder, reason: (error as Error).message });
    } finally {
      writer?.release();
    }
  }
  return found;
}

/** Folders of runs whose rows are in a journal still: no query sees them. */
export async function unsealedRuns(runsFolder: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await folders(runsFolder)) {
    const folder = `${runsFolder}/${name}`;
    if (await isPlainFile(journalPath(folder))) found.push(folder);
  }
  return found;
}

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

/** Reads what of a run is done, from its sealed rows and from its journal. */
export async function finishedAttempts(folder: string): Promise<Finished> {
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
  if (at && await isPlainFile(at.file)) {
    const run_id = (await readRunFile(folder))?.run_id ?? "";
    const db = await openDuckdb();
    try {
      const from = rowsIn(at, run_id);
      const { rows: there } = await db.query(`DESCRIBE SELECT * FROM ${from}`);
      const has = new Set(there.map(({ column_name }) => column_name));
      const columns = followedColumns.map((name) => has.has(name) ? name : `NULL AS ${name}`);
      const { rows } = await db.query(
        `SELECT ${columns.join(", ")} FROM ${from} WHERE status <> 'incomplete'`,
      );
      for (const row of rows) add(row as unknown as Row);
    } finally {
      db.close();
    }
  }
  if (await isPlainFile(journalPath(folder))) {
    for await (const line of readJournal(folder)) {
      if ("row" in line && line.row.status !== "incomplete") add(line.row);
    }
  }
  return found;
}

const keepsText = (run: RunFile | null) =>
  (run?.config as { keep_text?: boolean } | null)?.keep_text ?? false;

async function folders(path: string): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const entry of Deno.readDir(path)) if (entry.isDirectory) names.push(entry.name);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return names.sort();
}
