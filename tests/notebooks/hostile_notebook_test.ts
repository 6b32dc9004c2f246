/** Cells over a store in which every text would like to be more: what they show of it is text. */
import assert from "node:assert/strict";
import { inFolder } from "../support/bench.ts";
import { openBrowser, openPage, serveFolder } from "../support/pages/browser.ts";
import { fieldsOf } from "../support/pages/csv_fields.ts";
import { formulasOf, moreThanText } from "../support/pages/hostile_pages.ts";
import { copyProject } from "../support/pages/project_copy.ts";
import { payloads, writeHostileStore } from "../support/stores/hostile_store.ts";
import { savedFile } from "./notebook_files.ts";

Deno.test("text of rows is text in every kind of cell, and in the notebooks of the project", (t) =>
  inFolder(async (folder) => {
    const copy = await copyProject(folder, {
      "src/notebooks/hostile.md": await Deno.readTextFile("tests/fixtures/notebooks/hostile.md"),
    });
    await Deno.mkdir(`${folder}/data/hostile`);
    await writeHostileStore(`${folder}/data/hostile`);
    const { code, err } = await copy.run(["site"]);
    assert.equal(code, 0, err);
    const site = serveFolder(`${folder}/dist`);
    const browser = await openBrowser();
    try {
      await t.step("whose rows are there", async () => {
        const { page, close } = await openPage(browser, `${site.url}/notebooks/hostile`);
        await page.locator("#done").filter({ hasText: /\d/ }).waitFor({ timeout: 60_000 });
        const options = await page.locator("main select option").allInnerTexts();
        assert.ok(options.length > payloads.length, options.join("\n"));
        assert.ok(options.some((option) => option.includes('onerror="globalThis.tbOwned=1"')));
        const buttons = page.locator("main .take [data-as=csv]");
        await buttons.nth(4).waitFor();
        const cells = [];
        for (const button of await buttons.all()) {
          const path = await savedFile(page, button);
          assert.deepEqual(await formulasOf(path), []);
          cells.push(...fieldsOf(await Deno.readTextFile(path)).flat());
        }
        assert.ok(cells.some((cell) => cell.startsWith("'=")), "a formula would have been there");
        await close();
      });
      const notebooks = Array.from(Deno.readDirSync(`${folder}/dist/notebooks`), (f) => f.name);
      assert.equal(notebooks.length, 4);
      for (const name of notebooks) {
        await t.step(name, async () => {
          const more = await moreThanText(browser, `${site.url}/notebooks/${name}`);
          assert.deepEqual(more, []);
        });
      }
    } finally {
      await browser.close();
      await site.close();
    }
  }));
