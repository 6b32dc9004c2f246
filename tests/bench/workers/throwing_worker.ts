/** A worker in which something throws that nobody waits for, while its requests are in flight. */
import "../../../benchmarks/bench/workers/worker.ts";

addEventListener("message", ({ data }: MessageEvent<{ kind: string }>) => {
  if (data.kind !== "begin") return;
  setTimeout(() => {
    throw new Error("something of ours broke");
  }, 100);
});
