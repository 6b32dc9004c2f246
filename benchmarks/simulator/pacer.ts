/** Waiting for a moment to a small part of a millisecond. */
import { setImmediate } from "node:timers";
import { monotonicMs } from "../wire/clock.ts";

// A timer here is whole milliseconds, early by up to one and late by one or two: the rest is turns of the loop.
const turnsMs = 2;

/**
 * Resolves at `moment` (milliseconds of `monotonicMs`), never before it. The last two milliseconds are turns of
 * the event loop, which other waiters share, so the loop is busy while something is about to be sent.
 */
export async function until(moment: number): Promise<void> {
  const rest = moment - monotonicMs();
  if (rest > turnsMs) await new Promise((resolve) => setTimeout(resolve, rest - turnsMs));
  while (monotonicMs() < moment) await new Promise<void>((resolve) => setImmediate(resolve));
}
