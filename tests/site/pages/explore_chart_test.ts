/** An answer drawn and taken away: charts and files hold what DuckDB answers. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import * as vegaLite from "vega-lite";
import { quote } from "../../../benchmarks/store/duckdb.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import { openBrowser, openPage } from "../../support/pages/browser.ts";
import { builtSite } from "../../support/pages/built_site.ts";
import { fieldsOf } from "../../support/pages/csv_fields.ts";
import { redrawn } from "../../support/pages/page_controls.ts";
import { savedBy } from "../../support/pages/saved.ts";

const address = (state: Record<string, string>) => `explore#${new URLSearchParams(state)}`;
const drawn = (page: Page) => page.waitForSelector(".chart[data-ready]");

async function taken(page: Page, button: string): Promise<Uint8Array> {
  const file = await savedBy(page.locator(button));
  return await Deno.readFile(await file.path());
}
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const figure = (kind: string) => `.chart [data-as="${kind}"]`;

/** As a CSV has it; of numbers with decimals all but the last digits, for sums are taken in another order. */
const field = (value: unknown) =>
  typeof value === "number" && !Number.isInteger(value)
    ? value.toPrecision(12)
    : value === null
    ? ""
    : String(value);
const sameField = (csv: string) => /^-?\d+\.\d+(e-?\d+)?$/.test(csv) ? field(Number(csv)) : csv;

const raw = "SELECT provider, model_size, started_at, input_tokens, ttft_s, decode_tokens_per_s " +
  "FROM requests WHERE NOT simulated AND provider <> '@cf' -- a comment\n;";
/** Settings of charts of `raw`, with the titles of their axes, and how many marks they must have, by DuckDB. */
const charts: [settings: Record<string, string>, titles: string[], marksSql: string][] = [
  [
    { mark: "bar", x: "ttft_s", y: "provider", summary: "median" },
    ["median of ttft_s, s", "provider"],
    "SELECT count(DISTINCT provider) FROM raw WHERE ttft_s IS NOT NULL",
  ],
  [
    { mark: "bar", y: "provider", summary: "count", colour: "model_size" },
    ["rows", "provider", "model_size"],
    "SELECT count(*) FROM (SELECT DISTINCT provider, model_size FROM raw)",
  ],
  [
    { mark: "box", x: "decode_tokens_per_s", y: "provider", scale: "log" },
    ["decode_tokens_per_s, tokens/s, log scale", "provider"],
    "SELECT count(DISTINCT provider) FROM raw WHERE decode_tokens_per_s > 0",
  ],
  [
    { mark: "histogram", x: "input_tokens" },
    ["input_tokens, tokens", "rows"],
    "SELECT count(DISTINCT floor(input_tokens / 50)) FROM raw",
  ],
  [
    { mark: "point", x: "ttft_s", y: "decode_tokens_per_s", scale: "log", colour: "provider" },
    ["ttft_s, s, log scale", "decode_tokens_per_s, tokens/s, log scale", "provider"],
    "SELECT least(5000, count(*)) FROM raw WHERE ttft_s > 0 AND decode_tokens_per_s > 0",
  ],
  [
    { mark: "line", x: "started_at", y: "ttft_s", summary: "mean", colour: "provider" },
    ["started_at, UTC", "mean of ttft_s, s", "provider"],
    "SELECT count(*) FROM (SELECT DISTINCT started_at, provider FROM raw WHERE ttft_s IS NOT NULL)",
  ],
];

