import assert from "node:assert/strict";
import { type Pacer, startPacer } from "../../benchmarks/simulator/pacer.ts";
import { sleep } from "../../benchmarks/wire/clock.ts";

const staying = () => new AbortController().signal;

const withPacer = (test: (until: Pacer["until"]) => Promise<void>) => async () => {
  const pacer = await startPacer();
  try {
    await test(pacer.until);
  } finally {
    pacer.stop();
  }
};

Deno.test(
  "until() is never early, and wakes in the order of the moments",
  withPacer(async (until) => {
    const start = performance.now();
    await until(start - 5, staying()); // one that is over does not wait
    // Close together and far apart, two at the same time, out of order.
    const after_ms = [110, 63.3, 60.05, 72.75, 63.3, 150.5, 62.3, 60.9, 110.2, 62.1];
    const woken: number[] = [];
    await Promise.all(after_ms.map(async (ms) => {
      await until(start + ms, staying());
      assert.ok(performance.now() >= start + ms, `${ms} ms came at ${performance.now() - start}`);
      woken.push(ms);
    }));
    assert.deepEqual(woken, after_ms.toSorted((a, b) => a - b));
  }),
);

Deno.test(
  "until() serves a near moment that is asked for while it waits for a far one",
  withPacer(async (until) => {
    const start = performance.now();
    const order: string[] = [];
    const far = until(start + 300, staying()).then(() => order.push("far"));
    await sleep(20);
    await until(start + 40, staying()).then(() => order.push("near"));
    await far;
    assert.deepEqual(order, ["near", "far"]);
  }),
);

Deno.test(
  "until() lets go of who has gone, and keeps the others",
  withPacer(async (until) => {
    const start = performance.now();
    const gone = new AbortController();
    const order: string[] = [];
    const left = until(start + 600_000, gone.signal).then(() => order.push("left"));
    const near = until(start + 30, gone.signal).then(() => order.push("near"));
    const kept = until(start + 100, staying()).then(() => order.push("kept"));
    await near;
    gone.abort();
    await left;
    await kept;
    await until(start + 600_000, gone.signal); // it was gone before it asked
    // Where this process stands still the kept one may come first: it is 100 ms, not ten minutes.
    assert.deepEqual(order.filter((name) => name !== "left"), ["near", "kept"]);
    assert.ok(order.includes("left"));
  }),
);
