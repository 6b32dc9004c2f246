/** Who hears of an abort: one list a signal, for a thousand exchanges of a run wait for the same. */

const heard = new WeakMap<AbortSignal, Set<() => void>>();

/** Calls `told` when the signal aborts, unless it is taken back, or soon where it has. Without a signal, never. */
export function onAbort(signal: AbortSignal | undefined, told: () => void): void {
  if (!signal) return;
  if (signal.aborted) return queueMicrotask(told);
  let all = heard.get(signal);
  if (!all) {
    const own = all = new Set();
    heard.set(signal, own);
    signal.addEventListener("abort", () => {
      for (const tell of own) {
        own.delete(tell);
        tell();
      }
    }, { once: true });
  }
  all.add(told);
}

/** Takes it back. */
export function offAbort(signal: AbortSignal | undefined, told: () => void): void {
  if (signal) heard.get(signal)?.delete(told);
}
