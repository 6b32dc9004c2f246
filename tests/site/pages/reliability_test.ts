/** /reliability as a reader uses it; every number shown is DuckDB's over the same rows. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { openStore } from "../../../benchmarks/store/views.ts";
import { openBrowser, openPage } from "../../support/pages/browser.ts";
import { builtSite } from "../../support/pages/built_site.ts";
import { assertReloads, redrawn } from "../../support/pages/page_controls.ts";

const root = "#reliability";

Deno.test("/reliability", async (t) => {
  const site = await builtSite();
  const browser = await openBrowser();
  const db = await openStore();

  /** Each row's two counts, against what SQL counts of its run. `within`: a condition on columns. */
  async function assertCounts(page: Page, within: string): Promise<number> {
    const rows = await page.locator("table.rl tbody tr").all();
    for (const row of rows) {
      const [run, provider, model] = await Promise.all(
        ["run", "provider", "model"].map((name) => row.getAttribute(`data-${name}`)),
      );
      const { rows: [duck] } = await db.query(
        `SELECT count(*) FILTER (status <> 'incomplete') AS n, count(*) FILTER (status = 'ok') AS ok,
          count(*) FILTER (status = 'ok' AND ${within}) AS within FROM requests
        WHERE run_id = '${run}' AND provider = '${provider}' AND model = '${model}' AND phase = 'measured'`,
      );
      const shown = await row.locator("td.sh .pc").evaluateAll((all) =>
        (all as HTMLElement[]).map((e) => [Number(e.dataset.k), e.innerText])
      );
      const percent = (k: unknown) => `${Math.round((100 * Number(k)) / Number(duck.n))}%`;
      assert.deepEqual(
        shown,
        [[duck.ok, percent(duck.ok)], [duck.within, percent(duck.within)]],
        `${run} ${provider}, ${within}`,
      );
      assert.match(
        await row.locator("td.good").innerText(),
        RegExp(`${duck.within} of ${duck.n} `),
      );
    }
    return rows.length;
  }
  const slide = (page: Page, name: string, key: string) =>
    redrawn(page, root, () => page.locator(`input[name=${name}]`).press(key));

  try {
    await t.step("has its tables, for the limits it begins with, before any script", async () => {
      const { page, close } = await openPage(browser, `${site.url}/reliability`, {
        javaScriptEnabled: false,
      });
      assert.ok(await assertCounts(page, "ttft_s <= 0.5 AND tpot_s <= 0.05") > 19);
      assert.equal(await page.locator(".rb:not(.sim) table.rl tbody tr").count(), 19);
      const real = page.locator(".rb:not(.sim) table.rl");
      assert.equal(await real.count(), 3, "three sizes, one table each");
      assert.match(await page.locator(".find").innerText(), /^3 of 19 systems fail .*Lepton/);
      await close();
    });

    await t.step(
      "its sliders and choice recompute goodput, and the address keeps them",
      async () => {
        const { page, done } = await openPage(browser, `${site.url}/reliability`);
        await page.waitForSelector(`${root}[data-ready]`);
        // With the simulated systems, in a table of their own that says so.
        assert.ok(await assertCounts(page, "ttft_s <= 0.5 AND tpot_s <= 0.05") > 19);
        const simulated = page.locator(".rb:has(tr[data-provider^=sim-])");
        assert.equal(await simulated.locator("tbody tr:not([data-provider^=sim-])").count(), 0);
        assert.match(await simulated.locator("h2").first().innerText(), /simulated/);
        await slide(page, "ttft", "ArrowLeft"); // 0.4 s
        await assertCounts(page, "ttft_s <= 0.4 AND tpot_s <= 0.05");
        await slide(page, "tpot_s", "ArrowLeft"); // 40 ms
        await slide(page, "tpot_s", "ArrowLeft"); // 30 ms
        await assertCounts(page, "ttft_s <= 0.4 AND tpot_s <= 0.03");
        assert.match(page.url(), /ttft=0\.4/);
        await redrawn(
          page,
          root,
          () => page.locator("select[name=per]").selectOption("e2e_latency_s"),
        );
        await assertCounts(page, "ttft_s <= 0.4 AND e2e_latency_s <= 5");
        await slide(page, "e2e_latency_s", "End"); // 60 s
        await assertCounts(page, "ttft_s <= 0.4 AND e2e_latency_s <= 60");
        await assertReloads(page, root);
        await done();
      },
    );

    await t.step("a class of failure leads to exactly its requests", async () => {
      const { page, close } = await openPage(browser, `${site.url}/reliability`);
      await page.waitForSelector(`${root}[data-ready]`);
      const badge = page.locator(
        "tr[data-provider=lepton][data-run*='-70b-'] [data-class=rate_limited]",
      );
      assert.equal(await badge.innerText(), "130 × rate limited");
      await badge.locator("a").click();
      await page.waitForSelector("#requests[data-ready]");
      assert.equal(await page.locator("#requests tbody tr").count(), 130);
      await close();
    });
  } finally {
    db.close();
    await browser.close();
    await site.close();
  }
});
