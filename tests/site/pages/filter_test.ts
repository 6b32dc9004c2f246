/** Page /filter: a brush filters the other drawings and the table, by counts that are DuckDB's own. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { openStore } from "../../../benchmarks/store/views.ts";
import { openBrowser, openPage } from "../../support/pages/browser.ts";
import { builtSite } from "../../support/pages/built_site.ts";
import { assertAnswer } from "../../support/pages/csv_fields.ts";
import { savedBy } from "../../support/pages/saved.ts";

const ready = (page: Page, n = 1) =>
  page.waitForFunction(`Number(document.querySelector("#filter").dataset.ready) >= ${n}`);
const drawings = async (page: Page) =>
  Number(await page.locator("#filter").getAttribute("data-ready"));

const number = (text: string) => Number(text.replaceAll(",", ""));
const chosen = async (page: Page) => number(await page.locator(".sum .n").innerText());
/** Requests of each name of a list, none of those that have none. */
const bars = async (page: Page, key: string) =>
  Object.fromEntries(
    (await page.locator(`figure[data-key=${key}] .bars label`).evaluateAll((all) =>
      all.map((one) => [
        one.querySelector(".name")!.getAttribute("title")!,
        one.querySelector(".n")!.textContent!,
      ])
    )).map(([name, n]) => [name.toLowerCase(), number(n)]).filter(([, n]) => n),
  );
/** What a histogram says of itself: requests in its ranges. */
const inRanges = async (page: Page, key: string) =>
  number(
    /: ([\d,]+) requests/.exec(
      await page.locator(`figure[data-key=${key}] svg`).getAttribute("aria-label") ?? "",
    )![1],
  );

async function brush(page: Page, key: string, from: number, to: number): Promise<void> {
  const before = await drawings(page);
  const svg = page.locator(`figure[data-key=${key}] .plot svg`);
  await svg.scrollIntoViewIfNeeded();
  const box = (await svg.boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + from * box.width, y);
  await page.mouse.down();
  for (const share of [0.3, 0.7, 1]) {
    await page.mouse.move(box.x + (from + (to - from) * share) * box.width, y);
  }
  await page.mouse.up();
  await ready(page, before + 1);
}

/** What a line of the page gives away as a file. */
async function taken(page: Page, id: string, kind: string): Promise<string> {
  const file = await savedBy(page.locator(`[data-take="${id}"] [data-as="${kind}"]`));
  return await Deno.readTextFile(await file.path());
}
const sqlOf = async (page: Page, id: string) =>
  (await page.locator(`[data-take="${id}"] code.sql`).textContent())!;

/** The requests that the page is of, before anything is chosen. */
const measured = `(SELECT * FROM requests SEMI JOIN latest USING (run_id, provider, model)
  WHERE phase = 'measured' AND status IN ('ok', 'failed', 'dropped') AND NOT simulated)`;

