/** The slots of a target: opened as they are needed up to a number, taken and given back. */
import type { Slot } from "../../wire/slot.ts";

export interface SlotPool {
  /** So many there may be from now on; slots that stand stay open. */
  allow(most: number): void;
  /** Opens connections until so many free slots have one. */
  warm(n: number): Promise<void>;
  /** A free slot, opened where none is and there may be more; null where as many as allowed are in use. */
  take(): Slot | null;
  give(slot: Slot): void;
  /** As many slots as there may be, for a load that keeps them; none of them is taken. */
  all(): Slot[];
  close(): void;
}

export function slotPool(openOne: () => Slot): SlotPool {
  const slots: Slot[] = [];
  /** The last one given back is taken first: those below rest until their server leaves. */
  const free: Slot[] = [];
  let most = 0;
  const opened = () => {
    const slot = openOne();
    slots.push(slot);
    return slot;
  };
  const inUse = () => slots.length - free.length;
  const fill = (n: number) => {
    while (free.length < n && slots.length < most) free.push(opened());
  };
  return {
    allow: (n) => void (most = n),
    async warm(n) {
      fill(n);
      await Promise.all(free.slice(-n).map((slot) => slot.warm()));
    },
    take: () => inUse() >= most ? null : free.pop() ?? opened(),
    give: (slot) => void free.push(slot),
    all() {
      fill(most);
      return free.slice(-most);
    },
    close: () => slots.forEach((slot) => slot.close()),
  };
}
