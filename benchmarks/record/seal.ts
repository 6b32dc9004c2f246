/** A journal becomes Parquet: at the end of a run, or later where the process ended first. */
import { openDuckdb } from "../store/duckdb.ts";
import { writeParquet } from "../store/parquet.ts";
import { type RunFile, writeRunFile } from "../store/run_file.ts";
import { countTokens, type Tokenizer } from "./count_tokens.ts";
import { journalPath, type Owner, readJournal, thisProcess } from "./journal.ts";
import type { Row } from "./record.ts";

/** Why a recovered run is no result. */
export const interrupted = "interrupted: the process ended before the run did";

/**
 * Counts tokens, writes `requests.parquet` (rows by start) and removes the journal; with `keepText` the
 * texts go to `texts.jsonl` beside it, in the same order. Returns the rows.
 */
export async function sealRun(
  folder: string,
  tokenizer: Tokenizer,
  keepText = false,
): Promise<Row[]> {
  const { lines } = await readJournal(folder);
  lines.sort((a, b) => order(a.row) < order(b.row) ? -1 : 1);
  const count = remembering(tokenizer);
  const rows = lines.map(({ row, text }) => countTokens(row, text, count));
  if (keepText) {
    const texts = lines.map(({ row, text: { prompt: _, first_arrival: __, ...kept } }) =>
      JSON.stringify({ ...key(row), ...kept }) + "\n"
    );
    await Deno.writeTextFile(`${folder}/texts.jsonl`, texts.join(""));
  }
  const db = await openDuckdb();
  try {
    await writeParquet(db, rows, `${folder}/requests.parquet`);
  } finally {
    db.close();
  }
  await Deno.remove(journalPath(folder));
  return rows;
}

const order = (row: Row) => row.started_at ?? row.scheduled_at ?? "";
const key = ({ provider, model, phase, request_index, attempt }: Row) => ({
  provider,
  model,
  phase,
  request_index,
  attempt,
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

/**
 * Seals the runs in `runsFolder` whose process ended before it could. A run of another host, or of a
 * process that still lives, is left alone. Returns the folders sealed.
 */
export async function recoverRuns(
  runsFolder: string,
  tokenizerOf: (run: RunFile | null) => Tokenizer | Promise<Tokenizer>,
): Promise<string[]> {
  const sealed: string[] = [];
  for (const name of await folders(runsFolder)) {
    const folder = `${runsFolder}/${name}`;
    if (!(await isFile(journalPath(folder)))) continue;
    const { owner } = await readJournal(folder);
    if (await living(owner)) continue;
    if (await isFile(`${folder}/requests.parquet`)) {
      await Deno.remove(journalPath(folder)); // sealed, but ended before this last step
      continue;
    }
    const run = await readRun(folder);
    const rows = await sealRun(folder, await tokenizerOf(run));
    if (run) {
      const counts: Record<string, number> = {};
      for (const { status } of rows) counts[status] = (counts[status] ?? 0) + 1;
      await writeRunFile(folder, {
        ...run,
        invalid: run.invalid ?? interrupted,
        ended_at: run.ended_at ?? (rows.at(-1)?.started_at ?? null),
        counts: { ...run.counts, ...counts },
      });
    }
    sealed.push(folder);
  }
  return sealed;
}

async function folders(path: string): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const entry of Deno.readDir(path)) if (entry.isDirectory) names.push(entry.name);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return names.sort();
}

const isFile = (path: string) => Deno.stat(path).then((s) => s.isFile, () => false);

async function readRun(folder: string): Promise<RunFile | null> {
  try {
    return JSON.parse(await Deno.readTextFile(`${folder}/run.json`)) as RunFile;
  } catch {
    return null; // the process ended before it wrote one
  }
}

/** Of another host we cannot know: it counts as living. */
async function living(owner: Owner | null): Promise<boolean> {
  if (owner === null) return false;
  if (owner.host !== thisProcess().host) return true;
  if (owner.pid === Deno.pid) return true;
  try {
    const { kill } = await import("node:process");
    return kill(owner.pid, 0); // signal 0 asks only whether the process is there
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}
