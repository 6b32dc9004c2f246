/** The clock of a bucket, which tells whole seconds. */
import assert from "node:assert/strict";
import { openPlace } from "../../benchmarks/places/open.ts";
import { findOffset, placeClock } from "../../benchmarks/shards/clocks/ask.ts";
import { keepsConnections, name } from "../support/stores/bucket.ts";
import { inTries } from "../support/tries.ts";
import { s3Server } from "../support/s3_server.ts";

Deno.test(
  "a store that tells whole seconds is asked until its clock is known far finer than that",
  keepsConnections,
  async () => {
    const server = await s3Server();
    try {
      const source = placeClock(await openPlace(name, server.environment));
      const lieMs = 70_400;
      const asking = { nowMs: () => Date.now() - lieMs, goesOn: () => true };
      await inTries(async () => {
        const found = (await findOffset(source, asking))!;
        assert.equal(found.reference, name);
        // One question alone leaves half a second. The server is of this machine, which may be busy.
        assert.ok(found.uncertainty_s < 0.25, JSON.stringify(found));
        assert.ok(Math.abs(found.offset_s - lieMs / 1000) < 0.4, JSON.stringify(found));
        assert.ok(found.exchanges <= 12);
      });
      // Who is interrupted asks no more.
      let answered = 0;
      const counted = {
        ...source,
        ask: async (nowMs: () => number) => {
          const exchange = await source.ask(nowMs);
          answered++;
          return exchange;
        },
      };
      const once = await findOffset(counted, { ...asking, goesOn: () => answered < 1 });
      assert.equal(once!.exchanges, 1);
    } finally {
      await server.close();
    }
  },
);

Deno.test("a store that does not tell the time is waited for as long as is wanted, and no longer", async () => {
  let wanted = true;
  const silent = { name: "s3://silent", ask: () => new Promise<never>(() => {}) };
  const found = findOffset(silent, { nowMs: () => Date.now(), goesOn: () => wanted });
  wanted = false; // as after a Ctrl-C
  await assert.rejects(found, /^Error: it did not answer$/);
});
