/** A journal becomes Parquet: at the end of a run, or later where the process ended first. */
import { openDuckdb } from "../store/duckdb.ts";
import { writeParquet } from "../store/parquet.ts";
import { countTokens, type Tokenizer } from "./count_tokens.ts";
import { journalPath, readJournal } from "./journal.ts";
import type { Row } from "./record.ts";
import type { AttemptText } from "./to_record.ts";

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

/**
 * Counts tokens, writes `requests.parquet` (rows by start) and removes the journal; with `keepText` the
 * generated text goes into its columns. Rows that a Parquet file of this run holds already stay in it. Where a resumed
 * run repeated an attempt that was cut, the cut one goes. One row at a time is in memory.
 */
export async function sealRun(
  folder: string,
  tokenizer: Tokenizer,
  keepText = false,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const count = remembering(tokenizer);
  async function* rows() {
    for await (const line of readJournal(folder)) {
      if ("owner" in line) continue;
      const row = countTokens(line.row, line.text, count);
      yield keepText ? { ...row, ...keptText(line.text) } : row;
    }
  }
  const db = await openDuckdb();
  try {
    const path = `${folder}/requests.parquet`;
    await writeParquet(db, rows(), path, {
      key: [...attemptKeyColumns],
      worst: "status = 'incomplete'",
      order: "coalesce(started_at, scheduled_at), request_index",
    });
    const found = await db.query(
      `SELECT status, count(*) AS n FROM read_parquet('${
        path.replaceAll("'", "''")
      }') GROUP BY ALL`,
    );
    for (const { status, n } of found.rows) counts[String(status)] = n as number;
  } finally {
    db.close();
  }
  await Deno.remove(journalPath(folder));
  return counts;
}

/** The columns of generated text. */
export const keptText = (text: AttemptText) => ({
  content_text: text.content || null,
  reasoning_text: text.reasoning || null,
  tool_call_text: text.tool_call || null,
});

/** Interleaved targets get the same prompts: count each once. */
function remembering(tokenizer: Tokenizer): Tokenizer {
  const known = new Map<string, number>();
  return {
    name: tokenizer.name,
    count(text) {
      let tokens = known.get(text);
      if (tokens === undefined) {
        tokens = tokenizer.count(text);
        if (known.size < 10_000) known.set(text, tokens);
      }
      return tokens;
    },
  };
}