Deno.test("filter", async (t) => {
  const site = await builtSite();
  const browser = await openBrowser();
  const db = await openStore();
  const one = async (sql: string) => {
    const { rows: [row] } = await db.query(sql);
    return Number(Object.values(row)[0]);
  };
  const byProvider = async (where: string) => {
    const { rows } = await db.query(`SELECT lower(provider) AS name, count(*)::DOUBLE AS n
      FROM ${measured} WHERE ${where} GROUP BY ALL`);
    return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
  };
  try {
    await t.step("a brush filters the others; the counts are DuckDB's", async () => {
      const { page, done } = await openPage(browser, `${site.url}/filter`);
      await ready(page);
      const all = await one(`SELECT count(*)::DOUBLE FROM ${measured}`);
      assert.equal(await chosen(page), all);
      assert.deepEqual(await bars(page, "provider"), await byProvider("true"));

      await brush(page, "ttft", 0.3, 0.6);
      const [low, high] = new URL(page.url()).searchParams.get("ttft")!.split("..").map(Number);
      assert.ok(low < high);
      const ttft = `ttft_s >= ${low} AND ttft_s < ${high}`;
      const n = await one(`SELECT count(*)::DOUBLE FROM ${measured} WHERE ${ttft}`);
      assert.ok(n > 0 && n < all);
      assert.equal(await chosen(page), n);
      assert.deepEqual(await bars(page, "provider"), await byProvider(ttft));
      assert.equal(
        await inRanges(page, "decode"),
        await one(`SELECT count(decode_tokens_per_s)::DOUBLE FROM ${measured} WHERE ${ttft}`),
      );
      assert.equal(
        await inRanges(page, "ttft"),
        await one(`SELECT count(ttft_s)::DOUBLE FROM ${measured}`),
        "a drawing is not filtered by its own brush",
      );

      const before = await drawings(page);
      await page.locator("figure[data-key=size] .bars label", { hasText: "70B" }).click();
      await ready(page, before + 1);
      const both = `${ttft} AND model_size = '70b'`;
      assert.equal(
        await chosen(page),
        await one(`SELECT count(*)::DOUBLE FROM ${measured} WHERE ${both}`),
      );
      assert.deepEqual(await bars(page, "provider"), await byProvider(both));

      const listed = await taken(page, "requests", "csv");
      const rows = assertAnswer(listed, await db.query(await sqlOf(page, "requests")));
      assert.ok(rows.length > 0);
      assert.equal(await page.locator(".lines tbody tr").count(), rows.length);

      const drawn = await taken(page, "drawings", "csv");
      const bins = assertAnswer(drawn, await db.query(await sqlOf(page, "drawings")));
      const sum = (drawing: string, at: number) =>
        bins.filter((bin) => bin[0] === drawing).reduce((sum, bin) => sum + Number(bin[at]), 0);
      const [byChosen, byDrawn, byAll] = [4, 5, 6];
      assert.equal(sum("Provider", byChosen), await chosen(page));
      assert.equal(
        sum("Model size", byDrawn),
        await one(`SELECT count(model_size)::DOUBLE FROM ${measured} WHERE ${ttft}`),
        "a drawing is not filtered by its own choice",
      );
      assert.equal(sum("Provider", byAll), all);
      const spec = JSON.parse(await taken(page, "drawings", "vl.json"));
      assert.match(spec.title.subtitle.join(" "), /Time to first token from .*; Model size 70b/);
      const svg = await taken(page, "drawings", "svg");
      for (const words of ["Time to first token, s", "Output tokens", "Provider", "Workload"]) {
        assert.ok(svg.includes(`>${words}`), words);
      }

      await page.goBack();
      await ready(page, before + 2);
      assert.equal(await chosen(page), n);
      await page.locator("button.clear").click();
      await ready(page, before + 3);
      assert.equal(await chosen(page), all);
      assert.equal(new URL(page.url()).search, "");

      // What was counted ahead for this list was of requests that were filtered by time.
      await page.locator("figure[data-key=size] .bars label", { hasText: "70B" }).click();
      await ready(page, before + 4);
      assert.deepEqual(await bars(page, "provider"), await byProvider("model_size = '70b'"));
      await done();
    });

    await t.step("a link chooses, by keyboard too, and a row leads to its request", async () => {
      const { page, done } = await openPage(
        browser,
        `${site.url}/filter?provider=groq~together&succeeded=1`,
      );
      await ready(page);
      const groq = "provider IN ('groq', 'together') AND status = 'ok'";
      assert.equal(
        await chosen(page),
        await one(`SELECT count(*)::DOUBLE FROM ${measured} WHERE ${groq}`),
      );
      await page.locator("figure[data-key=ttft] input[name=low]").fill("0.5");
      await page.keyboard.press("Enter");
      await ready(page, 2);
      const n = await one(
        `SELECT count(*)::DOUBLE FROM ${measured} WHERE ${groq} AND ttft_s >= 0.5`,
      );
      assert.equal(await chosen(page), n);
      assert.ok(n > 20);
      const row = page.locator(".lines tbody tr").first();
      const system = (await row.locator("th").innerText()).replaceAll("\u00a0", " ").trim();
      const number = await row.locator("td").first().innerText();
      await row.locator("a").click();
      await page.waitForSelector(".drawer:not([hidden])");
      const drawer = (await page.locator(".drawer").innerText()).replaceAll("\u00a0", " ");
      assert.ok(drawer.startsWith(`${system}, request ${number}\n`), `${system} in ${drawer}`);
      await done();
    });
  } finally {
    db.close();
    await browser.close();
    await site.close();
  }
});
