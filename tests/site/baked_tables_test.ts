/** Tables that stand in the HTML: each file below one is DuckDB's answer to the SQL beside it, and of its rows. */
import assert from "node:assert/strict";
import { allProviderTables } from "../../benchmarks/queries/tables/providers.ts";
import { tables } from "../../benchmarks/queries/tables/tables.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { assertTables } from "../support/pages/baked_tables.ts";
import { openBrowser, openPage } from "../support/pages/browser.ts";
import { builtSite } from "../support/pages/built_site.ts";

/** Pages with the names of their tables; true where each row of the table is one of the file's. */
const pages: Record<string, Record<string, boolean>> = {
  audit: { "audit-differences": true, "audit-cells": false },
  conformance: { conformance: false },
  data: { runs: true, "record-columns": true, "error-classes": true },
  method: {
    "metrics-of-a-request": true,
    "metrics-of-a-group": true,
    "metrics-of-sessions": true,
    "quantile-floors": true,
    "coverage-of-intervals": false,
    "coverage-of-leaderboards": true,
    "coverage-of-comparisons": true,
    "coverage-of-hour-effects": false,
    "coverage-of-no-changes": false,
    "coverage-of-changes": false,
  },
  "shards/": {
    "shards-same": true,
    "shards-clocks": true,
    "shards-late": true,
    "shards-faults": true,
    "shards-cost": true,
  },
  providers: { providers: true },
  runs: { "all-runs": true },
  "providers/groq": {
    "groq-measured": true,
    "groq-address": false,
    "groq-columns": true,
    "groq-finish-reasons": true,
    "groq-witnesses": true,
  },
  "providers/triton": {
    "triton-address": false,
    "triton-columns": true,
    "triton-finish-reasons": true,
    "triton-witnesses": true,
  },
};

// The pages of providers are made alike: one stands for all.
const askedInBrowser = tables.filter((table) =>
  table.name.startsWith("groq-") || !allProviderTables.includes(table)
);

Deno.test("tables of the HTML", async (t) => {
  const site = await builtSite();
  const browser = await openBrowser();
  const db = await openStore();
  try {
    for (const [path, expected] of Object.entries(pages)) {
      await t.step(`/${path}`, async () => {
        // No script is needed to read, or to take away.
        const { page, close } = await openPage(browser, `${site.url}/${path}`, {
          javaScriptEnabled: false,
        });
        await assertTables(page, db, expected);
        await close();
      });
    }
    await t.step("each statement is answered in the browser, with as many rows", async () => {
      const { page, done } = await openPage(browser, `${site.url}/explore`);
      let answers = 0;
      for (const { name, sql } of askedInBrowser) {
        await page.locator("textarea").fill(sql);
        await page.locator("textarea").press("Control+Enter");
        await page.waitForFunction(
          `document.querySelector("#explore").dataset.ready === "${++answers}"`,
        );
        assert.equal(await page.locator(".wrong").innerText(), "", name);
        const said = await page.locator(".answer .said").innerText();
        const { rows } = await db.query(sql);
        assert.ok(said.startsWith(rows.length.toLocaleString("en-US")), `${name}: ${said}`);
      }
      assert.ok(answers > 20, `${answers} statements`);
      await done();
    });
  } finally {
    db.close();
    await browser.close();
    await site.close();
  }
});
