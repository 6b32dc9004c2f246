/** A store of old runs, what it answers, and its compaction. */
import { compactRuns } from "../../../benchmarks/commands/runs/compact.ts";
import { interrupted } from "../../../benchmarks/store/journal/recover.ts";
import type { Row } from "../../../benchmarks/record/record.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import { answers, writeRun } from "../../support/stores/written_run.ts";

export const day = (at: string) => ({ started_at: `${at}T00:00:00Z`, ended_at: `${at}T01:00:00Z` });
export const lists = { chunks: 2, chunk_at_s: [0.5, 1], chunk_chars: [1, 2] };

/** Runs of three months, one of them interrupted, and one with a name that SQL would trip over. */
export async function writeStore(folder: string): Promise<void> {
  await writeRun(folder, { run_id: "jan-1", ...day("2026-01-05") }, answers(30, 1, lists));
  await writeRun(folder, { run_id: "jan'2", ...day("2026-01-31") }, [
    ...answers(9, 2),
    ...answers(4, 1, { status: "failed", error_class: "timeout", ttft_s: null }),
  ]);
  await writeRun(folder, { run_id: "feb", ...day("2026-02-01") }, answers(20, 1));
  await writeRun(
    folder,
    { run_id: "cut", ...day("2026-01-06"), invalid: interrupted },
    answers(3, 1),
  );
  await writeRun(folder, { run_id: "march", ...day("2026-03-01") }, answers(5, 1));
}

const views = ["requests", "runs", "latest", "invalid_targets", "workloads"];

/** Everything that SQL says of a store, or of some of its views. */
export async function everything(folder: string, of = views) {
  const db = await openStore(folder);
  try {
    const all: Record<string, unknown> = {};
    for (const view of of) {
      all[view] = (await db.query(`SELECT * FROM ${view} ORDER BY ALL`)).rows;
      all[`DESCRIBE ${view}`] = (await db.query(`DESCRIBE ${view}`)).rows;
    }
    return all;
  } finally {
    db.close();
  }
}

/** Its rows alone, with all that they say: they are looked at after each of many changes. */
export const requestsIn = async (folder: string) =>
  (await everything(folder, ["requests"])).requests as Row[];

export const ownFiles = async (folder: string) =>
  (await Array.fromAsync(Deno.readDir(folder))).filter(({ name }) => name !== "compacted")
    .map(({ name }) => name).filter((name) => {
      try {
        return Deno.statSync(`${folder}/${name}/requests.parquet`).isFile;
      } catch {
        return false;
      }
    }).sort();

export const quietly = async <T>(work: () => Promise<T>): Promise<{ value: T; said: string }> => {
  const [log, lines] = [console.log, [] as string[]];
  console.log = (line: string) => void lines.push(line);
  try {
    return { value: await work(), said: lines.join("\n") };
  } finally {
    console.log = log;
  }
};
export const compact = (folder: string, options = {}) =>
  quietly(() => compactRuns({ resultsDir: folder, before: "2026-03-01", ...options }));
