/** Labels and places are what a person, a file or a server called them: no page may run them. */
import assert from "node:assert/strict";
import { openDuckdb, quote } from "../../benchmarks/store/duckdb.ts";
import { runFolders } from "../../benchmarks/store/views.ts";
import { escapeHtml, escapeMarkdown } from "../../src/words/format.ts";
import { inFolder } from "../support/bench.ts";
import { pageText } from "../support/pages/page_text.ts";

const hostile =
  "</script><img src=x onerror=alert(1)>\n\n${alert(2)} [a](javascript:alert(3)) `'\"";

/** The store in which one provider, its model, size and place, and what its runs say, are `hostile`. */
async function hostileStore(folder: string): Promise<void> {
  const db = await openDuckdb();
  for (const from of await runFolders("data")) {
    if (from.startsWith("data/runs/")) continue;
    const to = from.replace("data", folder);
    await Deno.mkdir(to, { recursive: true });
    const run = JSON.parse(await Deno.readTextFile(`${from}/run.json`));
    const words = { workload: hostile, location: hostile, source: hostile, licence: hostile };
    await Deno.writeTextFile(
      `${to}/run.json`,
      JSON.stringify({ ...run, ...words, caveat: run.caveat && hostile }),
    );
    const ours = "provider IN ('groq', 'together', 'together.ai')";
    const labels = ["provider", "model", "model_size", "location"].map((name) =>
      // The models stay apart: two of one name would be the same attempts twice.
      `CASE WHEN ${ours} THEN ${quote(hostile)}${
        name === "model" ? " || provider || model" : ""
      } ELSE ${name} END AS ${name}`
    );
    await db.run(
      `COPY (SELECT * REPLACE (${labels.join(", ")}) FROM read_parquet(${
        quote(`${from}/requests.parquet`)
      })) TO ${quote(`${to}/requests.parquet`)} (FORMAT parquet)`,
    );
  }
  db.close();
  const published = "llmperf-2023-12/published.csv";
  await Deno.copyFile(`data/${published}`, `${folder}/${published}`);
}

Deno.test("no page runs a label, a place or a workload", async (t) =>
  await inFolder(async (folder) => {
    await hostileStore(folder);
    for (const name of ["index", "reliability", "data", "time"]) {
      await t.step(name, async () => {
        const text = await pageText(name, folder);
        assert.ok(text.includes("img src=x"), "the label is there");
        assert.ok(!text.includes("<img src=x") && !text.includes("</script><"), "as a tag");
      });
    }
  }));

Deno.test("escapeHtml() and escapeMarkdown() leave nothing that starts something", () => {
  assert.equal(escapeHtml("a<b>&\"'${x}\n"), "a&#60;b&#62;&#38;&#34;&#39;&#36;{x}&#10;");
  assert.equal(escapeMarkdown("[a](b) *c* `d`"), "&#91;a&#93;&#40;b&#41; &#42;c&#42; &#96;d&#96;");
});
