import assert from "node:assert/strict";
import process from "node:process";
import { lateBy, workersAsked, workersFor } from "../../../benchmarks/bench/workers/auto.ts";
import { slotsOf } from "../../../benchmarks/plan/items/shares.ts";
import { worstHealth } from "../../../benchmarks/bench/workers/worst.ts";
import { drive, planned, serve, withSecond } from "./shared.ts";

Deno.test("a run is invalid where one of its workers was starved, with the reason; its rows are kept", async () => {
  const server = serve();
  try {
    const { rows, measured } = await withSecond(
      "./busy_worker.ts",
      () => drive(server.url, 2, { warmup: 0, blocks: 1, requests: 20 }),
    );
    assert.equal(rows.length, 40);
    assert.ok(rows.every((row) => row.status === "ok"));
    const reasons = [measured!.invalid, ...measured!.invalidTargets.values()].filter(Boolean);
    assert.equal(reasons.length, 1, "the target in whose turn it was, and no other");
    assert.match(reasons[0]!, /^in worker 1 the harness stood still for \d{4,}(\.\d)? ms/);
    assert.ok(measured!.health.max_loop_lag_ms > 2400);
  } finally {
    await server.close();
  }
});

Deno.test(
  "left open, more workers are taken after a warm-up for which one was late, and it is kept why",
  {
    ignore: navigator.hardwareConcurrency < 2,
  },
  async () => {
    const server = serve();
    const busy = setInterval(() => {
      const until = performance.now() + 80;
      while (performance.now() < until);
    }, 40);
    // On a busy machine it would not get the processor that it asks for, and then more workers are no help.
    const { threadCpuUsage } = process;
    process.threadCpuUsage = () => ({ user: performance.now() * 1000, system: 0 });
    try {
      const { rows, measured } = await drive(server.url, "auto", {
        ...{ concurrency: 101, warmup: 20, requests: 20, blocks: 1 },
        targets: [{ provider: "here", model: "a", base_url: `${server.url}/v1` }],
      });
      const { used, why } = measured!.health.workers;
      assert.equal(used, 2);
      assert.match(why!, /^in the warm-up one event loop came \d+.* late in the median and \d+/);
      const by = (phase: string) =>
        [...new Set(rows.filter((row) => row.phase === phase).map((row) => row.worker))].sort();
      assert.deepEqual([by("warmup"), by("measured")], [[0], [0, 1]]);
      assert.equal(new Set(rows.map(planned)).size, 40);
    } finally {
      clearInterval(busy);
      process.threadCpuUsage = threadCpuUsage;
      await server.close();
    }
  },
);

const calm = {
  ...{ median_loop_late_ms: 0, p95_loop_late_ms: 1, p99_loop_late_ms: 2, thread_cpu_share: 0.1 },
  ...{ max_loop_lag_ms: 3, sum_loop_lag_ms: 0, watched_ms: 1000, max_clock_jump_ms: 0 },
  ...{ gc_pauses: 1, sum_gc_ms: 1, max_gc_ms: 1 },
};

Deno.test("worstHealth() has of every figure the highest", () => {
  const other = { ...calm, p95_loop_late_ms: 70, max_gc_ms: 0 };
  assert.deepEqual(worstHealth([calm, other]), { ...calm, p95_loop_late_ms: 70 });
});

Deno.test("one event loop is too few where its own work made it late, not where something else did", () => {
  assert.equal(lateBy(calm), null);
  assert.equal(lateBy({ ...calm, p95_loop_late_ms: 51 }), null);
  assert.equal(
    lateBy({ ...calm, p95_loop_late_ms: 51, thread_cpu_share: 0.93 }),
    "one event loop came 0 ms late in the median and 51 at P95, with 93% of a processor",
  );
});

Deno.test("workers are no more than cores or slots, and their slots are all that were asked for", () => {
  assert.deepEqual([100, 101, 500, 5000].map((c) => workersFor(c, 8)), [1, 2, 5, 8]);
  assert.equal(workersFor(5000, 1), 1);
  assert.equal(workersAsked({ workers: 4, concurrency: 3 }), 3);
  for (const [concurrency, n] of [[7, 4], [8, 4], [4, 4], [1000, 3]]) {
    const slots = Array.from({ length: n }, (_, k) => slotsOf(concurrency, k, n));
    assert.equal(slots.reduce((sum, more) => sum + more), concurrency);
    assert.ok(Math.max(...slots) - Math.min(...slots) <= 1 && Math.min(...slots) > 0);
  }
});
