import assert from "node:assert/strict";
import { pages, providerPages } from "../../observablehq.config.ts";
import { notebooksOf } from "../../benchmarks/site/notebooks/notebooks.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { violations } from "../support/pages/axe.ts";
import { openBrowser, openPage } from "../support/pages/browser.ts";
import { builtSite } from "../support/pages/built_site.ts";
import { redrawn } from "../support/pages/page_controls.ts";
import { assertNumbers, duckNumbers, of2023 } from "../support/pages/page_numbers.ts";

Deno.test("the site", async (t) => {
  const site = await builtSite();
  const browser = await openBrowser();
  try {
    await t.step(
      "opens every page without an error, another host or a violation axe calls serious, " +
        "wide and narrow, light and dark",
      async () => {
        // All are made alike: a service with rows, one that joins three protocols, one that tells least.
        const someProviders = ["groq", "vertex", "triton"].map((name) => `/providers/${name}`);
        const behind = "/requests?provider=groq&population=succeeded&metric=ttft_s&at=median";
        const notebooks = notebooksOf().map((own) => own.path);
        const run = "/runs/llmperf-2024-01-10-groq-70b-a70e0e";
        const all = [...pages.map((p) => p.path), ...someProviders, run, ...notebooks, "/requests"];
        for (const path of [...all, behind]) {
          for (const [width, colorScheme] of [[1280, "light"], [390, "dark"]] as const) {
            const { page, faults, close } = await openPage(browser, site.url + path, {
              width,
              colorScheme,
            });
            if (path.startsWith("/notebooks/")) {
              await page.waitForSelector("main svg g path", { state: "attached" });
            }
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

    await t.step(
      "leads from the index to each provider's page, and from it to its requests",
      async () => {
        const { page, done } = await openPage(browser, `${site.url}/providers`);
        const links = await page.locator("tbody a").evaluateAll((all) =>
          all.map((a) => new URL((a as unknown as { href: string }).href).pathname)
        );
        assert.deepEqual(links, providerPages.map((path) => `${path}.html`));
        for (const path of links) {
          const answer = await fetch(site.url + path);
          assert.equal(answer.status, 200, path);
          const html = await answer.text();
          assert.match(html, /<html lang="en">[^]*What is told/, path);
          assert.match(html, /as="font"[^>]* href="\.\.\/fonts\/inter\.woff2"/, path);
        }
        await page.getByRole("link", { name: "groq", exact: true }).click();
        await page.waitForURL("**/providers/groq.html");
        assert.equal(await page.locator("h1").innerText(), "Groq");
        assert.equal(await page.locator("nav.wide a[aria-current]").innerText(), "Providers");
        const font = "document.fonts.load('16px Inter').then((found) => found.length)";
        assert.equal(await page.evaluate(font), 1, "its fonts are found from below the root");
        const row = page.locator("tr:has(a:text-is('groq'))");
        assert.match(await row.innerText(), /groq\s+150\s+150\s+1\s+10 Jan 2024/);
        await row.locator("th a").click();
        await page.waitForSelector("#requests[data-ready]");
        assert.equal(await page.locator("#requests tbody tr").count(), 150);
        await done();
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
        const { page, done } = await openPage(browser, `${site.url}/?from=1&to=75`);
        await page.waitForSelector("#leaderboard[data-ready]");
        const row = page.locator("table.lb:visible tr[data-provider=anyscale]");
        const db = await openStore();
        const numbers = await duckNumbers(
          db,
          "e2e_tokens_per_s",
          `${of2023("anyscale", "70b")} AND request_index < 75`,
        );
        db.close();
        assert.equal(numbers.n, 75);
        await assertNumbers(row, numbers, "requests 1 to 75");
        assert.match(await page.locator(".view:visible .find").innerText(), /Exploratory/);
        await done();
      },
    );

    await t.step("shows eight protocols that took turns, each with its rank", async () => {
      const { page, done } = await openPage(browser, `${site.url}/protocols`);
      await page.waitForSelector("#board table.lb");
      const rows = page.locator("#board table.lb:visible tr[data-provider]");
      assert.equal(await rows.count(), 8);
      for (const text of await rows.allInnerTexts()) assert.match(text, /simulated[^]*120\/120/);
      await done();
    });
    await t.step(
      "sorts, keeps the state in the URL, and a cell leads to exactly its n requests",
      async () => {
        const { page, close } = await openPage(browser, site.url);
        await page.waitForSelector("#leaderboard[data-ready]");
        const after = (act: () => Promise<unknown>) => redrawn(page, "#leaderboard", act);
        await after(() => page.locator("table.lb:visible button[data-sort=max]").click());
        assert.match(page.url(), /sort=max/);
        await after(() => page.locator("label:has-text('All attempts')").click());
        assert.match(page.url(), /population=all/);
        const lepton = page.locator("table.lb:visible tr[data-provider=lepton] td.md");
        assert.match(await lepton.innerText(), /fails/);
        const n = parseInt((await lepton.locator("small").innerText()).replace("n ", ""));
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
  }
});
