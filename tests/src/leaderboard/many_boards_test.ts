import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { leaderboardHtml } from "../../../src/leaderboard/leaderboard_views.ts";
import type { RequestRow } from "../../../src/rows/board.ts";
import { row, ttft } from "../support.ts";

/** The page of so many boards, on each of which 20 systems answered so many requests each. */
const pageOf = (boards: number, requests: number) =>
  leaderboardHtml(
    Array.from({ length: boards }, (_, board) =>
      Array.from({ length: 20 * requests }, (_, i) =>
        row({
          board: `70b__w${String(board).padStart(2, "0")}`,
          run_id: `run-${board}`,
          workload: `workload ${board}`,
          run_day: "2026-01-01",
          short: false,
          asked: requests,
          provider: `provider-${i % 20}`,
          request_index: Math.floor(i / 20),
          ttft_s: 1 + (i * 0.618034) % 1,
        }))).flat() as unknown as RequestRow[],
    [ttft],
  );
const viewsIn = (html: string) =>
  html.split('<div class="view ').slice(1).map((view) => ({
    name: view.slice(0, view.indexOf('"')),
    tables: view.split("<table").length - 1,
  }));

Deno.test("/ of few boards has every table in itself, and of many those of the first alone", async () => {
  const few = viewsIn(await pageOf(12, 1));
  assert.equal(few.length, 12 * 2);
  assert.ok(few.every(({ tables }) => tables > 0));
  const html = await pageOf(50, 20);
  const [baked, late] = [true, false].map((is) =>
    viewsIn(html).filter(({ tables }) => tables > 0 === is)
  );
  assert.ok(baked.length >= 2 && baked[0].name === "v-0-ttft_s-succeeded");
  assert.equal(baked.length / 2 + late.length, 50, "each board has its two tables, or a place");
  // Of a late board: a place, the rule that shows it, and its files for who has no script.
  const [{ name }] = late;
  assert.match(
    html,
    new RegExp(`\\[name=board\\]\\[value="70b__w\\d\\d"\\]:checked\\) \\.${name}\\{`),
  );
  assert.match(html, new RegExp(`<div class="view ${name}"><h2>.*?boards/70b__w\\d\\d\\.parquet`));
  // Fonts, styles and scripts are 150 kB more, and `/` is to have 300.
  const bytes = gzipSync(html).length;
  assert.ok(bytes < 120_000, `${bytes} bytes on their way`);
});
