/** Waiting for moments to a small part of a millisecond, for many streams at once. */
import { setImmediate } from "node:timers";
import { monotonicMs } from "../wire/clock.ts";
import type { AlarmCells } from "./alarm.ts";

export interface Pacer {
  /** Resolves at `moment` (milliseconds of `monotonicMs`), never before it unless `gone` is aborted. */
  until(moment: number, gone: AbortSignal): Promise<void>;
  /** Ends it; who still waits waits for ever. */
  stop(): void;
}

interface Waiter {
  at: number;
  wake(): void;
}

/**
 * The least time between two alarms. Where many sends are due they go in bundles, each up to so much later, and
 * there is time for requests between them.
 */
const leastGapMs = 0.4;

const cell = () => new Int32Array(new SharedArrayBuffer(4));

/**
 * Starts a pacer. The event loop sleeps until a request or the alarm wakes it. It may not sleep in small naps
 * or turn idly instead: a loop that always has something to do looks at its sockets only now and then.
 */
export async function startPacer(): Promise<Pacer> {
  const cells: AlarmCells = {
    orders: cell(),
    rings: cell(),
    rest_ms: new Float64Array(new SharedArrayBuffer(8)),
  };
  const alarm = new Worker(new URL("alarm.ts", import.meta.url), { type: "module" });
  // A thread takes a while to start: what is due until then would be late.
  await new Promise((resolve, reject) => {
    alarm.onmessage = resolve;
    alarm.onerror = reject;
    alarm.postMessage(cells);
  });

  /** The latest first, so that the next one is taken from the end. */
  const waiters: Waiter[] = [];
  /** The moment the alarm is set to. */
  let set = Infinity;
  let lastRing = -Infinity;
  let stopped = false;

  const setAlarm = () => {
    const next = waiters.at(-1)?.at ?? Infinity;
    if (next >= set) return;
    set = next;
    cells.rest_ms[0] = Math.max(0, Math.max(next, lastRing + leastGapMs) - monotonicMs());
    Atomics.add(cells.orders, 0, 1);
    Atomics.notify(cells.orders, 0);
  };

  const listen = async () => {
    let heard = 0;
    while (!stopped) {
      const ring = Atomics.waitAsync(cells.rings, 0, heard);
      // It rang while others were woken: requests that came meanwhile have their turn first.
      if (!ring.async) await new Promise((resolve) => setImmediate(resolve));
      await ring.value;
      heard = Atomics.load(cells.rings, 0);
      set = Infinity;
      const now = lastRing = monotonicMs();
      while (waiters.length > 0 && waiters.at(-1)!.at <= now) waiters.pop()!.wake();
      setAlarm();
    }
  };
  listen();

  return {
    until(moment, gone) {
      if (gone.aborted || moment <= monotonicMs()) return Promise.resolve();
      return new Promise((resolve) => {
        const leave = () => {
          const place = waiters.indexOf(waiter);
          if (place >= 0) waiters.splice(place, 1);
          resolve();
        };
        const waiter = {
          at: moment,
          wake() {
            gone.removeEventListener("abort", leave);
            resolve();
          },
        };
        gone.addEventListener("abort", leave, { once: true });
        const place = waiters.findIndex((w) => w.at <= moment);
        waiters.splice(place < 0 ? waiters.length : place, 0, waiter);
        setAlarm();
      });
    },
    stop() {
      stopped = true;
      // A thread that waits cannot be ended from outside: it is woken, and ends itself.
      Atomics.store(cells.orders, 0, -1);
      Atomics.notify(cells.orders, 0);
      Atomics.notify(cells.rings, 0);
    },
  };
}
