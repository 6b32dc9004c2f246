/** A notebook whose cells show rows in which every text would like to be more than text. */
import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { openPage } from "../support/pages/browser.ts";
import { fieldsOf } from "../support/pages/csv_fields.ts";
import { formulasOf } from "../support/pages/hostile_pages.ts";
import { payloads } from "../support/stores/hostile_store.ts";
import { savedFile } from "./notebook_files.ts";

/** The rows are there to be shown, and the files of its cells hold them without a formula. */
export async function readsHostileRows(browser: Browser, url: string): Promise<void> {
  const { page, close } = await openPage(browser, `${url}/notebooks/hostile`);
  await page.locator("#done").filter({ hasText: /\d/ }).waitFor();
  const options = await page.locator("main select option").allInnerTexts();
  assert.ok(options.length > payloads.length, options.join("\n"));
  assert.ok(options.some((option) => option.includes('onerror="globalThis.tbOwned=1"')));
  const buttons = page.locator("main .take [data-as=csv]");
  await buttons.nth(4).waitFor();
  const cells = [];
  for (const button of await buttons.all()) {
    const path = await savedFile(button);
    assert.deepEqual(await formulasOf(path), []);
    cells.push(...fieldsOf(await Deno.readTextFile(path)).flat());
  }
  assert.ok(cells.some((cell) => cell.startsWith("'=")), "a formula would have been there");
  await close();
}
