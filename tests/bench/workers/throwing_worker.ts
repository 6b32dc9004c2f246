/** A worker in which something throws that nobody waits for, when it is told to. */
import "../../../benchmarks/bench/workers/worker.ts";

addEventListener("message", ({ data }: MessageEvent<{ kind: string }>) => {
  if (data.kind !== "break") return;
  setTimeout(() => {
    throw new Error("something of ours broke");
  });
});
