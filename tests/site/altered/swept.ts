/** Page `/load/` over a store with a sweep whose numbers are known: its table, its limits, its address. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { openPage } from "../../support/pages/browser.ts";
import { assertAnswer } from "../../support/pages/csv_fields.ts";
import { redrawn } from "../../support/pages/page_controls.ts";
import { savedBy } from "../../support/pages/saved.ts";
import { servedPerS, sweptRun } from "../../support/stores/swept_run.ts";
import type { Sites } from "./sites.ts";

/** Of each row of the table what stands in the column of that heading, its first number. */
async function column(page: Page, heading: string): Promise<string[]> {
  const heads = await page.locator("#load table thead th").allInnerTexts();
  const at = heads.findIndex((head) => head.trim() === heading);
  assert.ok(at > 0, `${heading} of ${heads}`);
  const cells = await page.locator(`#load tbody tr > :nth-child(${at + 1})`).allInnerTexts();
  return cells.map((text) => text.trim().split(/\s/)[0]);
}

export async function showsSteps({ browser, after, db }: Sites): Promise<void> {
  const { page, done } = await openPage(browser, `${after}/load/index.html?run=${sweptRun}`);
  await page.waitForSelector("#load[data-ready]");
  const served = servedPerS.map((x) => x.toFixed(2));
  assert.deepEqual(await column(page, "Served per s"), [...served, ...served]);
  assert.deepEqual(await column(page, "Dropped"), ["0", "0", "30", "0", "0", "30"]);
  assert.deepEqual(await column(page, "Good"), ["100%", "100%", "0%", "100%", "100%", "0%"]);
  assert.match(
    await page.locator("#load .find").innerText(),
    /Acme is slow at 2 requests\/s: 4\.00/,
  );
  assert.equal(await page.locator("#load figure.drawing").count(), 4);

  // First tokens come at 0.125, 0.5 and 1 s: a limit of 0.4 s is kept by the first step alone.
  const slider = page.locator("#load input[name=ttft]");
  await slider.focus();
  await redrawn(page, "#load", () => slider.press("ArrowLeft"));
  assert.match(page.url(), /ttft=0\.4/);
  assert.deepEqual(await column(page, "Good"), ["100%", "0%", "0%", "100%", "0%", "0%"]);
  assert.match(
    await page.locator("#load [data-part=bound]").innerText(),
    /Acme up to 1 requests\/s: 100% .* at 2 requests\/s 0% /,
  );
  assert.ok(
    await slider.evaluate((one) => one === globalThis.document.activeElement),
    "it keeps the focus",
  );

  // What is taken away is the SQL's answer, under the limits of the reader.
  for (const take of await page.locator("#load .take").all()) {
    const sql = await take.locator("code.sql").textContent();
    assert.match(sql!, /ttft_s <= 0\.4 AND tpot_s <= 0\.05/);
    const file = await savedBy(take.locator("[data-as=csv]"));
    assertAnswer(await Deno.readTextFile(await file.path()), await db.query(sql!));
  }

  await page.goto(`${after}/load/index.html?run=nowhere`);
  await page.waitForSelector("#load[data-ready]");
  assert.match(await page.locator(".gone").innerText(), /Run nowhere has no steps/);
  await page.goto(`${after}/runs/${sweptRun}.html`);
  await page.locator("a", { hasText: "load, step by step" }).click();
  await page.waitForSelector("#load[data-ready]");
  assert.match(await page.locator(".kicker").innerText(), /^a workload at 1, 2, 4 requests\/s/);
  await done();
}
