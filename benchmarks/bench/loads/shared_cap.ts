/** The cap of an open loop that several workers share: a place that is free anywhere may be taken by any of them. */
import type { SlotPool } from "./slot_pool.ts";

/** Memory for it: how many requests of a turn are under way, in all workers together. */
export const capMemory = (): SharedArrayBuffer => new SharedArrayBuffer(4);

/** The slots of one worker, of which all workers together take no more than `most` at a time. */
export function underCap(
  slots: Pick<SlotPool, "take" | "give">,
  memory: SharedArrayBuffer,
  most: number,
): Pick<SlotPool, "take" | "give"> {
  const underWay = new Int32Array(memory);
  return {
    take() {
      // Never more than there are, for a moment either: another worker would find no place that there is.
      for (let seen = Atomics.load(underWay, 0); seen < most;) {
        const before = Atomics.compareExchange(underWay, 0, seen, seen + 1);
        if (before !== seen) {
          seen = before;
          continue;
        }
        const slot = slots.take();
        if (slot === null) Atomics.sub(underWay, 0, 1);
        return slot;
      }
      return null;
    },
    give(slot) {
      slots.give(slot);
      Atomics.sub(underWay, 0, 1);
    },
  };
}
