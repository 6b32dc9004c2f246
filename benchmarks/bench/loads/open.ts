/** An open loop: every session is begun at its moment of the schedule, however long answers take. */
import type { Chain } from "../../plan/items/chains.ts";
import { type Clock, until } from "../../wire/clock.ts";
import type { Slot } from "../../wire/slot.ts";
import { roomToStart } from "../../wire/start_turns.ts";
import type { SlotPool } from "./slot_pool.ts";
import type { Verdict } from "./closed.ts";

/** Why an arrival was not sent, as its row has it. */
export const notSent = {
  no_free_slot: "as many requests as allowed were in flight",
  too_late: "the harness came to it later than max_lag_s allows",
  late_start: "it was due before this process came to the start that was agreed on",
};
export type NotSent = keyof typeof notSent;

export interface OpenLoad {
  /** Moment of the turn's start on the clock, nanoseconds: the schedule counts from it. */
  start: number;
  /** What was due before this moment is dropped: the start was agreed on, and had passed by then. */
  missedBefore?: number;
  clock: Clock;
  /** An arrival that would be sent later than this is dropped, nanoseconds. */
  mostLag: number;
  run(chain: Chain, slot: Slot, scheduled: number): Promise<void>;
  /** Makes the rows of an arrival that was not sent. */
  drop(chain: Chain, scheduled: number, why: NotSent): void;
}

/**
 * Begins `chains`, in the order of their moments, each over a free slot or not at all: none is moved, skipped or
 * forgotten. Resolves when the last answer ended.
 */
export async function open(
  chains: Iterable<Chain>,
  slots: Pick<SlotPool, "take" | "give">,
  { start, missedBefore = start, clock, mostLag, run, drop }: OpenLoad,
  verdict: Verdict,
  cut: AbortController,
): Promise<void> {
  const inFlight = new Set<Promise<void>>();
  let fault: unknown = null;
  const goesOn = () => fault === null && !cut.signal.aborted && verdict() === "no";
  const momentOf = ([{ scheduledS }]: Chain) => start + Math.round(scheduledS! * 1e9);
  // What an earlier part of the run had begun was in time then.
  const wasBegun = ([{ begun, unsent }]: Chain) => (begun ?? unsent) !== undefined;
  const isMissed = (chain: Chain) => momentOf(chain) < missedBefore && !wasBegun(chain);
  for (const chain of chains) {
    if (isMissed(chain)) continue;
    const scheduled = momentOf(chain);
    await until(scheduled, clock, goesOn);
    // Behind others that start, too, it may become late.
    await roomToStart();
    if (!goesOn()) break;
    const late = clock.now() - scheduled > mostLag && !wasBegun(chain);
    const slot = late ? null : slots.take();
    if (slot === null) {
      drop(chain, scheduled, late ? "too_late" : "no_free_slot");
      continue;
    }
    const sent: Promise<void> = run(chain, slot, scheduled).catch((error) => {
      fault ??= error;
      cut.abort();
    }).finally(() => {
      slots.give(slot);
      inFlight.delete(sent);
    });
    inFlight.add(sent);
  }
  await Promise.all(inFlight);
  // Only now: the rows of thousands would hold up what is still to be sent.
  for (const chain of chains) if (isMissed(chain)) drop(chain, momentOf(chain), "late_start");
  if (fault !== null) throw fault;
}
