/** What the leaderboard says of ranks and doubts, in a real browser, against the judging of the same DuckDB rows. */
import assert from "node:assert/strict";
import { leaderboardInfos } from "../../../benchmarks/metrics/metrics.ts";
import { ofLatest, shownBoards } from "../../../benchmarks/queries/boards.ts";
import { judgeBoards } from "../../../benchmarks/queries/standings.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import { openBrowser, openPage } from "../../support/pages/browser.ts";
import { builtSite } from "../../support/pages/built_site.ts";
import { redrawn, unfold } from "../../support/pages/page_controls.ts";
import { printsAs } from "../../support/pages/page_numbers.ts";

/** What a table's rows say, as text; the page's own function, so nothing of ours is in it. */
const rowsOf = `(table) => [...table.querySelectorAll("tbody tr[data-run]")].map((row) => ({
  run: row.dataset.run,
  provider: row.dataset.provider,
  below: row.classList.contains("below"),
  tier: row.dataset.tier ?? null,
  rank: row.querySelector(".rk small")?.firstChild.textContent ?? row.querySelector(".rk b")?.textContent ?? null,
  interval: row.querySelector(".ci")?.textContent.split("–") ?? null,
  weak: [...row.querySelectorAll(".num.weak")].map((a) => a.closest("td").dataset.statistic),
  flips: [...row.querySelectorAll(".badge.flip")]
    .map((b) => b.innerText || b.firstElementChild.nextSibling.textContent),
}))`;
interface Shown {
  run: string;
  provider: string;
  below: boolean;
  tier: string | null;
  rank: string | null;
  interval: string[] | null;
  weak: string[];
  flips: string[];
}

Deno.test("the leaderboard's judgement", async (t) => {
  const site = await builtSite();
  const browser = await openBrowser();
  const db = await openStore();
  const judged = await judgeBoards(db, ofLatest(shownBoards), leaderboardInfos.map((m) => m.name));
  db.close();

  /** Compares a view's rows with what judging says of the requests themselves. */
  function assertJudged(shown: Shown[], metric: string, population: string): void {
    const key = ({ run, provider }: Shown) => (s: { key: string }) =>
      s.key.startsWith(`${run}\n${provider}\n`);
    const view = judged.find((v) =>
      v.metric === metric && v.population === population && v.standings.some(key(shown[0]))
    )!;
    assert.deepEqual(shown.map((r) => r.run), view.standings.map((s) => s.key.split("\n")[0]));
    for (const row of shown) {
      const what = `${row.run} ${metric} ${population}`;
      const s = view.standings.find(key(row))!;
      assert.equal(row.below, s.below.length > 0, what);
      assert.equal(row.tier, s.tier === null ? null : String(s.tier), what);
      const [from, to] = s.rank ?? [null, null];
      assert.equal(row.rank, from === null ? null : from === to ? String(from) : `${from}–${to}`);
      const fails = row.interval === null;
      if (!fails) row.interval!.forEach((x, i) => assert.ok(printsAs(x, s.interval![i]), what));
      assert.deepEqual([...row.weak].sort(), Object.keys(s.weak).sort(), what);
      const flips = view.flips.filter((f) => [f.above, f.below].some((k) => k === s.key));
      assert.equal(row.flips.length, new Set(flips.map((f) => f.by)).size, what);
    }
  }

  try {
    await t.step("every baked table equals the judging of DuckDB's rows", async () => {
      const { page, close } = await openPage(browser, site.url, { javaScriptEnabled: false });
      const views = await page.evaluate(
        `[...document.querySelectorAll(".view")].map((v) => [v.className, (${rowsOf})(v)])`,
      ) as [string, Shown[]][];
      let compared = 0;
      let flipped: string[] = [];
      for (const [name, shown] of views) {
        const [, metric, population] = /v-\d+-(\w+)-(\w+)$/.exec(name)!;
        assertJudged(shown, metric, population);
        compared += shown.length;
        if (metric !== "e2e_tokens_per_s" || population !== "succeeded") continue;
        flipped = [...flipped, ...shown.filter((r) => r.flips.length).map((r) => r.run)];
        const lepton = shown.find((r) => r.provider === "lepton");
        if (lepton) assert.equal(lepton.below, true);
      }
      assert.ok(compared >= 9 * 19, `${compared} rows`);
      const of2023 = flipped.filter((run) => run.startsWith("llmperf-"))
        .map((run) => /llmperf-[\d-]+-(\w+-\d+b)-/.exec(run)![1]);
      assert.deepEqual(of2023.sort(), [
        "anyscale-13b",
        "anyscale-70b",
        "anyscale-7b",
        "fireworks-7b",
        "replicate-7b",
        "together-13b",
        "together-70b",
        "together-7b",
      ]);
      await close();
    });

    await t.step("the script draws the same, and a filter makes all of it step back", async () => {
      const { page, done } = await openPage(browser, site.url);
      await page.waitForSelector("#leaderboard[data-ready]");
      const table = page.locator("table.lb:visible");
      const look = () =>
        page.evaluate(
          `(${rowsOf})([...document.querySelectorAll("table.lb")].find((t) => t.checkVisibility()))`,
        ) as Promise<Shown[]>;
      for (const population of ["succeeded", "all", "llmperf"]) {
        if (population !== "succeeded") {
          await redrawn(
            page,
            "#leaderboard",
            () => page.locator(`label:has(input[value=${population}])`).click(),
          );
        }
        assertJudged(await look(), "e2e_tokens_per_s", population);
      }
      assert.match(await page.locator("table.lb:visible tr.line").innerText(), /49 of 150 answers/);
      await unfold(page, "#leaderboard");
      for (const name of ["outliers", "length"]) {
        const box = page.locator(`label:has(input[name=${name}])`);
        await redrawn(page, "#leaderboard", () => box.click());
        const rows = await look();
        assert.equal(rows.length, 8);
        for (const row of rows) {
          assert.deepEqual([row.below, row.tier, row.rank, row.interval, row.flips], [
            false,
            null,
            null,
            null,
            [],
          ]);
        }
        assert.equal(await table.locator("tr.line, .tier, .rk").count(), 0);
        assert.match(await page.locator(".view:visible .find").innerText(), /^Exploratory/);
        await redrawn(page, "#leaderboard", () => box.click());
        assertJudged(await look(), "e2e_tokens_per_s", "llmperf");
      }
      await done();
    });
  } finally {
    await browser.close();
    await site.close();
  }
});
