/** Each page's controls used in a real browser; the changed numbers are DuckDB's over the same rows. */
import assert from "node:assert/strict";
import { metric } from "../../benchmarks/metrics/metrics.ts";
import { statisticNames, statisticsSql } from "../../benchmarks/metrics/statistics.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { openBrowser, openPage } from "../support/browser.ts";
import { builtSite } from "../support/built_site.ts";

const row2023 = (provider: string, size: string) =>
  `imported_from = 'llmperf' AND provider = '${provider}' AND model_size = '${size}'`;

Deno.test("controls", async (t) => {
  const site = await builtSite();
  const browser = await openBrowser();
  const db = await openStore();

  /** The eight statistics as a page prints them: fixed decimals. */
  async function expected(name: string, where: string): Promise<Record<string, string>> {
    const m = metric(name);
    const { rows: [row] } = await db.query(
      `SELECT ${statisticsSql(m, "succeeded")} FROM requests WHERE ${where}`,
    );
    return Object.fromEntries(statisticNames.map((s) => [s, (row[s] as number).toFixed(m.digits)]));
  }
  async function printed(
    cells: { getAttribute(n: string): Promise<string | null>; innerText(): Promise<string> }[],
  ) {
    const found: Record<string, string> = {};
    for (const cell of cells) {
      found[(await cell.getAttribute("data-statistic"))!] = (await cell.innerText()).trim();
    }
    return found;
  }

  try {
    await t.step("/distributions: metric and model change the quantiles", async () => {
      const { page, faults, close } = await openPage(browser, `${site.url}/distributions`);
      await page.waitForSelector("#distributions[data-ready]");
      await page.locator("select[name=metric]").selectOption("e2e_latency_s");
      await page.waitForFunction("location.search.includes('metric=e2e_latency_s')");
      const board = await page.locator("select[name=board] option").evaluateAll((all) =>
        (all as HTMLOptionElement[]).map((o) => o.value).find((v) => /13B/.test(v))!
      );
      await page.locator("select[name=board]").selectOption(board);
      const row = page.locator("#distributions tbody tr:has-text('Together')");
      await page.waitForFunction(
        "!document.querySelector('#distributions tbody')?.innerText.includes('Groq')",
      );
      assert.deepEqual(
        await printed(await row.locator("[data-statistic]").all()),
        await expected("e2e_latency_s", row2023("together", "13b")),
      );
      const before = await page.locator("#distributions tbody tr").count();
      await page.locator(".chips label:has-text('Together')").click();
      await page.waitForFunction(
        `document.querySelectorAll('#distributions tbody tr').length === ${before - 1}`,
      );
      assert.match(page.url(), /systems=/);
      assert.deepEqual(faults, []);
      await close();
    });

    await t.step("/outliers: range, rule and leaving out recompute the statistics", async () => {
      const { page, faults, close } = await openPage(browser, `${site.url}/outliers`);
      await page.waitForSelector("#outliers[data-ready]");
      const all = page.locator("#outliers .stats tr[data-key*=replicate-70b]:not(.wo)");
      assert.deepEqual(
        await printed(await all.locator("[data-statistic]").all()),
        await expected("ttft_s", row2023("replicate", "70b")),
      );
      await page.locator("label:has-text('leave these out')").click();
      const without = page.locator("#outliers .stats tr.wo[data-key*=replicate-70b]");
      await without.waitFor();
      // The flags in SQL: on logs, 3.5 x 1.4826 MAD from the median, and 1.5 quartile distances outside.
      const where = row2023("replicate", "70b");
      const { rows: [odd] } = await db.query(
        `WITH x AS (SELECT run_id, request_index, ln(ttft_s) l FROM requests WHERE ${where} AND status = 'ok'),
        q AS (SELECT median(l) m, quantile_cont(l, 0.25) a, quantile_cont(l, 0.75) b FROM x), d AS (SELECT 1.4826 * median(abs(l - m)) mad FROM x, q)
        SELECT list(request_index) AS out FROM x, q, d WHERE abs(l - m) > 3.5 * mad AND (l < a - 1.5 * (b - a) OR l > b + 1.5 * (b - a))`,
      );
      const out = odd.out as number[];
      assert.ok(out.length > 10);
      assert.equal(await without.getAttribute("data-without"), String(out.length));
      assert.deepEqual(
        await printed(await without.locator("[data-statistic]").all()),
        await expected("ttft_s", `${where} AND request_index NOT IN (${out.join(",")})`),
      );
      await page.locator("#outliers label:has-text('MAD')").first().click();
      await page.waitForFunction("location.search.includes('rule=mad')");
      assert.match(page.url(), /without=/);
      assert.deepEqual(faults, []);
      await close();
    });

    await t.step("/outliers: a brush selects, and the drawer shows the whole row", async () => {
      const { page, close } = await openPage(browser, `${site.url}/outliers`);
      await page.waitForSelector("#outliers[data-ready]");
      const box = (await page.locator("#outliers figure.pn .pp").first().boundingBox())!;
      await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.8, box.y + box.height / 2, { steps: 5 });
      await page.mouse.up();
      await page.waitForFunction(
        "/from=\\d+/.test(location.search) && /to=\\d+/.test(location.search)",
      );
      await page.goto(`${site.url}/outliers`);
      await page.locator("#outliers a.open").first().click();
      const { rows: [top] } = await db.query(
        "SELECT max(ttft_s) AS t FROM requests WHERE imported_from = 'llmperf'",
      );
      const drawer = await page.locator(".drawer").innerText();
      assert.ok(drawer.includes(`ttft_s\n${String(top.t).slice(0, 7)}`), drawer);
      await close();
    });

    await t.step(
      "/time: the metric changes an hour's cell, which leads to exactly its n measurements",
      async () => {
        const { page, faults, close } = await openPage(
          browser,
          `${site.url}/time?metric=decode_tokens_per_s`,
        );
        await page.waitForSelector("#time[data-ready]");
        const cell = page.locator("tr[data-region=sea] td[data-hour='8']:visible a");
        const n = Number(/n ([\d,]+)/.exec(await cell.innerText())![1].replace(",", ""));
        await page.locator("#time label:has-text('TTFT')").click();
        await page.waitForFunction("!location.search.includes('metric=decode')");
        await page.locator("#time label:has-text('region')").click();
        await page.waitForFunction("location.search.includes('zone=local')");
        // 08 UTC is 01 in Seattle, at UTC-7.
        const local = page.locator("tr[data-region=sea] td[data-hour='1']:visible a");
        assert.match(await local.innerText(), /n \d/);
        const shown = Number(/n ([\d,]+)/.exec(await local.innerText())![1].replace(",", ""));
        await local.click();
        await page.waitForSelector("#requests[data-ready]");
        assert.equal(await page.locator("#requests tbody tr").count(), shown);
        assert.ok(n > 0 && n <= shown, `${n} with a decode rate of ${shown}`);
        assert.deepEqual(faults, []);
        await close();
      },
    );

    await t.step("/quickstart: one hour of the run, equal to DuckDB's", async () => {
      const { page, faults, close } = await openPage(browser, `${site.url}/quickstart`);
      await page.waitForSelector("#board[data-ready]");
      const hour = (await page.locator("select[name=hour] option").last().getAttribute("value"))!;
      await page.locator("select[name=hour]").selectOption(hour);
      await page.waitForFunction("location.search.includes('hour=')");
      const row = page.locator("table.lb:visible tr[data-provider=sim-groq]");
      const run = await row.getAttribute("data-run");
      const want = await expected(
        "e2e_tokens_per_s",
        `run_id = '${run}' AND provider = 'sim-groq' AND utc_hour = ${hour}`,
      );
      const got = await printed(await row.locator("td.st[data-statistic]").all());
      for (const s of ["mean", "min", "max", "p25", "p75", "p95", "p99"]) {
        assert.equal(got[s], want[s], s);
      }
      assert.match(await page.locator(".view:visible .find").innerText(), /Exploratory/);
      await page.locator("table.lb:visible tr[data-provider=sim-groq] td.md a").click();
      await page.waitForSelector("#requests[data-ready]");
      await page.locator("#requests a.open").first().click();
      assert.doesNotMatch(await page.locator(".drawer").innerText(), /were not recorded/);
      assert.deepEqual(faults, []);
      await close();
    });
  } finally {
    db.close();
    await browser.close();
    await site.close();
  }
});
