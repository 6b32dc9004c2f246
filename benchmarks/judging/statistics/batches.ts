/** Cuts a run into batches: stretches of time between which its requests may be taken for independent. */
import { minBlocks } from "../floors.js";

/** How attempts were sent, in order of their start; failed ones are attempts like others. */
export interface Course {
  attempts: number;
  /** Attempts of a wave; 1 where there are no waves. */
  wave?: number;
  /** Time block of each attempt, where the run has any. */
  blocks?: ArrayLike<number>;
}

/** Batch of each attempt, and whether batches are time blocks. */
export interface Batches {
  of: Int32Array;
  timeBlocks: boolean;
}

/**
 * Batch of each attempt: its time block where there are ten or more; else clamp(floor(n / 25), 10, 30) runs of
 * consecutive attempts as equal as can be, with edges between waves.
 */
export function batches({ attempts, wave = 1, blocks }: Course): Batches {
  if (blocks && different(blocks) >= minBlocks) {
    return { of: new Int32Array(blocks), timeBlocks: true };
  }
  const waves = Math.ceil(attempts / wave);
  const count = Math.min(waves, Math.max(10, Math.min(30, Math.floor(attempts / 25))));
  // Batch j starts at wave floor(j waves / count).
  const of = new Int32Array(attempts).map(
    (_, i) => Math.ceil(((Math.floor(i / wave) + 1) * count) / waves) - 1,
  );
  return { of, timeBlocks: false };
}

function different(blocks: ArrayLike<number>): number {
  const found = new Set<number>();
  for (let i = 0; i < blocks.length; i++) found.add(blocks[i]);
  return found.size;
}
