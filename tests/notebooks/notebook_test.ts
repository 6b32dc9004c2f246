/** A notebook as an analyst writes one, in a real browser: on the live site and on the built one. */
import assert from "node:assert/strict";
import { inFolder } from "../support/bench.ts";
import { openBrowser, openPage, serveFolder } from "../support/pages/browser.ts";
import { liveSite } from "../support/pages/live_site.ts";
import { copyProject, type ProjectCopy, writeFiles } from "../support/pages/project_copy.ts";
import { answer, asked, mine, openInSql, type Row, shown, takeAll } from "./mine.ts";
import { brokenFiles, leavesOthers, namesEach, showsEach, writesOnce } from "./notebook_errors.ts";
import { loaderFiles, publishesNamed, showLoaders } from "./sql_loaders.ts";

const conventions = await Deno.readTextFile("tests/fixtures/notebooks/conventions.md");

/** Looks at the page, moves the slider, looks again; each time beside what the command answers. */
async function follow(copy: ProjectCopy, url: string): Promise<void> {
  const browser = await openBrowser();
  try {
    const { page, faults } = await openPage(browser, `${url}/notebooks/mine`);
    for (const n of [50, 7]) {
      if (n !== 50) await page.locator('main input[type="number"]').fill(String(n));
      const expected = await answer<Row>(copy, asked(n));
      assert.ok(expected.length > 5, "the runs of 2023 have several providers of this size");
      const { rows, widths } = await shown(page, n, expected[0].n);
      // The table prints three decimals.
      const told = expected.map((row) => [
        row.provider,
        String(row.n),
        row.ttft.toLocaleString("en", { maximumFractionDigits: 3 }),
      ]);
      assert.deepEqual(rows, told);
      const longest = Math.max(...widths);
      const times = expected.map((row) => row.ttft);
      assert.equal(widths.length, times.length);
      widths.forEach((width, i) => {
        const share = width / longest - times[i] / Math.max(...times);
        assert.ok(Math.abs(share) < 0.005, `${expected[i].provider} is ${width} long`);
      });
      await takeAll(copy, page, n);
    }
    assert.equal(await page.locator(".sql-loading").count(), 0, "nothing loads any more");
    assert.deepEqual(faults, [], "no fault, and no request to another host");
    const menu = page.locator(".top nav.wide");
    await menu.getByRole("button", { name: "Notebooks" }).click();
    assert.equal(await menu.getByRole("link", { name: "Mine" }).isVisible(), true);
    assert.equal(await menu.locator('[aria-current="page"]').textContent(), "Mine");
    const [first] = await answer<Row>(copy, asked(7));
    await openInSql(page, first);
    assert.deepEqual(faults, [], "nor where the SQL is opened");
  } finally {
    await browser.close();
  }
}

/** Looks at what the cells with all the framework's built-ins made, each beside what is known otherwise. */
async function useAll({ run }: ProjectCopy, url: string): Promise<void> {
  const sql = `SELECT count(*)::INT AS requests, (SELECT count(*)::INT FROM runs) AS runs,
    (SELECT count(*)::INT FROM latest) AS latest, count(*) FILTER (ttft_s > 1)::INT AS slower,
    count(DISTINCT provider)::INT AS providers,
    median(ttft_s) FILTER (provider = 'groq') AS groq,
    list_sort(list(DISTINCT provider)) AS names FROM requests`;
  const [{ requests, slower, providers, groq, names, ...more }] = JSON.parse(
    (await run(["sql", "--json", sql])).out,
  );
  const browser = await openBrowser();
  try {
    const { page, faults } = await openPage(browser, `${url}/notebooks/conventions`);
    const text = (id: string) => page.locator(`#${id}`).filter({ hasText: /\d/ }).innerText();
    assert.deepEqual(JSON.parse(await text("counts")), {
      ...{ requests, ...more, label: "Time to first token" },
      ...{ prices: 3, places: 2, slow: requests, slower },
    });
    assert.equal(Number(await text("tag")), groq);
    assert.deepEqual(JSON.parse(await text("files")), {
      ...{ parquet: requests, csv: 3, price: "number", json: "us-west-2", double: 1.58 },
      ...{ arrow: providers, arquero: requests, d3: true, arquero_of_sql: 3 },
    });
    assert.equal(await text("own"), "3");
    await page.locator("#simulated .simulated-rows").nth(2).waitFor();
    assert.equal(await page.locator(".simulated-rows").count(), 3, "and no other is marked");
    const says = `getComputedStyle(document.querySelector("#simulated div"), "::before").content`;
    assert.equal(await page.evaluate(says), '"simulated"');
    assert.equal(Number(await text("sum")), requests + providers);
    const fills = async (bars: string) => {
      const all = page.locator(`#long svg ${bars}`);
      await all.first().waitFor();
      return await all.evaluateAll((found) => found.map((bar) => bar.getAttribute("fill")));
    };
    const plot = await fills('g[aria-label="bar"] rect');
    assert.deepEqual([...plot].sort(), names.map((name: string) => `var(--tb-${name})`));
    assert.deepEqual(await fills(".mark-rect path"), plot, "one provider, one colour");
    const bars = page.locator("#vega svg .mark-rect path");
    await bars.first().waitFor();
    assert.equal(await bars.count(), 3);
    const plots = page.locator("#mosaic svg");
    await plots.nth(1).locator('g[aria-label="rect"] rect').first().waitFor();
    assert.equal(await plots.count(), 2);
    assert.deepEqual(await page.locator(".observablehq--error").allInnerTexts(), []);
    assert.deepEqual(faults, [], "no fault, and no request to another host");
  } finally {
    await browser.close();
  }
}

