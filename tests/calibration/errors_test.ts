import assert from "node:assert/strict";
import { errorsOf, type Sent, type Stamped } from "../../benchmarks/calibration/errors.ts";

/** Tokens sent at these milliseconds after the request came, as many characters each; the end 1 ms after the last. */
const sent = (request_id: string, arrived_ms: number, at: number[], late = 0): Sent => ({
  request_id,
  arrived_ms,
  sent_ms: at.map((ms) => [ms - late, ms]),
  chunk_chars: at.map((_, i) => i + 3),
  ended_ms: at.at(-1)! + 1,
});
const stamped = (request_id: string, chunk_at_s: number[], chunk_chars: number[]): Stamped => ({
  request_id,
  ttft_s: chunk_at_s[0],
  chunk_at_s,
  chunk_chars,
});
const one = { load: "closed", concurrency: 1 } as const;

Deno.test("errorsOf() takes the times between sends from the times between arrivals", () => {
  const found = errorsOf(
    [stamped("a", [0.102, 0.121, 0.145], [3, 4, 5]), stamped("unknown", [9], [3])],
    [sent("a", 5000, [100, 120, 140], 0.5), sent("warmup", 0, [100, 120])],
    one,
  );
  const { n, median, max } = found.ttft_error_ms;
  assert.deepEqual([n, median, max], [1, 2, 2]);
  // 19 for 20, and 24 for 20.
  assert.deepEqual(found.gap_error_ms, { n: 2, median: 2.5, p95: 3.85, p99: 3.97, max: 4 });
  assert.equal(found.simulator_late_ms.max, 0.5);
});

Deno.test("errorsOf() sees a gap of nothing where tokens came in one arrival", () => {
  // Tokens of 3, 4, 5 and 6 characters; the second arrival has two of them, of the last token only a part came.
  const found = errorsOf(
    [stamped("a", [0.1, 0.14, 0.16], [3, 9, 2])],
    [sent("a", 0, [100, 120, 140, 160])],
    one,
  );
  assert.deepEqual([found.gap_error_ms.n, found.gap_error_ms.max], [2, 20]); // 40 for 20, and 0 for 20
});

Deno.test("errorsOf() knows when a load allowed a request", () => {
  const at = (arrived: number[], ends: number[]) =>
    arrived.map((ms, i) => sent(`r${i}`, ms, [ends[i] - ms - 1]));
  // Two at a time. The first two at once, 4 ms apart; they end at 50 and 70, the third at 90.
  const [arrived, ends] = [[10, 14, 53, 77], [50, 70, 90, 120]];
  const known = arrived.map((_, i) => stamped(`r${i}`, [1], [3]));
  const cases = [
    ["closed", [0, 3, 4, 7]], // 53 - 50, 77 - 70
    ["waves", [0, 0, 4, 7]], // the second wave may begin at 70: the one at 53 came before
  ] as const;
  for (const [load, errors] of cases) {
    const { schedule_error_ms } = errorsOf(known, at(arrived, ends), { load, concurrency: 2 });
    assert.equal(schedule_error_ms.n, 4);
    assert.equal(schedule_error_ms.max, errors[3], load);
    assert.equal(schedule_error_ms.median, (errors[1] + errors[2]) / 2, load);
  }
});

Deno.test("errorsOf() of nothing compared has no value", () => {
  const nothing = { n: 0, median: null, p95: null, p99: null, max: null };
  assert.deepEqual(errorsOf([], [sent("a", 0, [1])], one).ttft_error_ms, nothing);
});
