/** What the thread that keeps the rows decides, in memory that all workers see: nobody waits for a message to stop. */
import type { Verdict } from "../loads/closed.ts";

const words = ["no", "finish", "now"] as const satisfies ReturnType<Verdict>[];

/** Memory for a verdict on the run and one on each target. */
export const verdictMemory = (targets: number): SharedArrayBuffer =>
  new SharedArrayBuffer(4 * (1 + targets));

/** Writes to it. */
export function setVerdicts(
  memory: SharedArrayBuffer,
  stop: ReturnType<Verdict>,
  givenUp: boolean[],
): void {
  const cells = new Int32Array(memory);
  Atomics.store(cells, 0, words.indexOf(stop));
  givenUp.forEach((gone, i) => Atomics.store(cells, 1 + i, Number(gone)));
}

/** Reads whether the run goes on. */
export const verdictIn = (memory: SharedArrayBuffer): ReturnType<Verdict> =>
  words[Atomics.load(new Int32Array(memory), 0)];

/** Reads whether target `i` was given up. */
export const gaveUpIn = (memory: SharedArrayBuffer, i: number): boolean =>
  Atomics.load(new Int32Array(memory), 1 + i) === 1;
