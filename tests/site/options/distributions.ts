/** The numbers of the table of quantiles against DuckDB's. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Database } from "../../../benchmarks/store/duckdb.ts";
import { assertNumbers, duckNumbers } from "../../support/pages/page_numbers.ts";
import { ofKey, type State } from "./state.ts";

export async function distributionRows(
  db: Database,
  page: Page,
  state: State,
): Promise<number> {
  const rows = await page.locator(".quantiles tr[data-key]").all();
  for (const row of rows) {
    const where = ofKey((await row.getAttribute("data-key"))!);
    const numbers = await duckNumbers(db, state.metric, where);
    await assertNumbers(row, numbers, `${page.url()} ${where}`);
    assert.equal(await row.locator("td.n").first().innerText(), String(numbers.n));
    // 150 requests are too few for a P99, however much they count as.
    if (numbers.n) assert.equal(await row.locator("[data-statistic=p99] .weak").count(), 1);
  }
  const off = state.systems.split("~").filter(Boolean);
  assert.equal(rows.length, await page.locator(".chips label").count() - off.length);
  return rows.length;
}
