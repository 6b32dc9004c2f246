/** What is said of a failed request. */
import assert from "node:assert/strict";
import { emptyRow, type Row } from "../../benchmarks/record/record.ts";
import { cannotWork, diagnosis } from "../../benchmarks/report/diagnosis.ts";

export const row = (over: Partial<Row>): Row => ({
  ...emptyRow({
    run_id: "r",
    config_name: "c",
    provider: "p",
    model: "tiny-7b",
    simulated: false,
    phase: "measured",
    request_index: 0,
    attempt: 1,
    status: "failed",
  }),
  endpoint: "api.test",
  api: "openai",
  ...over,
});

/** Each is a failed row, and what is said of it; null where a next request may work. */
export function checkDiagnoses(cases: [string, Partial<Row>, RegExp | null][]): void {
  for (const [name, over, expected] of cases) {
    Deno.test(`diagnosis() of ${name}`, () => {
      const found = row(over);
      assert.equal(cannotWork(found), expected !== null);
      if (expected) assert.match(diagnosis(found, "MY_KEY"), expected);
    });
  }
}
