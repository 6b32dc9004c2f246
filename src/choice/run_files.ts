/** The rows of runs that an address names, each run from its own file, or from the store where it has none. */
import type { IndexedRun } from "@/benchmarks/queries/run_index.ts";
import { fileHref, pageRowLimit } from "../components/files.js";
import type { Chosen } from "../rows/chosen.js";
import { readParquet } from "../rows/load.js";
import type { Row } from "../rows/systems.js";
import type { Picked } from "./picked.js";
import { type OpenStore, rowsInStore } from "./store_rows.js";

/** Files that are asked for at once. */
const atOnce = 4;
/** A page of many runs has no room for lists, and none draws them but one request's timeline. */
const lists = ["chunk_at_s", "chunk_chars", "inter_chunk_s"];

/** A host that does not give a run's file. */
export class FileError extends Error {}

/** The rows of a run as its file has them, or a sample of them where a page cannot hold all. */
export async function runRows(
  run: Pick<IndexedRun, "run_id" | "rows" | "filed">,
  store: OpenStore,
  keep?: (column: string) => boolean,
): Promise<Row[]> {
  if (!run.filed) return (await rowsInStore(store, [run]))[0];
  const path = `runs/${run.run_id}${run.rows > pageRowLimit ? ".sample" : ""}`;
  const answer = await fetch(fileHref(path, "parquet")).catch((error: Error) => ({
    ...{ ok: false as const, status: error.message },
  }));
  if (!answer.ok) {
    throw new FileError(
      `The file of run ${run.run_id} cannot be read: the host answers ${answer.status}.`,
    );
  }
  return await readParquet(await (answer as Response).arrayBuffer(), keep) as Row[];
}

const nameOf = (t: Record<string, unknown>) =>
  JSON.stringify([t.provider, t.model, t.location ?? null]);

/**
 * The measured rows of the runs, the oldest first, each with what a page needs beside a row. `progress` hears how many
 * runs were read.
 */
export async function rowsOf(
  { runs, choice }: Picked,
  store: OpenStore,
  progress: (read: number, all: number) => void = () => {},
): Promise<Row[]> {
  const found: Row[][] = Array(runs.length);
  const whole = runs.length === 1 ? undefined : (column: string) => !lists.includes(column);
  let [next, read] = [0, 0];
  async function reader(): Promise<void> {
    for (let i = next++; i < runs.length; i = next++) {
      if (!runs[i].filed) continue;
      found[i] = await runRows(runs[i], store, whole);
      progress(++read, runs.length);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, reader));
  const stored = runs.filter(({ filed }) => !filed);
  const others = stored.length ? await rowsInStore(store, stored) : [];
  stored.forEach((run, i) => found[runs.indexOf(run)] = others[i]);
  return placed(runs, choice, found);
}

/** Rows of the files, with their boards, workloads and days; of a span without the targets that are no result. */
export function placed(runs: IndexedRun[], choice: Picked["choice"], files: Row[][]): Row[] {
  const { run, since, until } = choice;
  const pools = new Map<string, Chosen>();
  const chosenOf = (board: string, name: string, run_id: string): Chosen => {
    if (run) return { run };
    const key = `${board}\n${name}`;
    if (!pools.has(key)) pools.set(key, { since, until, runs: [] });
    const pool = pools.get(key)!;
    if (pool.runs!.at(-1) !== run_id) pool.runs!.push(run_id);
    return pool;
  };
  const rows = runs.flatMap((own, i) => {
    const targets = new Map(own.targets.map((t) => [nameOf({ ...t }), t]));
    return files[i].flatMap((row): Row[] => {
      const name = nameOf(row);
      const target = targets.get(name);
      if (row.phase !== "measured" || !target || (!run && target.invalid)) return [];
      const { board } = target;
      const { day: run_day, workload, asked } = own;
      const chosen = chosenOf(board, name, own.run_id);
      return [{ ...row, board, run_day, workload, asked, chosen }];
    });
  });
  const all = runs.reduce((sum, own) => sum + own.rows, 0);
  const sampled = runs.some((own) => own.rows > pageRowLimit);
  for (const row of rows) row.sampled_from = sampled ? all : rows.length;
  return rows;
}
