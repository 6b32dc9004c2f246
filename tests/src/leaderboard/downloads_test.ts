import assert from "node:assert/strict";
import { boardRowsSql, shownBoards } from "../../../benchmarks/queries/boards.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import type { RequestRow } from "../../../src/rows/board.ts";
import { viewSpec, viewSql, viewTable } from "../../../src/leaderboard/board_take.ts";
import { makeView } from "../../../src/leaderboard/board_view.ts";
import { filterRows } from "../../../src/leaderboard/asked/filtered.ts";
import { noFilters } from "../../../src/leaderboard/leaderboard_filters.ts";
import { renderSpec } from "../../../src/components/vega.ts";
import { ttft } from "../support.ts";

const rate = {
  ...ttft,
  name: "e2e_tokens_per_s",
  label: "Throughput, end to end",
  unit: "tokens/s",
  better: "higher" as const,
};
const db = await openStore("data");
const rows = ((await db.query(boardRowsSql(shownBoards))).rows as unknown as RequestRow[]).filter((
  r,
) => r.model_size === "70b" && r.imported_from === "llmperf");

Deno.test("viewSql() gives the numbers of the table, filters and populations included", async () => {
  const cases = [
    ["succeeded", noFilters],
    ["all", noFilters],
    ["llmperf", noFilters],
    ["all", { ...noFilters, outliers: "1" }],
    ["succeeded", { ...noFilters, from: "11", to: "90", length: "1" }],
  ] as const;
  for (const metric of [rate, ttft]) {
    for (const [population, filters] of cases) {
      const own = filterRows(rows, metric.name, filters);
      const view = makeView(own, metric, population, { filtered: filters !== noFilters });
      const sql = viewSql(view, filters);
      const { rows: given, columns } = await db.query(sql);
      assert.equal(given.length, 8, sql);
      const table = viewTable(view);
      assert.deepEqual(table.columns, columns);
      for (const [i, row] of table.rows.entries()) {
        for (const name of columns) {
          const [a, b] = [given[i][name], row[name]];
          const same = typeof a === "number" && typeof b === "number"
            ? a === b || Math.abs(a - b) <= 1e-9 * Math.abs(b)
            : String(a) === String(b);
          assert.ok(same, `${population}, ${row.provider} ${name}: ${a}, ${b}`);
        }
      }
      if (filters.outliers) continue;
      // Of requests 11 to 90 Lepton answered none.
      const lepton = given.find((r) => r.provider === "lepton")!;
      assert.equal(lepton.attempted, filters.from ? 80 : 150);
      assert.equal(lepton.succeeded, filters.from ? 0 : 20);
      // Of 150 attempts 130 failed: its median lies among the failures.
      if (population === "all") assert.equal(Number(lepton.median), metric === rate ? 0 : Infinity);
    }
  }
});

Deno.test("viewSpec() draws every row under its name", async () => {
  const view = makeView(rows, rate, "succeeded");
  const svg = await renderSpec(viewSpec(view));
  assert.match(svg, />Groq, median 186 tokens\/s</);
  assert.match(svg, />failed</);
  const heights = /height="(\d+)"/.exec(svg)!;
  assert.ok(Number(heights[1]) > 8 * 56, "eight rows, one under the other");
});

addEventListener("unload", () => db.close());
