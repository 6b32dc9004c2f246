/** What a reader does with the leaderboard: badges that say their sentence, answers that lead on, files. */
import assert from "node:assert/strict";
import { openBrowser, openPage } from "../../support/pages/browser.ts";
import { builtSite } from "../../support/pages/built_site.ts";
import { redrawn } from "../../support/pages/page_controls.ts";
import { savedBy } from "../../support/pages/saved.ts";

Deno.test("the leaderboard", async (t) => {
  const site = await builtSite();
  const browser = await openBrowser();
  try {
    await t.step(
      "a badge says its sentence on hover, focus and tap, and Escape ends it",
      async () => {
        const { page, close } = await openPage(browser, site.url);
        await page.waitForSelector("#leaderboard[data-ready]");
        const badge = page.locator("table.lb:visible tr[data-provider=together] .badge.flip");
        const tip = badge.locator(".tip");
        const sentence =
          /^By decode throughput Together has 86\.9 and Anyscale 72\.3 tokens\/s: 1\.20 /;
        assert.equal(await tip.isVisible(), false);
        await badge.hover();
        assert.match(await tip.innerText(), sentence);
        await page.mouse.move(0, 0);
        assert.equal(await tip.isVisible(), false);
        await badge.focus();
        assert.match(await tip.innerText(), sentence);
        await page.keyboard.press("Escape");
        assert.equal(await tip.isVisible(), false);
        await close();

        const context = await browser.newContext({
          hasTouch: true,
          viewport: { width: 390, height: 844 },
        });
        const phone = await context.newPage();
        await phone.goto(site.url);
        await phone.waitForSelector("#leaderboard[data-ready]");
        const touched = phone.locator("table.lb:visible tr[data-provider=lepton] .badge.fail");
        await touched.tap();
        assert.match(await touched.locator(".tip").innerText(), /^130 of 150 attempts failed so/);
        const box = (await touched.locator(".tip").boundingBox())!;
        assert.ok(box.x >= 0 && box.x + box.width <= 390, "the sentence stays on the screen");
        await context.close();
      },
    );

    await t.step(
      "requests and what draws them come when a reader asks for another table",
      async () => {
        const { page, done } = await openPage(browser, site.url);
        await page.waitForSelector("#leaderboard[data-ready]");
        const heavy = async () => {
          const asked = await page.evaluate(() =>
            performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname)
          );
          return asked.filter((path) => /[.]parquet$|[.]duckdb$|\/made\/|vega|arquero/.test(path));
        };
        assert.deepEqual(await heavy(), []);
        // A table of the page shows before anything has come.
        const ttft = page.locator("label", { has: page.locator("[name=metric][value=ttft_s]") });
        await redrawn(page, "#leaderboard", () => ttft.click());
        assert.match(
          await page.locator(".view:visible h2").innerText(),
          /70B: time to first token/,
        );
        for (
          const kind of [/leaderboard\.\w+\.parquet$/, /\/made\/judged\./, /vega-lite/, /arquero/]
        ) {
          // A browser may list what it has loaded a moment after the page has used it.
          await page.waitForFunction(
            (kind) =>
              performance.getEntriesByType("resource").some(({ name }) =>
                new RegExp(kind).test(new URL(name).pathname)
              ),
            kind.source,
          );
          assert.equal((await heavy()).filter((path) => kind.test(path)).length, 1, String(kind));
        }
        await done();
      },
    );

    await t.step("a cell of the answers leads to its table", async () => {
      const { page, done } = await openPage(browser, site.url, { width: 390 });
      await page.waitForSelector("#leaderboard[data-ready]");
      const cell = page.locator(".answers tr", { hasText: "7B" }).last().locator("td").nth(2);
      assert.match(await cell.innerText(), /Anyscale\s+0\.204 s\s+first/);
      await redrawn(page, "#leaderboard", () => cell.click());
      assert.match(page.url(), /board=7b_us-west-2_0e24b5977cf1ab8c&metric=ttft_s/);
      assert.match(await page.locator(".view:visible h2").innerText(), /7B: time to first token/);
      assert.equal(await page.locator(".answers a[aria-current]").count(), 1);
      const tied = page.locator(".answers tr", { hasText: "70B" }).locator("td").nth(2);
      assert.match(await tied.innerText(), /Anyscale[\s\S]*Groq[\s\S]*cannot be told apart/);
      await done();
    });

    await t.step("the shown table is saved as CSV, JSON, SVG, PNG and Vega-Lite", async () => {
      const { page, done } = await openPage(browser, site.url);
      await page.waitForSelector("#leaderboard[data-ready]");
      const saved: Record<string, Uint8Array> = {};
      for (const kind of ["csv", "json", "svg", "png", "vl.json"]) {
        const file = await savedBy(page.locator(`[data-take=board] [data-as="${kind}"]`));
        assert.equal(
          file.suggestedFilename(),
          `tokenboard-llama-2-70b-throughput-end-to-end-succeeded-requests.${kind}`,
        );
        saved[kind] = await Deno.readFile(await file.path());
      }
      const text = (kind: string) => new TextDecoder().decode(saved[kind]);
      assert.match(text("svg"), /^<svg.*>1\. Groq, median 186 tokens\/s</s);
      assert.doesNotMatch(text("svg") + text("vl.json"), /var\(/, "a file knows no variables");
      assert.deepEqual([...saved.png.slice(1, 4)], [...new TextEncoder().encode("PNG")]);
      assert.equal(JSON.parse(text("vl.json")).vconcat.length, 9, "the axis and eight systems");
      // What resampling alone can say is in the JSON.
      const [groq] = JSON.parse(text("json")).values;
      assert.deepEqual([groq.provider, groq.n, groq.judged.rank], ["groq", 150, [1, 1]]);
      const [low, high] = groq.judged.interval;
      assert.ok(low < groq.median && groq.median < high);
      await done();
    });

    await t.step("/quickstart ranks its own run", async () => {
      const { page, done } = await openPage(browser, `${site.url}/quickstart`);
      await page.waitForSelector("#board[data-ready]");
      const table = page.locator("table.lb:visible");
      assert.equal(await table.locator("tr[data-tier]").count(), 3);
      assert.equal(
        await table.locator("tr[data-run]").first().getAttribute("data-provider"),
        "sim-groq",
      );
      assert.match(await page.locator(".view:visible .cap").last().innerText(), /took turns/);
      await done();
    });
  } finally {
    await browser.close();
    await site.close();
  }
});
