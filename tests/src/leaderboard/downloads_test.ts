import assert from "node:assert/strict";
import { boardRowsSql, shownBoards } from "../../../benchmarks/queries/boards.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import type { RequestRow } from "../../../src/rows/board.ts";
import { viewSpec, viewSql } from "../../../src/leaderboard/board_downloads.ts";
import { makeView } from "../../../src/leaderboard/board_view.ts";
import { filterRows } from "../../../src/leaderboard/leaderboard_filters.ts";
import { renderSpec } from "../../../src/components/vega.ts";
import { ttft } from "../support.ts";

const rate = {
  ...ttft,
  name: "e2e_tokens_per_s",
  label: "Throughput, end to end",
  unit: "tokens/s",
  better: "higher" as const,
};
const none = { from: "", to: "", hour: "", outliers: "", length: "" };
const db = await openStore("data");
const rows = ((await db.query(boardRowsSql(shownBoards))).rows as unknown as RequestRow[]).filter((
  r,
) => r.model_size === "70b" && r.imported_from === "llmperf");

Deno.test("viewSql() gives the numbers of the table, filters and populations included", async () => {
  const cases = [
    ["succeeded", none],
    ["all", none],
    ["llmperf", none],
    ["succeeded", { ...none, from: "11", to: "90", length: "1" }],
  ] as const;
  for (const metric of [rate, ttft]) {
    for (const [population, filters] of cases) {
      const own = filterRows(rows, metric.name, filters).rows;
      const view = makeView(own, metric, population, { filtered: own !== rows });
      const sql = viewSql(view, filters);
      const { rows: given } = await db.query(sql);
      // Of those requests Lepton answered none.
      const some = view.systems.filter((s) => s.statistics.n > 0);
      assert.equal(given.length, filters.from ? 7 : 8, sql);
      assert.equal(given.length, some.length);
      for (const s of some) {
        const found = given.find((r) => r.provider === s.provider)!;
        for (const name of ["n", "median", "mean", "min", "max", "p25", "p99"] as const) {
          const [a, b] = [Number(found[name]), s.statistics[name]!];
          // Beside a failure SQL interpolates; the page says "fails".
          const fails = population === "all" && (b === 0 || b === Infinity);
          assert.ok(
            fails || Math.abs(a - b) <= 1e-9 * Math.abs(b),
            `${s.provider} ${name}: ${a}, ${b}`,
          );
        }
      }
    }
  }
});

Deno.test("viewSpec() draws every row under its name", async () => {
  const view = makeView(rows, rate, "succeeded");
  const svg = await renderSpec(viewSpec(view, "Llama 2 70B"));
  assert.match(svg, />Llama 2 70B</);
  assert.match(svg, />Groq, median 186 tokens\/s</);
  assert.match(svg, />failed</);
  const heights = /height="(\d+)"/.exec(svg)!;
  assert.ok(Number(heights[1]) > 8 * 56, "eight rows, one under the other");
});

addEventListener("unload", () => db.close());
