/** The numbers of the table of quantiles against DuckDB's. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Database } from "../../../benchmarks/store/duckdb.ts";
import { assertShown, duckNumbers, shownRows } from "../../support/pages/page_numbers.ts";
import { ofKey, type State } from "./state.ts";

export async function distributionRows(
  db: Database,
  page: Page,
  state: State,
): Promise<number> {
  const rows = await shownRows(page, ".quantiles tr[data-key]");
  for (const row of rows) {
    const where = ofKey(row.data.key!);
    const numbers = await duckNumbers(db, state.metric, where);
    assertShown(row, numbers, `${page.url()} ${where}`);
    assert.equal(row.n, String(numbers.n));
    // 150 requests are too few for a P99, however much they count as.
    if (numbers.n) assert.ok(row.weakP99);
  }
  const off = state.systems.split("~").filter(Boolean);
  assert.equal(rows.length, await page.locator(".chips label").count() - off.length);
  return rows.length;
}
