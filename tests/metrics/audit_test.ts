import assert from "node:assert/strict";
import { audit } from "../../benchmarks/metrics/audit.ts";
import { openStore } from "../../benchmarks/store/views.ts";

Deno.test("audit() finds the cells of the published tables that follow from the committed rows", async () => {
  const db = await openStore("data");
  try {
    const cells = await audit(db, await Deno.readTextFile("data/llmperf-2023-12/published.csv"));
    // Counted once by hand-written scripts over the source's own JSON: 277 of 288 follow.
    assert.equal(cells.length, 288);
    assert.equal(cells.filter((c) => c.follows).length, 277);
    assert.ok(cells.every((c) => c.follows === (c.why === null)));
    const worst = cells.filter((c) =>
      c.provider === "together" && c.model_size === "13b" && !c.follows
    );
    assert.ok(worst.some((c) => c.statistic === "mean" && c.why!.startsWith("impossible")));
  } finally {
    db.close();
  }
});
