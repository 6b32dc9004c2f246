/** Rows as a page has them, for tests of components. */
import assert from "node:assert/strict";
import type { Table } from "../../benchmarks/shared/csv.ts";
import type { Database } from "../../benchmarks/store/duckdb.ts";
import type { Row } from "../../src/rows/systems.ts";

/** A succeeded request; `given` overrides. */
export const row = (given: Record<string, unknown> = {}): Row => ({
  run_id: "run-1",
  provider: "alpha",
  model: "m",
  model_size: "70b",
  location: null,
  phase: "measured",
  status: "ok",
  error_class: null,
  error_code: null,
  attempt: 1,
  request_index: 0,
  workload: "w",
  ttft_s: 1,
  e2e_latency_s: 2,
  output_tokens: 10,
  simulated: false,
  ...given,
});
/** A failed one. */
export const failedRow = (given: Record<string, unknown> = {}): Row =>
  row({
    status: "failed",
    error_class: "rate_limited",
    ttft_s: null,
    e2e_latency_s: null,
    ...given,
  });
/** Requests 1, 2, 3 ... with these TTFTs. */
export const rowsOf = (ttfts: number[], given: Record<string, unknown> = {}): Row[] =>
  ttfts.map((ttft_s, request_index) => row({ ttft_s, request_index, ...given }));
export const ttft = {
  name: "ttft_s",
  label: "Time to first token",
  unit: "s",
  better: "lower" as const,
  digits: 2,
};

/** Holds that DuckDB answers `sql` with the columns and rows of `table`, numbers to nine digits. */
export async function assertAnswer(db: Database, sql: string, table: Table): Promise<void> {
  const answer = await db.query(sql);
  assert.deepEqual(answer.columns, table.columns, sql);
  assert.equal(answer.rows.length, table.rows.length, sql);
  for (const [i, row] of answer.rows.entries()) {
    for (const column of answer.columns) {
      const [is, want] = [table.rows[i][column], row[column]];
      const near = typeof is === "number" && typeof want === "number" &&
        Math.abs(is - want) <= 1e-9 * Math.max(1, Math.abs(want));
      // An infinity is a word in an answer.
      assert.ok(
        is === want || near || String(is) === String(want) && is === Infinity,
        `row ${i}, ${column}: ${is}, not ${want}, of ${sql}`,
      );
    }
  }
}
