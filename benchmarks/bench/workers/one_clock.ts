/** One origin for the clocks of all threads: each counts monotonic time from a zero of its own. */
import { type ClockZero, monotonicMs } from "../../wire/clock.ts";
import type { FromWorker, ToWorker } from "./messages.ts";

/** Of so many round trips the quickest is taken: half of it is the most that the origin may be off. */
const trips = 20;

interface Main {
  addEventListener(kind: "message", heard: (event: MessageEvent<ToWorker>) => void): void;
  removeEventListener?(kind: "message", heard: (event: MessageEvent<ToWorker>) => void): void;
  postMessage(message: FromWorker): void;
}

/**
 * The zero of the main thread's clock, as this thread counts. The wall clock is not asked: between the starts of two
 * threads it may have been set.
 */
export async function zeroHere(main: Main, zero: ClockZero): Promise<ClockZero> {
  let [least, ahead] = [Infinity, 0];
  let answered: (ms: number) => void = () => {};
  const hear = ({ data }: MessageEvent<ToWorker>) => data.kind === "time" && answered(data.ms);
  main.addEventListener("message", hear);
  for (let trip = 0; trip < trips; trip++) {
    const asked = monotonicMs();
    const there = await new Promise<number>((resolve) => {
      answered = resolve;
      main.postMessage({ kind: "time" });
    });
    const back = monotonicMs();
    if (back - asked >= least) continue;
    least = back - asked;
    ahead = (asked + back) / 2 - there;
  }
  main.removeEventListener?.("message", hear);
  return { ...zero, monotonicMs: zero.monotonicMs + ahead };
}
