/** The number of flagged requests, and the statistics with and without them, against DuckDB's. */
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

export async function outlierRows(
  db: Database,
  page: Page,
  state: State,
): Promise<number> {
  const brushed = state.brushed ? ofKey(state.brushed) : "true";
  const selected = state.from || state.to || state.brushed
    ? `(${inRange(state)} AND ${brushed})`
    : null;
  const odd = flaggedSql(state.metric, "imported_from = 'llmperf'", state.rule);
  const off = state.systems.split("~").filter(Boolean).map((name) => `'${name}'`);
  const chosen = off.length ? `provider || '/' || model NOT IN (${off.join(", ")})` : "true";
  const { n } = await duckNumbers(
    db,
    state.metric,
    `${odd} AND ${selected ?? "true"} AND ${chosen}`,
  );
  assert.equal(await page.locator("figure.pn").count(), 19 - off.length, page.url());
  const finding = (await page.locator(".find").innerText()).replaceAll(/(\d),(\d)/g, "$1$2");
  assert.match(
    finding,
    RegExp(`^(${n || "None"} of \\d+ succeeded|No request here has a value)`),
    page.url(),
  );
  // One model size is enough: the others go the same way.
  const rows = await shownRows(page, ".stats tr[data-key*='-70b-']:not(.wo)");
  const without = await shownRows(page, ".stats tr.wo");
  for (const row of rows) {
    const key = row.data.key!;
    const all = ofKey(key);
    const whole = await duckNumbers(db, state.metric, all);
    assertShown(row, whole, `${page.url()} ${all}`);
    const left = state.without && without.find(({ data }) => data.key === key);
    if (!left) continue;
    const some = await duckNumbers(db, state.metric, `${all} AND NOT (${selected ?? odd})`);
    assert.ok(some.n! < whole.n!, key);
    assertShown(left, some, `${page.url()} ${all} without`);
  }
  if (state.without) assert.ok(without.length > 0, page.url());
  return rows.length;
}
