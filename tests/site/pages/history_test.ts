/** /history in a browser: a point says which run it is and opens it, with a pointer and without one. */
import assert from "node:assert/strict";
import { openBrowser, openPage } from "../../support/pages/browser.ts";
import { builtSite } from "../../support/pages/built_site.ts";

Deno.test("/history", async (t) => {
  const site = await builtSite();
  const browser = await openBrowser();
  const address = `${site.url}/history?workload=0e24b5977cf1ab8c_imported`;
  try {
    await t.step("a point says what it is, and a click opens its run", async () => {
      const { page, done } = await openPage(browser, address);
      await page.waitForSelector("#history[data-ready]");
      const point = page.locator(".over-time .mark-symbol path").first();
      await point.hover({ force: true });
      assert.match(
        await page.locator(".picked").innerText(),
        /, \d+ \w+ 202[34] .+ s( \(.+\))?, n 150$/,
      );
      await point.click({ force: true });
      await page.waitForURL(/\/runs\/llmperf-[\w.-]+\.html$/);
      assert.match(await page.locator("h1").innerText(), /\S/);
      await done();
    });
    await t.step("each run is a link", async () => {
      const { page, close } = await openPage(browser, address);
      await page.waitForSelector("#history[data-ready]");
      await page.locator("#runs summary").click();
      assert.equal(await page.locator(".runlist a").count(), 19);
      const href = await page.locator(".runlist a").first().getAttribute("href");
      assert.equal((await fetch(new URL(href!, page.url()))).status, 200);
      await close();
    });
  } finally {
    await browser.close();
    await site.close();
  }
});
