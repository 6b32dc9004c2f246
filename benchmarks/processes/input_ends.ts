/** Processes that end with the one that started them, however that ends. */

/** Is aborted when standard input ends: a pipe from another process ends with it, killed or not. */
export function inputEnds(): AbortSignal {
  const ended = new AbortController();
  (async () => {
    for await (const _ of Deno.stdin.readable) { /* nothing is told */ }
  })().catch(() => {}).finally(() => ended.abort());
  return ended.signal;
}
