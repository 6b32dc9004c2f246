/** A question of one's own in the browser: it is answered as `deno task sql` answers it. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { openStore } from "../../../benchmarks/store/views.ts";
import { examples } from "../../../src/explore/examples.ts";
import { openBrowser, openPage } from "../../support/pages/browser.ts";
import { builtSite } from "../../support/pages/built_site.ts";
import { fieldsOf } from "../../support/pages/csv_fields.ts";
import { savedBy } from "../../support/pages/saved.ts";

const asked = (url: string, sql: string) => `${url}/explore#sql=${encodeURIComponent(sql)}`;

/** Waits for the answer to the n-th query of the page. */
const answered = (page: Page, n: number) =>
  page.waitForFunction(`document.querySelector("#explore").dataset.ready === "${n}"`);

const shownRows = async (page: Page) => {
  const said = await page.locator(".answer .said").innerText();
  return Number(/^([\d,]+) rows? /.exec(said)![1].replaceAll(",", ""));
};

Deno.test("explore", async (t) => {
  const site = await builtSite();
  const browser = await openBrowser();
  const db = await openStore();
  try {
    await t.step("a query in a link is run, and its rows are DuckDB's own", async () => {
      const sql = "SELECT provider, count(*) AS n, median(ttft_s) AS ttft\nFROM requests " +
        "WHERE model_size = '70b' AND request_index < 50 GROUP BY ALL ORDER BY ttft;";
      const { page, done } = await openPage(browser, asked(site.url, sql));
      await answered(page, 1);
      const { rows } = await db.query(sql);
      const lines = await page.locator(".answer tbody tr").all();
      assert.equal(lines.length, rows.length);
      for (const [i, line] of lines.entries()) {
        const cells = line.locator("td");
        assert.equal(await cells.nth(0).innerText(), rows[i].provider);
        assert.equal(await cells.nth(1).innerText(), String(rows[i].n));
        const ttft = await cells.nth(2).getAttribute("title") ?? await cells.nth(2).innerText();
        assert.equal(Number(ttft), rows[i].ttft);
      }
      const file = await savedBy(page.locator(".answer .files [data-file=csv]"));
      const [columns, ...fields] = fieldsOf(await Deno.readTextFile(await file.path()));
      assert.deepEqual(columns, ["provider", "n", "ttft"]);
      assert.deepEqual(
        fields.map(([provider, n, ttft]) => [provider, Number(n), Number(ttft)]),
        rows.map((row) => [row.provider, Number(row.n), row.ttft]),
      );
      await done();
    });

    await t.step("an older link, with the query behind a question mark, is run", async () => {
      const { page, close } = await openPage(browser, `${site.url}/explore?sql=SELECT+42+AS+n`);
      await answered(page, 1);
      assert.equal(await page.locator(".answer tbody").innerText(), "42");
      await close();
    });

    await t.step(
      "each question to begin with is answered, and Back leads to the one before",
      async () => {
        const { page, done } = await openPage(browser, `${site.url}/explore`);
        let n = 0;
        for (const { question, sql } of examples) {
          await page.locator(".examples a", { hasText: question }).click();
          await answered(page, ++n);
          assert.equal(await page.locator(".wrong").innerText(), "", question);
          const { rows: [{ count }] } = await db.query(
            `SELECT count(*)::DOUBLE AS count FROM (${sql})`,
          );
          assert.equal(await shownRows(page), count, question);
          assert.ok(Number(count) > 0, question);
        }
        await page.goBack();
        await answered(page, ++n);
        assert.equal(await page.locator("textarea").inputValue(), examples.at(-2)!.sql);
        // A place in the page is no question; an address without one has no answer.
        const rows = await shownRows(page);
        await page.evaluate("location.hash = 'main-content'");
        assert.equal(await shownRows(page), rows);
        await page.evaluate("history.pushState(null, '', location.pathname)");
        await page.goBack();
        assert.equal(await shownRows(page), rows);
        await page.goForward();
        await answered(page, ++n);
        assert.equal(await page.locator("textarea").inputValue(), "");
        assert.equal(await page.locator(".answer td").count(), 0);
        assert.equal(await page.locator(".files").isVisible(), false);
        await done();
      },
    );

    await t.step("what is no question is refused, and what is hostile is text", async () => {
      const { page, close } = await openPage(browser, asked(site.url, "SELEC 1"));
      let n = 0;
      const wrong = async (sql: string, why: RegExp) => {
        await page.locator("textarea").fill(sql);
        await page.locator("textarea").press("Control+Enter");
        await answered(page, ++n);
        assert.match(await page.locator(".wrong").innerText(), why, sql);
      };
      await answered(page, ++n);
      assert.match(await page.locator(".wrong").innerText(), /Parser Error: syntax error/);
      assert.equal(await page.locator(".answer").isVisible(), false, "it answers another question");
      const font = `(({whiteSpace, fontFamily}) => whiteSpace + fontFamily)(
        getComputedStyle(document.querySelector(".wrong")))`;
      assert.match(String(await page.evaluate(font)), /^pre.*mono/i, "the caret is below its word");
      await wrong("COPY requests TO 'all.csv'", /Only questions are answered here|disabled/);
      await wrong("DROP TABLE requests", /Only questions|read-only|Cannot|not/i);
      await wrong("FROM read_csv('http://127.0.0.1:1/x.csv')", /disabled|not|No function/i);
      await wrong("SET enable_external_access = true", /Only questions|Cannot/);
      const hostile = `<img src=x onerror="globalThis.hacked=1"></script>\${hacked=1}`;
      await page.locator("textarea").fill(`SELECT '${hostile}' AS x, '=1+1' AS y, null AS z`);
      await page.locator("textarea").press("Control+Enter");
      await answered(page, ++n);
      assert.deepEqual(await page.locator(".answer tbody td").allInnerTexts(), [
        hostile,
        "=1+1",
        "null",
      ]);
      assert.equal(await page.evaluate("globalThis.hacked"), undefined);
      const file = await savedBy(page.locator(".answer .files [data-file=csv]"));
      const [, row] = fieldsOf(await Deno.readTextFile(await file.path()));
      assert.deepEqual(row, [hostile, "'=1+1", ""]);
      await close();
    });

    await t.step("no other page loads DuckDB for it", async () => {
      const { page, close } = await openPage(browser, `${site.url}/explore`);
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      await page.goto(`${site.url}/index.html`);
      await page.waitForSelector("#leaderboard[data-ready]");
      assert.ok(asked.length > 3);
      assert.deepEqual(asked.filter((url) => /duckdb/.test(url)), []);
      await close();
    });
  } finally {
    db.close();
    await browser.close();
    await site.close();
  }
});
