/** From the attempts of a system to the sample that is judged: METHOD's two populations. */
import { batches } from "./statistics/batches.js";
import { type Sample, sampleOf } from "./estimate.js";

/** Measured attempts of one system in order of their start, column by column. */
export interface Attempts {
  status: readonly string[];
  /** Time block of each; left out, or null anywhere, where the run has none. */
  block?: readonly (number | null)[];
  /** Attempts of a wave; 1 where the load is no waves. */
  wave?: number;
}

/** A sample and where it is from. */
export interface Drawn {
  sample: Sample;
  /** Whether its batches are time blocks. */
  timeBlocks: boolean;
  /** Time blocks that hold a value: of the others it knows nothing. 0 where the run has none. */
  blocks: number;
  /** Ok attempts that have no value of the metric. */
  omitted: number;
}

/**
 * Sample of a metric, one of `values` per attempt, over attempts that succeeded, or over all: there a failed or dropped
 * one counts as infinite latency or zero rate. An incomplete one is no attempt in either.
 */
export function draw(
  population: "succeeded" | "all",
  { status, block, wave = 1 }: Attempts,
  values: readonly (number | null)[],
  better: "higher" | "lower",
): Drawn {
  // Lists of numbers by themselves: a run may have a million attempts, and each metric draws anew.
  const attempted = new Int32Array(status.length);
  let n = 0;
  status.forEach((s, i) => {
    if (s === "ok" || s === "failed" || s === "dropped") attempted[n++] = i;
  });
  const blocks = block && blocksOf(block, attempted.subarray(0, n));
  const cut = batches({ attempts: n, wave, blocks: blocks?.whole ? blocks.of : undefined });
  // Where nothing failed, a rate of 0 is a value like others.
  const failure = population === "succeeded" ? NaN : better === "higher" ? 0 : Infinity;
  const inside = new Float64Array(n);
  const batch = new Int32Array(n);
  const held = new Set<number>();
  let drawn = 0;
  let omitted = 0;
  for (let place = 0; place < n; place++) {
    const i = attempted[place];
    const ok = status[i] === "ok";
    if (!ok && population === "succeeded") continue;
    const value = ok ? values[i] : failure;
    if (value === null) {
      omitted++;
      continue;
    }
    inside[drawn] = value;
    batch[drawn++] = cut.of[place];
    if (blocks && block[i] !== null) held.add(blocks.of[place]);
  }
  const sample = sampleOf(inside.subarray(0, drawn), batch.subarray(0, drawn), {
    attempts: n,
    failure,
  });
  return { sample, timeBlocks: cut.timeBlocks, blocks: held.size, omitted };
}

/** The time block of each of these attempts, and whether each has one. */
function blocksOf(block: readonly (number | null)[], attempted: Int32Array) {
  const of = new Int32Array(attempted.length);
  let whole = true;
  attempted.forEach((i, place) => {
    whole &&= block[i] !== null;
    of[place] = block[i] ?? -1;
  });
  return { of, whole };
}
