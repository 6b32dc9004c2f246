/** Waiting for moments to a small part of a millisecond, for many streams at once. */
import { setImmediate } from "node:timers";
import { monotonicMs } from "../wire/clock.ts";

// A timer counts whole milliseconds: it comes up to one early, and seldom more than 1.3 late.
const timerLateMs = 1.3;

/**
 * The rest is slept in naps, the thread blocked in the kernel: this costs no processor time and wakes within
 * 0.1 ms, where turns of the event loop would keep a core busy. A nap is short because nothing else happens
 * in it: a request that comes meanwhile is seen at its end.
 */
const napMs = 0.2;
const never = new Int32Array(new SharedArrayBuffer(4));

interface Waiter {
  at: number;
  wake(): void;
}

/** The latest first, so that the next one is taken from the end. */
const waiters: Waiter[] = [];
let timer: { at: number; id: ReturnType<typeof setTimeout> } | null = null;
let looking = false;

/** Resolves at `moment` (milliseconds of `monotonicMs`), never before it unless `gone` is aborted. */
export function until(moment: number, gone: AbortSignal): Promise<void> {
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
    look();
  });
}

/** Rests at the end of this turn of the loop, when all that it brings has been done. */
function look(): void {
  if (looking) return;
  looking = true;
  setImmediate(() => {
    looking = false;
    rest();
  });
}

/** Sleeps until the next moment is due or near: by a timer while it is far, else in one nap. */
function rest(): void {
  const next = waiters.at(-1);
  if (!next || (timer && timer.at <= next.at)) return;
  if (timer) clearTimeout(timer.id);
  timer = null;
  const left = next.at - monotonicMs();
  const timed = Math.floor(left - timerLateMs);
  if (timed >= 1) {
    const id = setTimeout(() => {
      timer = null;
      wakeDue();
    }, timed);
    timer = { at: next.at, id };
    return;
  }
  if (left > 0) Atomics.wait(never, 0, 0, Math.min(left, napMs));
  wakeDue();
}

function wakeDue(): void {
  const now = monotonicMs();
  while (waiters.length > 0 && waiters.at(-1)!.at <= now) waiters.pop()!.wake();
  look();
}
