/** What a reader takes away from a figure: each CSV is DuckDB's answer to the SQL that stands beside it. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import * as vegaLite from "vega-lite";
import { openBrowser, openPage } from "../support/pages/browser.ts";
import { builtSite } from "../support/pages/built_site.ts";
import { keptHours } from "../support/pages/kept_hours.ts";
import { assertAnswer } from "../support/pages/csv_fields.ts";
import { openHeld } from "../support/pages/page_numbers.ts";
import { savedBy } from "../support/pages/saved.ts";

const replicate = "llmperf-2023-12-27-replicate-70b-f5b328 replicate meta/llama-2-70b-chat:" +
  "02e509c789964a7ea8736978a43525956ef40397be9033abf9fd2badfe68c9e3 us-west-2";
const chosen = /17 of 19 systems are chosen/;
/**
 * Pages, in states that leave something out, with the least number of figures and tables there, and what each of its
 * drawings says that it is of.
 */
const pages: [address: string, root: string, figures: number, says: RegExp][] = [
  ["reports/llama-2-70b-2023", "#figures", 3, /Succeeded requests/],
  ["distributions", "#distributions", 4, /succeeded requests/i],
  ["distributions?metric=decode_tokens_per_s", "#distributions", 4, /succeeded requests/i],
  ["compare", "#compare", 3, /Succeeded requests; /],
  [
    "compare?population=all&metric=ttft_s&b=lepton/llama2-70b&systems=groq/llama2-70b-4096",
    "#compare",
    3,
    /All attempts; .*Lepton/,
  ],
  ["cost", "#cost", 2, /Point: mean cost of 1,000 requests/],
  [
    "cost?metric=ttft_s&ttft_s=0.3&decode_tokens_per_s=100&systems=groq/llama2-70b-4096",
    "#cost",
    2,
    /70B/,
  ],
  ["outliers?systems=lepton/llama2-70b~groq/llama2-70b-4096", "#outliers", 3, chosen],
  [
    `outliers?metric=e2e_tokens_per_s&rule=tukey&without=1&from=1&to=90&brushed=${replicate}`,
    "#outliers",
    3,
    /Selected: requests 1 to 90 of Replicate 70B/,
  ],
  [
    "outliers?metric=output_tokens&rule=mad&without=1&from=31&to=120",
    "#outliers",
    3,
    /requests 31 to 120 of every system/,
  ],
  ["outliers?without=1", "#outliers", 3, /succeeded requests/],
  ["filter?provider=groq~together&succeeded=1", "#filter", 2, /succeeded only; Provider groq, /],
  ["requests?error_class=rate_limited&systems=lepton/llama2-70b", "#requests", 1, /./],
  ["requests?q=rate&sort=-e2e_latency_s&page=2", "#requests", 1, /./],
  ["requests?model_size=70b&population=all&metric=ttft_s&at=p95&from=20", "#requests", 1, /./],
  ["requests?data=timed&throughout=1&location=sea&utc_hour=8&sort=ttft_s", "#requests", 1, /./],
  [
    "requests?run_id=llmperf-2024-01-10-groq-70b-a70e0e&population=llmperf&metric=ttft_s",
    "#requests",
    1,
    /./,
  ],
  ["", "#leaderboard", 2, /Population: succeeded requests\. Statistics in tokens\/s/],
  [
    "?metric=ttft_s&population=all&from=11&to=90&length=1&systems=groq/llama2-70b-4096",
    "#leaderboard",
    2,
    /7 of 8 systems, \d{3} attempts.*Filters: requests 11 to 90 of each run; no answer under 0\.8/,
  ],
  [
    "?board=7b_us-west-2_0e24b5977cf1ab8c&population=llmperf&outliers=1",
    "#leaderboard",
    2,
    /as LLMPerf/,
  ],
  ["quickstart", "#board", 2, /3 systems, 360 attempts/],
  [
    "quickstart?metric=ttft_s&population=all&systems=sim-groq/llama-2-70b+(simulated)",
    "#board",
    2,
    /2 of 3 systems, 240 attempts.*all attempts: a failure/,
  ],
  ["protocols", "#board", 2, /8 systems, 960 attempts/],
  ["protocols?metric=decode_tokens_per_s&from=11", "#board", 2, /Filters: requests 11 to the last/],
  ["reliability", "#reliability", 4, /Every attempt; .* TTFT within 0\.5 s and 50 ms a token/],
  [
    "reliability?ttft=0.4&per=e2e_latency_s&e2e_latency_s=2.5&systems=groq/llama2-70b-4096",
    "#reliability",
    4,
    /Every attempt; .* TTFT within 0\.4 s and 2\.5 s end to end/,
  ],
  ["history", "#history", 2, /; simulated; \d+ (medians|runs?) /],
  [
    "history?workload=0e24b5977cf1ab8c_imported&metric=decode_tokens_per_s&zone=local&systems=groq/llama2-70b-4096",
    "#history",
    1,
    /18 of 19 systems are chosen/,
  ],
  ["load/", "#load", 3, /n = [\d,]+ attempts in \d+ steps? of \d+ systems?/],
  [
    "load/?metric=ttft_s&at=p95&ttft=0.4&per=e2e_latency_s&e2e_latency_s=2.5",
    "#load",
    3,
    /of \d+ systems?/,
  ],
  ["load/?run=points~0e24b5977cf1ab8c~us-west-2~&systems=groq/llama2-70b-4096", "#load", 1, /./],
  ["shards/", "#shards", 5, /[Ss]imulated/],
  ["runs", "#runs", 1, /./],
  ["runs?q=LEPTON&sort=-succeeded&valid=1", "#runs", 1, /./],
  [`time?data=${keptHours}`, "#time", 3, /19 Apr 2024 to 3 May 2024|measured up to the last day/],
  [
    `time?data=${keptHours}&metric=decode_tokens_per_s&zone=Asia/Kolkata` +
    "&systems=cohere/command-r~groq.com/llama-3-8b-chat",
    "#time",
    3,
    /22 of 23 chosen, 19 Apr 2024|6 of 7 providers are chosen/,
  ],
  [
    `time?data=${keptHours}&system=openai/gpt-4-turbo`,
    "#time",
    3,
    /of openai\/gpt-4-turbo, |last day/,
  ],
];