async function showsErrors(url: string): Promise<void> {
  const browser = await openBrowser();
  try {
    await showsEach(browser, url);
    await leavesOthers(browser, url);
  } finally {
    await browser.close();
  }
}

Deno.test("a notebook of ten lines answers its question", async (t) =>
  await inFolder(async (folder) => {
    const copy = await copyProject(folder, {
      ...loaderFiles,
      "src/notebooks/mine.md": mine,
      "src/notebooks/conventions.md": conventions,
      "src/notebooks/prices.csv": "provider,usd_per_million\ngroq,0.79\nanyscale,1\nnobody,3\n",
      "src/notebooks/places.json": '[{"place":"us-west-2"},{"place":"eu-west-1"}]',
      "loaders/long.parquet.sql":
        "SELECT provider, count(*) AS n FROM requests GROUP BY ALL ORDER BY provider",
      "loaders/requests_few.parquet.ts": await Deno.readTextFile("loaders/requests.parquet.ts"),
    });
    await t.step("on the live site", async () => {
      using live = await liveSite(copy);
      await follow(copy, live.url);
      await Deno.writeTextFile(
        `${folder}/src/notebooks/later.md`,
        "# Later <b>than</b> the start\n",
      );
      const html = await (await fetch(`${live.url}/notebooks/mine`)).text();
      assert.match(
        html,
        /<a href="[^"]*later[^"]*">Later than the start<\/a>/,
        "in the menu at once",
      );
      assert.doesNotMatch(await live.stop(), /hello|\[fresh\]|socket open/);
    });
    await t.step("on the built site", async (t) => {
      // One with errors stands beside the others, and keeps none of them from being built.
      await writeFiles(folder, brokenFiles);
      await t.step("one of one's own is written for a question, once", () => writesOnce(copy));
      const built = await copy.run(["site"]);
      await t.step("errors make the command exit 1, and are named", () => namesEach(built));
      await t.step(
        "what no page names is not published, and what is, is named",
        () => publishesNamed(copy, built),
      );
      const site = serveFolder(`${folder}/dist`);
      try {
        await follow(copy, site.url);
        await useAll(copy, site.url);
        await t.step("errors stand at their cells", () => showsErrors(site.url));
        await t.step(
          "loaders in SQL answer with DuckDB's rows, and own files are tables",
          (t) => showLoaders(t, copy, site.url),
        );
        const start = await Deno.readTextFile(`${folder}/dist/index.html`);
        const loaded = /<link[^>]*duckdb|^import [^\n(]*duckdb/m;
        assert.doesNotMatch(start, loaded, "the leaderboard loads no SQL before it needs it");
        const page = (name: string) => Deno.readTextFile(`${folder}/dist/notebooks/${name}.html`);
        assert.match(await page("mine"), /connect-src 'self' blob:; worker-src blob:;/);
        assert.doesNotMatch(await page("steadiness"), /duckdb|worker-src/, "nor one without SQL");
      } finally {
        await site.close();
      }
    });
  }));
