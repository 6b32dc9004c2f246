/**
 * When requests start: one an event-loop turn. Were a wave of 50 sent in one turn, an answer would wait until the
 * others are sent, and each that opens its connection would count their sending as its own latency. Where turns are
 * long, as on a busy machine, one a turn would hold a burst up for as long as it has requests: there as many start
 * together as make the turn longer by a tenth.
 */
import { monotonicMs, nextTurn } from "./clock.ts";

/** The writing of a request takes about a tenth of this. */
const msForOne = 1;
/** However long a turn was: none shall count more than the sending of seven others. */
const mostATurn = 8;

const waiting: (() => void)[] = [];
let going = false;

async function go(): Promise<void> {
  going = true;
  for (let before = monotonicMs(); waiting.length;) {
    await nextTurn();
    const now = monotonicMs();
    const most = Math.max(1, Math.min(mostATurn, Math.floor((now - before) / msForOne)));
    before = now;
    for (const start of waiting.splice(0, most)) start();
  }
  going = false;
}

/** Calls `start` in its turn; rejects with what it throws. */
export function inItsTurn<T>(start: () => T): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  waiting.push(() => {
    try {
      resolve(start());
    } catch (error) {
      reject(error);
    }
  });
  if (!going) void go();
  return promise;
}

/** Resolves when who starts a request now waits for few others. */
export async function roomToStart(): Promise<void> {
  while (waiting.length >= mostATurn) await nextTurn();
}
