/** Work that waits for a gap between arrivals: who takes their times does nothing else meanwhile. */
import { monotonicMs } from "../clock.ts";

type Task = () => void;

/** How long what came may wait to be read: who decides by what came reads it first, whatever the time. */
const waitMs = 250;
/** So long no socket is looked at. */
const sliceMs = 1;

const waiting = new Set<Task>();
const ended: Task[] = [];
let timer: ReturnType<typeof setTimeout> | null = null;
let begun = false;

/** Runs the task within 250 ms, once however often it is asked for. */
export function later(task: Task): void {
  waiting.add(task);
  if (!begun) timer ??= setTimeout(begin, waitMs);
}

/** Runs the task in the next turn of the event loop, or, where many are due, each in one of its own. */
export function soon(task: Task): void {
  ended.push(task);
  begin();
}

/** Need not run any more. */
export function never(task: Task): void {
  waiting.delete(task);
  if (waiting.size > 0 || timer === null) return;
  clearTimeout(timer);
  timer = null;
}

function begin(): void {
  if (begun) return;
  begun = true;
  setImmediate(slice);
}

/** What is due as far as there is time; sockets are looked at before the next slice. */
function slice(): void {
  const until = monotonicMs() + sliceMs;
  begun = false;
  const task = ended.shift();
  // What follows an ending is done before the next one, and may take a while.
  if (task) task();
  else {
    clearTimeout(timer ?? undefined);
    timer = null;
    for (const task of waiting) {
      waiting.delete(task);
      task();
      if (monotonicMs() >= until) break;
    }
  }
  if (ended.length > 0 || (timer === null && waiting.size > 0)) begin();
}
