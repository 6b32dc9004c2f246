import assert from "node:assert/strict";
import { capMemory, underCap } from "../../../benchmarks/bench/loads/shared_cap.ts";
import type { Slot } from "../../../benchmarks/wire/slot.ts";
import { inTries } from "../../support/tries.ts";
import { drive, serve } from "../workers/shared.ts";

Deno.test("several pools take as many as one cap allows, whichever of them asks", () => {
  const memory = capMemory();
  const pool = (own: number) => {
    let free = own;
    return underCap(
      { take: () => free > 0 ? (free--, {} as Slot) : null, give: () => void free++ },
      memory,
      3,
    );
  };
  const [one, other, small] = [pool(9), pool(9), pool(0)];
  const taken = [one.take(), one.take(), one.take()];
  assert.ok(taken.every((slot) => slot !== null));
  assert.equal(other.take(), null);
  one.give(taken[0]!);
  assert.equal(small.take(), null, "it has no slot of its own");
  assert.notEqual(other.take(), null, "whoever got none keeps no place");
  assert.equal(one.take(), null);
});

/** The rows of 30 arrivals in 1.5 s over two workers, and the most that were in flight. */
async function asked(concurrency: number) {
  // Every other request is slow: all slow ones are of the same worker.
  const server = serve((n) => ({ waitMs: n % 2 === 0 ? 700 : 5 }));
  try {
    const { rows } = await drive(server.url, 2, {
      load: { shape: "open", rate: 20, arrivals: "constant", max_lag_s: 30 },
      ...{ concurrency, requests: 30, warmup: 0, blocks: 1 },
      targets: [{ provider: "here", model: "a", base_url: `${server.url}/v1` }],
    });
    return { rows, most: server.most() };
  } finally {
    await server.close();
  }
}

Deno.test("a worker whose share is used up takes places that others leave free; the cap is kept", () =>
  inTries(async () => {
    // Ten slow ones a second of 0.7 s are seven under way, more than half of the cap.
    const { rows, most } = await asked(12);
    assert.deepEqual(rows.map((row) => row.status), Array(30).fill("ok"));
    assert.ok(most >= 7 && most <= 12, `${most} in flight`);
    const capped = await asked(3);
    assert.equal(capped.rows.length, 30);
    assert.ok(capped.rows.some((row) => row.error_code === "no_free_slot"));
    assert.equal(capped.most, 3);
  }));
