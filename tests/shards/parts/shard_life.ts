/** A shard's life on a disk: its load, its parts, its end, the run that is made of it. */
import assert from "node:assert/strict";
import type { Tokenizer } from "../../../benchmarks/record/count_tokens.ts";
import type { Row } from "../../../benchmarks/record/record.ts";
import { noText } from "../../../benchmarks/record/text.ts";
import { beginShard } from "../../../benchmarks/shards/begin.ts";
import { commitShard } from "../../../benchmarks/shards/commit.ts";
import { PartsWriter } from "../../../benchmarks/shards/parts/parts_writer.ts";
import { openDuckdb, parquetFiles } from "../../../benchmarks/store/duckdb.ts";
import { attemptWord } from "../../../benchmarks/store/journal/finished.ts";
import { openJournal } from "../../../benchmarks/store/journal/journal.ts";
import { sealRun } from "../../../benchmarks/store/journal/seal.ts";
import { writeRunFile } from "../../../benchmarks/store/run_file.ts";
import {
  mergeIn,
  plannedOf,
  planSha256,
  rowsOf,
  runId,
  runOf,
  type Store,
} from "../../support/stores/sharded_store.ts";

export const words: Tokenizer = { name: "words", count: (text) => text.split(" ").length };
export const rows = rowsOf(40, 1);
export const shard = { runId, index: 0, count: 1 };
export const into = `runs/${runId}/shard=0`;
export const pace = { beatMs: 30, staleMs: 200 };
/** As a load appends them: what a token count needs stands beside the row. */
const text = (row: Row) => ({
  ...noText,
  content: `answer number ${row.request_index}`,
  prompt: "ask me",
});

/** Appends rows to the journal of a shard's folder, and leaves it as a killed process does. */
export async function load(folder: string, some: Row[], resume = false) {
  const journal = await openJournal(folder, { resume });
  for (const row of some) journal.append(row, text(row));
  await journal.close();
}

export const begin = (store: Store, folder: string, said: string[] = []) =>
  beginShard(store.place, shard, folder, pace, (sentence) => said.push(sentence));

export async function writerOf(store: Store, folder: string) {
  const { brought, committed } = await begin(store, folder);
  return new PartsWriter(store.place, words, {
    ...{ folder, into, keepText: false, parts: brought.parts.length, committed },
  });
}

/** Seals what a folder has, commits it, merges the run and gives the words of its attempts. */
export async function finish(store: Store, folder: string): Promise<string[]> {
  await sealRun(folder, words);
  await writeRunFile(folder, runOf(rows));
  const manifest = await commitShard({
    ...{ place: store.place, folder, shard, planSha256, planned: plannedOf(rows) },
    ...{ clock: { before: null, after: null }, whole: true },
  });
  assert.ok(manifest);
  const outcome = await mergeIn(store);
  assert.deepEqual([outcome!.state, outcome!.lacking], ["merged", []]);
  return (await attemptsOf(store)).map((row) => attemptWord(row));
}

export async function attemptsOf(store: Store) {
  const db = await openDuckdb();
  try {
    const { rows } = await db.query(
      `SELECT provider, model, phase, request_index, attempt, output_tokens, status FROM ${
        parquetFiles([`${store.folder}/store/runs/${runId}/requests.parquet`])
      }`,
    );
    return rows as unknown as Row[];
  } finally {
    db.close();
  }
}
