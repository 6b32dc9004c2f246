/** A journal becomes Parquet: at the end of a run, or later where the process ended first. */
import { openDuckdb, parquetFiles } from "../duckdb.ts";
import { sealServer } from "../server_side/server_file.ts";
import { writeParquet } from "../parquet.ts";
import type { Tokenizer } from "../../record/count_tokens.ts";
import type { Dropped } from "../../record/fit_row.ts";
import { lineCounter } from "./count_lines.ts";
import { type DamagedLine, journalPath, readJournal } from "./journal_lines.ts";
import type { Row } from "../../record/record.ts";

/** What identifies an attempt within its run. */
export type AttemptKey = Pick<
  Row,
  "provider" | "model" | "phase" | "request_index" | "attempt"
>;
export const attemptKeyColumns = [
  "provider",
  "model",
  "phase",
  "request_index",
  "attempt",
] as const;

/** What of a journal did not come into its Parquet file. */
export interface Lost {
  /** Values that their columns cannot hold. */
  dropped: Dropped;
  /** Lines that hold no attempt; they are kept in `damagedPath`. */
  damaged: Omit<DamagedLine, "line">[];
}

/** Where the lines of a journal stay that could not be read. */
export const damagedPath = (folder: string): string => `${folder}/journal.damaged.jsonl`;

/** Keeps lines that could not be read. */
export async function keepDamaged(folder: string, damaged: DamagedLine[]): Promise<void> {
  if (!damaged.length) return;
  const lines = damaged.map(({ line }) => `${line}\n`).join("");
  await Deno.writeTextFile(damagedPath(folder), lines, { append: true });
}

/**
 * Counts tokens, writes `requests.parquet` (rows by start) and removes the journal; with `keepText` the
 * generated text goes into its columns. Rows that a Parquet file of this run holds already stay in it. Where a resumed
 * run repeated an attempt that was cut, the cut one goes. One row at a time is in memory. What a row or the journal
 * loses is handed to `lost`, once, where there is anything.
 */
export async function sealRun(
  folder: string,
  tokenizer: Tokenizer,
  keepText = false,
  lost: (lost: Lost) => void = () => {},
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const counted = lineCounter(tokenizer, keepText);
  const damaged: DamagedLine[] = [];
  async function* rows() {
    for await (const line of readJournal(folder)) {
      if ("damaged" in line) damaged.push(line.damaged);
      if ("row" in line) yield counted(line);
    }
  }
  const db = await openDuckdb();
  try {
    const path = `${folder}/requests.parquet`;
    const dropped = await writeParquet(db, rows(), path, {
      key: [...attemptKeyColumns],
      worst: "status = 'incomplete'",
    });
    await keepDamaged(folder, damaged);
    if (damaged.length || Object.keys(dropped).length) {
      lost({ dropped, damaged: damaged.map(({ number, why }) => ({ number, why })) });
    }
    const found = await db.query(
      `SELECT status, count(*) AS n FROM ${parquetFiles([path])} GROUP BY ALL`,
    );
    for (const { status, n } of found.rows) counts[String(status)] = n as number;
  } finally {
    db.close();
  }
  await sealServer(folder);
  await Deno.remove(journalPath(folder));
  return counts;
}
