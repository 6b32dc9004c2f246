/** A store in which nothing was measured yet still has a site, whose pages say what would fill them. */
import assert from "node:assert/strict";
import { inFolder } from "../../support/bench.ts";
import { pageText } from "../../support/pages/page_text.ts";

Deno.test("pages of an empty store say what would fill them", async (t) =>
  await inFolder(async (folder) => {
    const published = "llmperf-2023-12/published.csv";
    await Deno.mkdir(`${folder}/llmperf-2023-12`);
    await Deno.copyFile(`data/${published}`, `${folder}/${published}`);
    for (
      const [name, command] of [
        ["index", "deno task bench llmperf-2023"],
        ["compare", "deno task bench llmperf-2023"],
        ["reliability", "No real run here"],
        ["time", "deno task watch quickstart --every 1h --for 5d"],
        ["audit", "deno task import PATH"],
        ["data", "0 attempts in 0 runs"],
        ["protocols", "deno task bench protocols"],
      ]
    ) {
      await t.step(name, async () => {
        const text = await pageText(name, folder);
        assert.ok(text.includes(command), text.slice(-600));
        assert.doesNotMatch(text, /undefined|NaN/);
      });
    }
  }));