/** The line of a figure, or of a table that a script draws; one made at build has a link to its file. */
const figure = ".take:has([data-as])";

async function taken(
  page: Page,
  at: number,
  kind: string,
): Promise<{ name: string; bytes: Uint8Array }> {
  const file = await savedBy(page.locator(figure).nth(at).locator(`[data-as="${kind}"]`));
  return { name: file.suggestedFilename(), bytes: await Deno.readFile(await file.path()) };
}

Deno.test("figures", async (t) => {
  const site = await builtSite();
  const browser = await openBrowser();
  const db = await openHeld();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  try {
    for (const [address, root, least, says] of pages) {
      await t.step(`/${address}`, async () => {
        const { page, done } = await openPage(browser, `${site.url}/${address}`);
        await page.waitForSelector(`${root}[data-ready]`);
        const figures = await page.locator(figure).all();
        assert.ok(figures.length >= least, `${figures.length} figures`);
        for (const [i, line] of figures.entries()) {
          const sql = await line.locator("code.sql").textContent();
          const answer = await db.query(sql!);
          const csv = await taken(page, i, "csv");
          assert.match(csv.name, /^tokenboard-[a-z0-9-]+\.csv$/);
          assert.ok(assertAnswer(text(csv.bytes), answer).length > 0);
          const link = await line.locator("a").getAttribute("href");
          const { search, hash } = new URL(link!, page.url());
          assert.equal(search, "", "a host is sent no SQL");
          assert.equal(new URLSearchParams(hash.slice(1)).get("sql"), sql);
          if (await line.locator("[data-as=json]").count()) {
            const json = JSON.parse(text((await taken(page, i, "json")).bytes));
            assert.equal(json.sql, sql);
            const [first] = json.values;
            assert.ok("low" in first || "judged" in first, "with its intervals");
          }
          if (await line.locator("[data-as=svg]").count() === 0) continue;
          const svg = text((await taken(page, i, "svg")).bytes);
          assert.match(svg, /^<svg[^>]* width="\d+" height="\d+"/);
          assert.doesNotMatch(svg, /var\(|NaN/);
          // Its lines are broken where they must be.
          const said = svg.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
          assert.match(said, says, "what it is of stands in it");
          const png = (await taken(page, i, "png")).bytes;
          assert.deepEqual([...png.slice(1, 4)], [...new TextEncoder().encode("PNG")]);
          assert.ok(new DataView(png.buffer, png.byteOffset).getUint32(16) >= 400, "pixels wide");
          const spec = JSON.parse(text((await taken(page, i, "vl.json")).bytes));
          assert.ok(vegaLite.compile(spec).spec.marks!.length > 0);
          assert.doesNotMatch(JSON.stringify(spec), /var\(/);
        }
        await done();
      });
    }
  } finally {
    db.close();
    await browser.close();
    await site.close();
  }
});
