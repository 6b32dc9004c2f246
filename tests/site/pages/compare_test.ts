/** /compare as a reader uses it: medians and shares are DuckDB's, ratios and verdicts those of `deno task compare`. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { metric } from "../../../benchmarks/metrics/metrics.ts";
import { compared, compareSystems } from "../../../benchmarks/report/comparison/comparison.ts";
import { systemsOf } from "../../../benchmarks/queries/systems.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import { openBrowser, openPage } from "../../support/pages/browser.ts";
import { builtSite } from "../../support/pages/built_site.ts";
import { assertReloads, type Option, use } from "../../support/pages/page_controls.ts";
import { duckNumbers, of2023, printsAs } from "../../support/pages/page_numbers.ts";

const root = "#compare";

Deno.test("/compare", async (t) => {
  const site = await builtSite();
  const browser = await openBrowser();
  const db = await openStore();

  /** Holds every number of the page for two providers of a size, b against a. */
  async function assertPair(page: Page, size: string, a: string, b: string, population: string) {
    const [x, y] = await Promise.all(
      [a, b].map(async (provider) =>
        (await systemsOf(
          db,
          `q.${of2023(provider, size).replaceAll(" AND ", " AND q.")}`,
          compared,
        ))[0]
      ),
    );
    const expected = new Map(compareSystems(x, y).map((c) => [c.metric, c]));
    for (const name of compared) {
      const row = page.locator(`tr[data-metric=${name}]`);
      const what = `${size} ${a} ${b} ${name} ${population}`;
      const cells = await row.locator("td.n").allInnerTexts();
      for (const [i, provider] of [a, b].entries()) {
        const duck = await duckNumbers(db, name, of2023(provider, size), population);
        assert.ok(
          printsAs(cells[i].trim(), duck.median),
          `${what}: ${cells[i]}, not ${duck.median}`,
        );
      }
      if (population !== "succeeded") continue;
      const c = expected.get(name)!;
      assert.equal(await row.getAttribute("data-verdict"), c.verdict, what);
      const shown = (await row.locator("td.ra").innerText()).replace(/\s+/g, " ").trim();
      if (c.low === null) {
        assert.equal(shown, c.a === null || c.b === null ? "null" : (c.b / c.a).toFixed(2), what);
      } else {
        const [ratio, low, high] = shown.match(/[\d.]+/g)!.map(Number);
        for (const [is, want] of [[ratio, c.ratio], [low, c.low], [high, c.high]] as const) {
          assert.ok(Math.abs(is - want!) <= 0.0051, `${what}: ${shown}, not ${want}`);
        }
      }
    }
  }

  /** Share of pairs of requests in which b's is the better, ties half, in per cent. */
  async function share(name: string, size: string, a: string, b: string): Promise<number> {
    const values = (provider: string) =>
      `(SELECT ${name} AS v FROM requests WHERE ${
        of2023(provider, size)
      } AND phase = 'measured' AND status = 'ok' AND ${name} IS NOT NULL)`;
    const beats = metric(name).better === "higher" ? ">" : "<";
    const { rows: [row] } = await db.query(
      `SELECT avg(CASE WHEN y.v ${beats} x.v THEN 1 WHEN y.v = x.v THEN 0.5 ELSE 0 END) AS share FROM ${
        values(a)
      } x, ${values(b)} y`,
    );
    return 100 * (row.share as number);
  }
  const choose = (page: Page, name: string, value: string) =>
    use(page, root, { name, value, kind: name === "population" ? "radio" : "select" } as Option);

  try {
    await t.step("has its first pair before any script", async () => {
      const { page, close } = await openPage(browser, `${site.url}/compare`, {
        javaScriptEnabled: false,
      });
      assert.match(await page.locator(".find").innerText(), /^Groq is faster than Anyscale in /);
      await assertPair(page, "70b", "anyscale", "groq", "succeeded");
      await close();
    });

    await t.step("every choice redraws the numbers, and the address keeps it", async () => {
      const { page, done } = await openPage(browser, `${site.url}/compare`);
      await page.waitForSelector(`${root}[data-ready]`);
      await choose(page, "b", "Together");
      await assertPair(page, "70b", "anyscale", "together", "succeeded");
      assert.match(await page.locator(".find").innerText(), /^It depends: Together is faster/);
      await choose(page, "a", "Together"); // takes its place: the two change sides
      await assertPair(page, "70b", "together", "anyscale", "succeeded");
      const size13 = await page.locator("select[name=board] option:has-text('13B')").getAttribute(
        "value",
      );
      await choose(page, "board", size13!);
      await assertPair(page, "13b", "together", "anyscale", "succeeded");
      await choose(page, "b", "Lepton");
      await assertPair(page, "13b", "together", "lepton", "succeeded");
      assert.match(await page.locator(".forest .cap").innerText(), /not ranked: 20 successes/);
      await choose(page, "population", "all");
      await assertPair(page, "13b", "together", "lepton", "all");
      assert.match(await page.locator("tr[data-metric=ttft_s]").innerText(), /fails/);
      await choose(page, "population", "succeeded");
      for (const name of ["ttft_s", "decode_tokens_per_s"]) {
        await choose(page, "metric", name);
        const names = await page.locator(".pm tbody th").allInnerTexts();
        const [a, b] = ["Together", "Anyscale"].map((n) => names.indexOf(n));
        const cell = await page.locator(`td[data-row="${b}"][data-column="${a}"]`).innerText();
        const want = await share(name, "13b", "together", "anyscale");
        assert.ok(
          cell === ">99"
            ? want > 99.4
            : cell === "<1"
            ? want < 0.6
            : Math.abs(Number(cell) - want) <= 0.51,
          `${name}: ${cell}, not ${want}`,
        );
      }
      // The ratios at each quantile, DuckDB's from its own quantiles.
      const { rows: [duck] } = await db.query(
        `SELECT ${
          ["lepton", "together"].map((p) =>
            `quantile_cont(decode_tokens_per_s, 0.9) FILTER (provider = '${p}') AS ${p}`
          ).join(", ")
        } FROM requests WHERE imported_from = 'llmperf' AND model_size = '13b' AND status = 'ok'`,
      );
      const label = await page.locator(".shift [role=img]").getAttribute("aria-label");
      const ratio = Number(duck.lepton) / Number(duck.together);
      assert.match(label!, RegExp(`P90 ${ratio.toFixed(2)}`));
      await assertReloads(page, root);
      await done();
    });
  } finally {
    db.close();
    await browser.close();
    await site.close();
  }
});
