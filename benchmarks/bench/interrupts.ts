/** Ctrl-C: the first lets requests in flight finish, the second cuts them; both keep what finished. */
import { monotonicMs } from "../wire/clock.ts";

export interface Interrupts {
  wanted: "no" | "finish" | "now";
  unwatch(): void;
}

/** Listens for the signals that end a run; `cut` ends it at once. */
export function watchInterrupts(cut?: AbortSignal): Interrupts {
  const listener = onceAtATime(() => {
    state.wanted = state.wanted === "no" ? "finish" : "now";
    console.error(
      state.wanted === "finish"
        ? "\nFinishing the requests in flight; Ctrl-C again stops at once. What finished is kept."
        : "\nStopping. What finished is kept.",
    );
  });
  const cutNow = () => state.wanted = "now";
  const state: Interrupts = {
    wanted: cut?.aborted ? "now" : "no",
    unwatch() {
      cut?.removeEventListener("abort", cutNow);
      Deno.removeSignalListener("SIGINT", listener);
      Deno.removeSignalListener("SIGTERM", listener);
    },
  };
  cut?.addEventListener("abort", cutNow);
  Deno.addSignalListener("SIGINT", listener);
  Deno.addSignalListener("SIGTERM", listener);
  return state;
}

const oneCtrlCMs = 200;

/** One Ctrl-C reaches a task twice: from the terminal, and handed on by `deno task`. */
export function onceAtATime(heard: () => void): () => void {
  let last = -Infinity;
  return () => {
    const again = monotonicMs() - last < oneCtrlCMs;
    last = monotonicMs();
    if (!again) heard();
  };
}
