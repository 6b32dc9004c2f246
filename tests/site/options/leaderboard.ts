/** The numbers of the leaderboard's visible table against DuckDB's. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Database } from "../../../benchmarks/store/duckdb.ts";
import {
  assertShown,
  duckNumbers,
  flaggedSql,
  shownRows,
} from "../../support/pages/page_numbers.ts";
import { inRange, ofKey, type State } from "./state.ts";

export async function leaderboardRows(
  db: Database,
  page: Page,
  state: State,
): Promise<number> {
  const rows = await shownRows(page, "table.lb tr[data-run]", "td.md small");
  for (const row of rows) {
    const all = ofKey(`${row.data.run} ${row.data.provider}`);
    const where = `${all} AND ${inRange(state)}${
      state.outliers ? ` AND NOT (${flaggedSql(state.metric, all)})` : ""
    }${state.length ? " AND NOT coalesce(short, false) AND NOT coalesce(over, false)" : ""}`;
    const numbers = await duckNumbers(db, state.metric, where, state.population);
    assertShown(row, numbers, `${page.url()} ${where}`);
    assert.match(row.n!, RegExp(`^n ${numbers.n}( ≈\\s\\d+\\sindependent)?$`));
  }
  return rows.length;
}
