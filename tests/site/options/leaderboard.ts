/** The numbers of the leaderboard's visible table against DuckDB's. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Database } from "../../../benchmarks/store/duckdb.ts";
import { assertNumbers, duckNumbers, flaggedSql } from "../../support/pages/page_numbers.ts";
import { inRange, ofKey, type State } from "./state.ts";

export async function leaderboardRows(
  db: Database,
  page: Page,
  state: State,
): Promise<number> {
  const rows = await page.locator("table.lb:visible tr[data-run]").all();
  for (const row of rows) {
    const all = ofKey(
      `${await row.getAttribute("data-run")} ${await row.getAttribute("data-provider")}`,
    );
    const where = `${all} AND ${inRange(state)}${
      state.outliers ? ` AND NOT (${flaggedSql(state.metric, all)})` : ""
    }${state.length ? " AND NOT coalesce(short, false) AND NOT coalesce(over, false)" : ""}`;
    const numbers = await duckNumbers(db, state.metric, where, state.population);
    await assertNumbers(row, numbers, `${page.url()} ${where}`);
    assert.match(
      await row.locator("td.md small").innerText(),
      RegExp(`^n ${numbers.n}( ≈\\s\\d+\\sindependent)?$`),
    );
  }
  return rows.length;
}
