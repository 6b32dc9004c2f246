/**
 * Makes what programs print before the framework asks for it, on every core: it would start a process for each, one
 * after the other. What is missing when it asks, for a program failed, it makes and reports itself.
 */
import { denoProcess } from "../processes/deno_process.ts";
import { frameworkGrants } from "../processes/grants.ts";
import { heldRunLimit, heldVariable, holdStore } from "../store/held_store.ts";
import { findRuns } from "../store/run_folders.ts";
import { dataFolder, openStore } from "../store/views.ts";
import type { Output, Routes } from "./outputs.ts";
import { openWorker, type Worker } from "./workers.ts";

/** More would need more memory than they save time. */
const mostWorkers = 4;
/** What all page programs together may need, bytes, so that a build stays under 2 GB. */
const memoryBytes = 1.6e9;
/** How large a store is, in requests: all of them, and those of runs that a board shows. */
export interface StoreSize {
  requests: number;
  shown: number;
}

/**
 * What the program that needs most needs: of the leaderboard, which holds what is shown (measured at 1.1 million
 * requests of one run, 1.3 GB), or of /history, which reads all a part at a time (at 1 million of 334 runs, 0.5 GB).
 */
const programBytes = ({ requests, shown }: StoreSize) => 250e6 + shown * 750 + requests * 250;

/** How many page programs may run beside each other over a store of that size; 1 at the least. */
export const workersFor = (size: StoreSize, cores = navigator.hardwareConcurrency): number =>
  Math.max(1, Math.min(cores, mostWorkers, Math.floor(memoryBytes / programBytes(size))));

/**
 * What measures something while the site is built; it runs alone, before all else, for a busy machine would be
 * measured with it, and what it stores stands on other pages.
 */
const firstRun = "/loaders/requests-quickstart.parquet";
const measuring = [firstRun, "/loaders/pages/conformance.html"];

/** Makes the run that a build makes where the store has none yet: who freezes the boards before it has it in them. */
export async function makeFirstRun({ output }: Pick<Routes, "output">): Promise<void> {
  const made = output(firstRun);
  if (!made) return;
  const worker = openWorker(new AbortController().signal);
  await worker.make(made).finally(() => worker.close()); // the build says what failed
}

/**
 * Makes all outputs over a store of that size; a large store is held in `heldFolder`. `done` hears of each, of
 * how many are made, and of how many are known of by now. Returns what the programs threw, by the files they were to
 * make.
 */
export async function makeAhead(
  { pages, written, output, attachments }: Routes,
  size: StoreSize,
  heldFolder: string,
  signal: AbortSignal,
  done: (output: Output, made: number, known: number) => void,
): Promise<Map<string, string>> {
  const alone = measuring.map(output).filter((o) => o !== null);
  const known = new Set(alone.map((o) => o.target));
  const left: Output[] = [];
  const add = (outputs: Output[]) => {
    const news = outputs.filter(({ target }) => !known.has(target));
    for (const output of news) known.add(output.target);
    left.push(...news);
  };
  add(pages);
  for (const page of written) add(attachments(page, await Deno.readTextFile(page.file)));
  const faults = new Map<string, string>();
  let made = 0;
  const work = async (worker: Worker, outputs: Output[]) => {
    for (let next; !signal.aborted && (next = outputs.shift());) {
      const fault = await worker.make(next);
      if (fault) faults.set(next.target, fault.split("\n")[0].replace(/^Error: /, ""));
      else if (next.target.endsWith(".md")) {
        add(attachments(next, await Deno.readTextFile(next.file)));
      }
      done(next, ++made, known.size);
    }
  };
  const first = openWorker(signal);
  await work(first, alone).finally(() => first.close());
  const held = await holdMany(heldFolder);
  const workers = Array.from(
    { length: workersFor(size) },
    () => openWorker(signal, held?.env),
  );
  try {
    await Promise.all([bundlePackages(signal), ...workers.map((worker) => work(worker, left))]);
  } finally {
    await Promise.all(workers.map((worker) => worker.close()));
    await held?.remove();
  }
  return faults;
}

/** Holds a store of many runs, with what was measured for this build; a store that cannot be read says so elsewhere. */
async function holdMany(folder: string) {
  const found = await findRuns(dataFolder());
  if (found.runs.length <= heldRunLimit) return null;
  await Deno.mkdir(folder, { recursive: true });
  const file = `${folder}/store.duckdb`;
  const db = await openStore();
  try {
    await holdStore(db, file);
  } finally {
    db.close();
  }
  return {
    env: { [heldVariable]: file },
    remove: () => Deno.remove(folder, { recursive: true }),
  };
}

async function bundlePackages(signal: AbortSignal): Promise<void> {
  const std = { stdout: "null", stderr: "null" } as const;
  await denoProcess(frameworkGrants(), ["benchmarks/site/packages.ts"], { ...std, signal })
    .output();
}
