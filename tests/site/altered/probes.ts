/** /correctness over a store with probes of one speed run. */
import assert from "node:assert/strict";
import { openPage } from "../../support/pages/browser.ts";
import type { Sites } from "./sites.ts";

export async function showsProbes({ browser, after }: Sites): Promise<void> {
  const { page, done } = await openPage(browser, `${after}/correctness`);
  const row = page.locator(
    "[aria-label='Correctness probes of speed runs'] > table > tbody > tr",
  );
  // Nine answers, two of them wrong: 22.2%, by Wilson 6.3 to 54.7%; one of ten attempts failed.
  assert.equal(await row.count(), 1);
  const cells = await row.locator("> td").allInnerTexts();
  assert.deepEqual(cells.slice(0, 4), ["9", "2", "22.2%", "6.3–54.7%"]);
  assert.match(cells[4], /^10\.0%\s+1 of 10$/);
  await row.locator("summary").click();
  const wrong = row.locator("details tbody tr");
  assert.deepEqual(await wrong.locator("td:last-child").allInnerTexts(), [
    "4322",
    "I <b>cannot</b>",
  ]);
  const twice = await page.locator("[aria-label='Repeated prompts'] tbody td")
    .allInnerTexts();
  assert.equal(twice[0], "5");
  assert.equal(twice[2], "0.30");
  assert.deepEqual(twice.slice(3), ["cached", "100.0%", "2 of 11"]);
  assert.match(
    await page.locator(".find").innerText(),
    /^0 of 1 real .* Acme answered .* cache/,
  );
  assert.match(await page.locator(".empty").innerText(), /No run of this kind/);
  await done();
}
