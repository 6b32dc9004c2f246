/** What page `/correctness` says of a store, before any browser. */
import assert from "node:assert/strict";
import { inFolder } from "../../support/bench.ts";
import { numbers, writeProbedRun } from "../../support/stores/probed_run.ts";
import { pageText } from "../../support/pages/page_text.ts";

Deno.test("/correctness of an empty store says how to make a run, for both kinds", async () => {
  await inFolder(async (folder) => {
    const text = await pageText("correctness", folder);
    assert.equal(text.match(/class="empty"/g)?.length, 2);
    assert.match(text, /^deno task bench correctness$/m);
    assert.match(text, /^deno task bench quickstart --probes$/m);
    assert.doesNotMatch(text, /<table/);
  });
});

Deno.test("/correctness keeps simulated systems in tables of their own, marked", async () => {
  await inFolder(async (folder) => {
    const simulated = numbers.map((row) => ({ ...row, simulated: true, provider: "sim-x" }));
    await writeProbedRun(folder, [...numbers, ...simulated], "correctness");
    const text = await pageText("correctness", folder);
    const [real, other] = text.split('aria-label="Correctness runs, simulated"');
    assert.match(real, /aria-label="Correctness runs"[^]*Acme[^]*2 wrong answers/);
    assert.doesNotMatch(real, /sim-x/);
    assert.match(other, /sim-x <span class="badge sim">simulated<\/span>/);
    assert.doesNotMatch(other, /Acme/);
    // What a system said is text, whatever it looks like.
    assert.doesNotMatch(text, /<b>cannot/);
    assert.match(text, /<b>0 of 1 real systems/);
  });
});
