/** Each table and chart of the project's own notebooks has its files, and its SQL where the store alone gives it. */
import assert from "node:assert/strict";
import { openStore } from "../../benchmarks/store/views.ts";
import { openBrowser, openPage } from "../support/pages/browser.ts";
import { builtSite } from "../support/pages/built_site.ts";
import { assertFiles } from "./notebook_files.ts";

/** Which of a notebook's lines have SQL: `needs.csv` is not in the store, and Arquero's tables are no SQL. */
const notebooks: Record<string, boolean[]> = {
  "fast-enough": [false, false],
  "model-size": [true, true],
  steadiness: [false, false],
};

Deno.test("files of notebooks", async (t) => {
  const site = await builtSite();
  const browser = await openBrowser();
  const db = await openStore();
  try {
    for (const [name, wanted] of Object.entries(notebooks)) {
      await t.step(name, async () => {
        const { page, done } = await openPage(browser, `${site.url}/notebooks/${name}`);
        const lines = page.locator("main .take");
        await lines.nth(wanted.length - 1).waitFor();
        const withSql = wanted.filter(Boolean).length;
        if (withSql) await lines.locator("summary").nth(withSql - 1).waitFor();
        const sqls = await assertFiles(page, (sql) => db.query(sql));
        assert.deepEqual(sqls.map(Boolean), wanted);
        await page.emulateMedia({ media: "print" });
        assert.equal(await lines.first().isVisible(), false, "paper has no buttons");
        await done();
      });
    }
  } finally {
    db.close();
    await browser.close();
    await site.close();
  }
});
