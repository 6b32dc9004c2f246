/** A worker whose event loop something else holds for 2.5 s, once it drives a turn. */
import "../../../benchmarks/bench/workers/worker.ts";

let held = false;
addEventListener("message", ({ data }: MessageEvent<{ kind: string }>) => {
  if (data.kind !== "begin" || held) return;
  held = true;
  const until = performance.now() + 2500;
  while (performance.now() < until);
});
