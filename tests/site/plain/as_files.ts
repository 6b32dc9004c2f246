/** A built site whose pages are opened from the disk: browsers load no module there. */
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";

/** Reads the leaderboard, goes on by its links, and meets a page that scripts draw. */
export async function opensAsFiles(browser: Browser, dist: string): Promise<void> {
  const page = await browser.newPage();
  try {
    const address = (name: string) => `${pathToFileURL(dist)}/${name}`;
    const said = page.getByText("This page was opened as a file");
    await page.goto(address("index.html"));
    assert.ok(await said.isVisible());
    assert.ok(await page.locator("main table tbody tr").count() > 0, "the board is baked in");
    assert.equal(await page.locator(".needs-script:visible").count(), 0);
    const file = await page.locator("a[href*='downloads/']").first().getAttribute("href");
    assert.ok((await Deno.stat(`${dist}/${file}`)).size > 0);
    await page.locator("nav.wide").getByText("Distributions").click();
    await page.waitForURL(address("distributions.html"));
    assert.ok(await said.isVisible(), "a page that scripts draw says why it is empty");
    await page.locator("a.brand").click();
    await page.waitForURL(address("index.html"));
  } finally {
    await page.close();
  }
}