Deno.test("charts and files of /explore", async (t) => {
  const site = await builtSite();
  const browser = await openBrowser();
  const db = await openStore();
  await db.run(`CREATE TEMP TABLE raw AS ${raw}`);
  try {
    for (const [settings, titles, marksSql] of charts) {
      await t.step(`a ${settings.mark} chart is DuckDB's answer to its SQL`, async () => {
        const { page, done } = await openPage(
          browser,
          `${site.url}/${address({ sql: raw, ...settings })}`,
        );
        await drawn(page);
        const sql = await page.locator(".chart code.sql").textContent();
        const answer = await db.query(sql!);
        const [columns, ...rows] = fieldsOf(text(await taken(page, figure("csv"))));
        assert.deepEqual(columns, answer.columns);
        const expected = answer.rows.map((row) => columns.map((name) => field(row[name])));
        const found = rows.map((row) => row.map(sameField));
        // Rows of one value may change places.
        assert.deepEqual(found.toSorted(), expected.toSorted());
        const { rows: [{ n }] } = await db.query(`SELECT (${marksSql})::INTEGER AS n`);
        assert.equal(rows.length, n, "as many marks as there are names or rows");
        const spec = JSON.parse(text(await taken(page, figure("vl.json"))));
        assert.equal(spec.data.values.length, n);
        assert.ok(vegaLite.compile(spec).spec.marks!.length > 0);
        const svg = text(await taken(page, figure("svg")));
        assert.doesNotMatch(svg, /var\(|NaN/);
        for (const title of titles) assert.ok(svg.includes(`>${title}</text>`), title);
        await done();
      });
    }

    await t.step("a chart follows the answer and the controls; Back brings it back", async () => {
      const sql = "SELECT provider, model, ttft_s FROM requests WHERE NOT simulated LIMIT 40";
      const { page, done } = await openPage(browser, `${site.url}/${address({ sql })}`);
      await drawn(page);
      const label = () => page.locator(".chart [role=img]").getAttribute("aria-label");
      const after = (act: () => Promise<unknown>) => redrawn(page, ".chart", act);
      assert.equal(await label(), "point chart: ttft_s, s by provider");
      await after(() => page.locator("select[name=mark]").selectOption("histogram"));
      assert.equal(await label(), "histogram chart: rows by ttft_s, s");
      assert.match(page.url(), /mark=histogram/);
      await after(() => page.locator("select[name=summary]").selectOption("median"));
      await after(() => page.goBack());
      assert.equal(await page.locator("select[name=summary]").inputValue(), "");
      await after(() => page.goBack());
      assert.equal(await label(), "point chart: ttft_s, s by provider");
      await page.locator("textarea").fill("SELECT 'a' AS word UNION ALL SELECT 'b'");
      await after(() => page.locator("textarea").press("Control+Enter"));
      assert.equal(await label(), "bar chart: rows by word");
      await after(() => page.locator("select[name=y]").selectOption(""));
      assert.match(await page.locator(".chart .empty").innerText(), /choose a column/);
      await done();
    });

    await t.step("hostile names and values are text in a chart, and no formula", async () => {
      const name = '<img src=x onerror="globalThis.hacked=1">';
      const sql = `SELECT '${name}' || n AS "=a${
        name.replaceAll('"', '""')
      }", '=1+' || n AS "\${hacked=1}", n::DOUBLE
        AS "datum.n[0]" FROM range(3) AS r(n)`;
      const { page, done } = await openPage(browser, `${site.url}/${address({ sql })}`);
      await drawn(page);
      assert.equal(await page.locator(".chart svg").count(), 1);
      const [columns, ...rows] = fieldsOf(text(await taken(page, figure("csv"))));
      assert.equal(rows.length, 3);
      const cells = [...columns, ...rows.flat()];
      assert.deepEqual(cells.filter((cell) => /^[=+@-]/.test(cell)), []);
      assert.ok(cells.some((cell) => cell.startsWith("'=1+")));
      const drawing = page.locator(".chart svg");
      assert.ok((await drawing.innerHTML()).includes("&lt;img"));
      assert.equal(await page.evaluate("globalThis.hacked"), undefined);
      await done();
    });

    await t.step("Parquet holds the answer, every type and null of it", async () => {
      const sql =
        `SELECT run_id, provider, simulated, correct, started_at, ttft_s, output_tokens, chunk_at_s,
        count(*) OVER () AS n, sum(output_tokens) OVER (PARTITION BY provider) AS total, 1.50 AS d,
        started_at::DATE AS day FROM requests`;
      const { page, done } = await openPage(browser, `${site.url}/${address({ sql })}`);
      await drawn(page);
      const file = await Deno.makeTempFile({ suffix: ".parquet" });
      await Deno.writeFile(file, await taken(page, '.files [data-file="parquet"]'));
      await db.run(`CREATE OR REPLACE TEMP TABLE expected AS
        SELECT * REPLACE (total::DOUBLE AS total, correct::VARCHAR AS correct) FROM (${sql})`);
      const differing = (a: string, b: string) =>
        `(SELECT count(*)::INTEGER FROM (FROM ${a} EXCEPT ALL FROM ${b}))`;
      const parquet = quote(file);
      const { rows: [row] } = await db.query(`SELECT ${differing("expected", parquet)} AS missing,
        ${differing(parquet, "expected")} AS more,
        (SELECT count(*)::INTEGER FROM ${parquet}) AS n`);
      assert.ok(Number(row.n) > 2000);
      assert.deepEqual([row.missing, row.more], [0, 0]);
      await Deno.remove(file);
      await done();
    });
  } finally {
    db.close();
    await browser.close();
    await site.close();
  }
});
