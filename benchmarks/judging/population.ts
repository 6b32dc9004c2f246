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
  const attempted: number[] = [];
  status.forEach((s, i) => {
    if (s === "ok" || s === "failed" || s === "dropped") attempted.push(i);
  });
  const blocks = block && attempted.map((i) => block[i]);
  const cut = batches({
    attempts: attempted.length,
    wave,
    blocks: blocks?.every((b) => b !== null) ? blocks : undefined,
  });
  // Where nothing failed, a rate of 0 is a value like others.
  const failure = population === "succeeded" ? NaN : better === "higher" ? 0 : Infinity;
  const inside: number[] = [];
  const batch: number[] = [];
  const held = new Set<number>();
  let omitted = 0;
  attempted.forEach((i, place) => {
    const ok = status[i] === "ok";
    if (!ok && population === "succeeded") return;
    const value = ok ? values[i] : failure;
    if (value === null) {
      omitted++;
      return;
    }
    inside.push(value);
    batch.push(cut.of[place]);
    const own = blocks?.[place] ?? null;
    if (own !== null) held.add(own);
  });
  const sample = sampleOf(inside, batch, { attempts: attempted.length, failure });
  return { sample, timeBlocks: cut.timeBlocks, blocks: held.size, omitted };
}
