import assert from "node:assert/strict";
import { pages } from "../../observablehq.config.ts";
import { buildSite } from "../../benchmarks/commands/site.ts";
import { metric } from "../../benchmarks/metrics/metrics.ts";
import { statisticsSql } from "../../benchmarks/metrics/statistics.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { violations } from "../support/axe.ts";
import { openBrowser, openPage, serveFolder } from "../support/browser.ts";

Deno.test("the site", async (t) => {
  const dist = await Deno.makeTempDir();
  assert.equal(await buildSite(dist), 0);
  const site = serveFolder(dist);
  const browser = await openBrowser();
  try {
    await t.step(
      "opens every page without an error, another host or a violation axe calls serious, wide and narrow, light and dark",
      async () => {
        const behind = "/requests?provider=groq&population=succeeded&metric=ttft_s&at=median";
        for (const path of [...pages.map((p) => p.path), "/requests", behind]) {
          for (const [width, colorScheme] of [[1280, "light"], [390, "dark"]] as const) {
            const { page, faults, close } = await openPage(browser, site.url + path, {
              width,
              colorScheme,
            });
            await page.waitForTimeout(300);
            assert.deepEqual(faults, [], path);
            assert.equal(await page.locator(".observablehq--error").count(), 0, path);
            const overflow = await page.evaluate(
              "document.documentElement.scrollWidth - document.documentElement.clientWidth",
            );
            assert.equal(overflow, 0, `${path} is wider than ${width} pixels`);
            // Axe takes half a minute over the table of every request; a shorter one is in the list.
            if (path !== "/requests") {
              const opens = page.locator("a.open");
              if (await opens.count()) await opens.first().click();
              assert.deepEqual(await violations(page), [], `${path}, ${width}, ${colorScheme}`);
            }
            await close();
          }
        }
      },
    );

    await t.step("holds every table of the leaderboard without a script", async () => {
      const { page, close } = await openPage(browser, site.url, { javaScriptEnabled: false });
      const tables = await page.locator("table.lb").count();
      assert.ok(
        tables >= 27,
        `${tables} tables: three sizes, three metrics, three populations at least`,
      );
      assert.equal(await page.locator("table.lb:visible").count(), 1);
      await page.locator("label:has-text('Time to first token')").click();
      assert.match(
        await page.locator("table.lb:visible caption").innerText(),
        /time to first token/,
      );
      await close();
    });

    await t.step(
      "recomputes the eight statistics of requests 1 to 75, equal to DuckDB's",
      async () => {
        const { page, faults, close } = await openPage(browser, `${site.url}/?from=1&to=75`);
        await page.waitForSelector("#leaderboard[data-ready]");
        const row = page.locator("table.lb:visible tr[data-provider=anyscale]");
        const printed: Record<string, string> = {};
        for (const cell of await row.locator("td[data-statistic]").all()) {
          printed[(await cell.getAttribute("data-statistic"))!] = await cell.locator(".num")
            .innerText();
        }
        const m = metric("e2e_tokens_per_s");
        const db = await openStore();
        const { rows: [duck] } = await db.query(
          `SELECT ${
            statisticsSql(m, "succeeded")
          } FROM requests WHERE provider = 'anyscale' AND model_size = '70b' AND imported_from = 'llmperf' AND request_index < 75`,
        );
        db.close();
        assert.equal(duck.n, 75);
        for (const s of ["min", "max", "mean", "p25", "p75", "p95", "p99"]) {
          assert.equal(printed[s], (duck[s] as number).toFixed(1), s);
        }
        assert.equal(printed.median, (duck.median as number).toPrecision(3));
        assert.match(await page.locator(".view:visible .find").innerText(), /Exploratory/);
        assert.deepEqual(faults, []);
        await close();
      },
    );

    await t.step(
      "sorts, keeps the state in the URL, and a cell leads to exactly its n requests",
      async () => {
        const { page, close } = await openPage(browser, site.url);
        await page.waitForSelector("#leaderboard[data-ready]");
        await page.locator("table.lb:visible button[data-sort=max]").click();
        await page.waitForFunction("location.search.includes('sort=max')");
        await page.locator("label:has-text('All attempts')").click();
        await page.waitForFunction("location.search.includes('population=all')");
        const lepton = page.locator("table.lb:visible tr[data-provider=lepton] td.md");
        assert.match(await lepton.innerText(), /fails/);
        const n = Number((await lepton.locator("small").innerText()).replace("n ", ""));
        await lepton.locator("a").click();
        await page.waitForSelector("#requests[data-ready]");
        assert.equal(n, 150);
        assert.equal(await page.locator("#requests tbody tr").count(), n);
        await page.locator("tr:has-text('rate limited') a.open").first().click();
        assert.match(await page.locator(".drawer").innerText(), /error_class\s+rate_limited/);
        await close();
      },
    );
  } finally {
    await browser.close();
    await site.close();
    await Deno.remove(dist, { recursive: true });
  }
});

Deno.test("no number of the leaderboard's page is typed by hand: doubled latencies change headline, tables and plots", async () => {
  const copy = await Deno.makeTempDir();
  const folder = "llmperf-2023-12";
  try {
    await Deno.mkdir(`${copy}/${folder}`);
    const db = await openStore("data");
    for (const entry of Deno.readDirSync(`data/${folder}`)) {
      if (!entry.isDirectory) continue;
      const [from, to] = [`data/${folder}/${entry.name}`, `${copy}/${folder}/${entry.name}`];
      await Deno.mkdir(to);
      await Deno.copyFile(`${from}/run.json`, `${to}/run.json`);
      const factor = entry.name.includes("groq") ? 20 : 1;
      await db.run(
        `COPY (SELECT * REPLACE (ttft_s * ${factor} AS ttft_s, e2e_latency_s * ${factor} AS e2e_latency_s) FROM '${from}/requests.parquet') TO '${to}/requests.parquet' (FORMAT parquet)`,
      );
    }
    db.close();
    const page = async (data: string) =>
      new TextDecoder().decode(
        (await new Deno.Command(Deno.execPath(), {
          args: ["run", "-A", "--quiet", "src/index.md.ts"],
          env: { TOKENBOARD_DATA: data },
        }).output()).stdout,
      );
    const [before, after] = [await page("data"), await page(copy)];
    const finding = (html: string) => /<p class="find">(.*?)<\/p>/.exec(html)![1];
    assert.match(finding(before), /Groq has the highest median/);
    assert.match(finding(after), /Anyscale has the highest median/);
    const row = (html: string) => /<tr[^>]*data-provider="groq".*?<\/tr>/s.exec(html)![0];
    const strip = (html: string) => html.replace(/<svg.*?<\/svg>/gs, "");
    const svg = (html: string) => /<svg.*?<\/svg>/s.exec(html)![0];
    assert.notEqual(strip(row(before)), strip(row(after)));
    assert.notEqual(svg(row(before)), svg(row(after)));
  } finally {
    await Deno.remove(copy, { recursive: true });
  }
});
