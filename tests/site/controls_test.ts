/** Ways through the pages in a real browser: brushes, links, drawers; `options/` has every option of the controls. */
import assert from "node:assert/strict";
import { openStore } from "../../benchmarks/store/views.ts";
import { openBrowser, openPage } from "../support/pages/browser.ts";
import { builtSite } from "../support/pages/built_site.ts";
import { keptHours } from "../support/pages/kept_hours.ts";
import { redrawn } from "../support/pages/page_controls.ts";
import { assertNumbers, duckNumbers } from "../support/pages/page_numbers.ts";

Deno.test("controls", async (t) => {
  const site = await builtSite();
  const browser = await openBrowser();
  const db = await openStore();

  try {
    await t.step("/outliers: a brush selects, and the drawer shows the whole row", async () => {
      const { page, close } = await openPage(browser, `${site.url}/outliers`);
      await page.waitForSelector("#outliers[data-ready]");
      const box = (await page.locator("#outliers figure.pn .pp").first().boundingBox())!;
      const after = (act: () => Promise<unknown>) => redrawn(page, "#outliers", act);
      await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.8, box.y + box.height / 2, { steps: 5 });
      await after(() => page.mouse.up());
      assert.match(page.url(), /from=\d+.*to=\d+/);
      const selected = page.locator(".panelcap .cap");
      assert.match(await selected.innerText(), /Selected: requests \d+ to \d+ of \S/);
      await after(() => page.locator("label:has([name=rule][value=mad])").click());
      assert.match(page.url(), /rule=mad/);
      await after(() => page.goBack());
      assert.ok(await page.locator("[name=rule][value=both]").isChecked());
      assert.match(page.url(), /brushed=/);
      await after(() => page.goBack());
      assert.doesNotMatch(await page.locator(".panelcap").innerText(), /Selected/);
      assert.equal(new URL(page.url()).search, "");
      assert.equal(await page.locator("[name=from]").inputValue(), "");
      await page.locator("#outliers a.open").first().click();
      await page.waitForSelector(".drawer:not([hidden])");
      await page.goBack();
      await page.waitForSelector(".drawer", { state: "hidden" });
      await page.locator("#outliers a.open").first().click();
      await page.waitForSelector(".drawer:not([hidden])");
      const { rows: [top] } = await db.query(
        "SELECT max(ttft_s) AS t FROM requests WHERE imported_from = 'llmperf'",
      );
      const drawer = await page.locator(".drawer").innerText();
      assert.ok(drawer.includes(`ttft_s\n${String(top.t).slice(0, 7)}`), drawer);
      await close();
    });

    await t.step(
      "/time: the metric changes an hour's cell, which leads to exactly its n requests",
      async () => {
        const { page, done } = await openPage(
          browser,
          `${site.url}/time?data=${keptHours}&metric=decode_tokens_per_s&zone=America/Los_Angeles`,
        );
        await page.waitForSelector("#time[data-ready]");
        const cell = page.locator("tr[data-row=sea] td[data-hour='1']:visible a");
        const n = Number(/n ([\d,]+)/.exec(await cell.innerText())![1].replace(",", ""));
        const metric = page.locator("#time select[name=metric]");
        await redrawn(page, "#time", () => metric.selectOption("ttft_s"));
        assert.doesNotMatch(page.url(), /metric=decode/);
        // 08 UTC is 01 in Seattle, at UTC-7.
        const local = page.locator("tr[data-row=sea] td[data-hour='1']:visible a");
        assert.match(await local.innerText(), /n \d/);
        const shown = Number(/n ([\d,]+)/.exec(await local.innerText())![1].replace(",", ""));
        await local.click();
        await page.waitForSelector("#requests[data-ready]");
        assert.match(
          await page.locator("#requests .find").innerText(),
          RegExp(`^${shown} requests`),
        );
        assert.ok(n > 0 && n <= shown, `${n} with a decode rate of ${shown}`);
        await done();
      },
    );

    await t.step("/quickstart: one hour of the run, equal to DuckDB's", async () => {
      const { page, done } = await openPage(browser, `${site.url}/quickstart`);
      await page.waitForSelector("#board[data-ready]");
      await page.locator("#narrower summary").click();
      const hour = (await page.locator("select[name=hour] option").last().getAttribute("value"))!;
      const hours = page.locator("select[name=hour]");
      await redrawn(page, "#board", () => hours.selectOption(hour));
      assert.match(page.url(), /hour=/);
      const row = page.locator("table.lb:visible tr[data-provider=sim-groq]");
      const run = await row.getAttribute("data-run");
      const where = `run_id = '${run}' AND provider = 'sim-groq' AND utc_hour = ${hour}`;
      await assertNumbers(row, await duckNumbers(db, "e2e_tokens_per_s", where), where);
      assert.match(await page.locator(".view:visible .find").innerText(), /Exploratory/);
      await page.locator("table.lb:visible tr[data-provider=sim-groq] td.md a").click();
      await page.waitForSelector("#requests[data-ready]");
      await page.locator("#requests a.open").first().click();
      assert.doesNotMatch(await page.locator(".drawer").innerText(), /were not recorded/);
      await done();
    });
  } finally {
    db.close();
    await browser.close();
    await site.close();
  }
});
