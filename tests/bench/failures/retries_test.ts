/** Requests that are sent again, against a server whose every byte the test decides. */
import assert from "node:assert/strict";
import { waitBefore } from "../../../benchmarks/plan/load/retries_schema.ts";
import { defaultLimits } from "../../../benchmarks/wire/limits.ts";
import type { Row } from "../../../benchmarks/record/record.ts";
import { movedClock } from "../../support/moved_clock.ts";
import { chunk, event, head } from "../../support/server.ts";
import { turn } from "../turns.ts";
import { asked, refused } from "./asked.ts";

Deno.test("a 429 is asked again after the wait that it names, and its rows are linked", async () => {
  const { rows } = await asked([
    refused("429 Too Many Requests", "retry-after-ms: 60\r\nx-request-id: first\r\n"),
    refused("503 Service Unavailable"),
  ]);
  assert.deepEqual(
    rows.map((r) => [r.phase, r.request_index, r.attempt, r.status, r.http_status]),
    [
      ["measured", 0, 1, "failed", 429],
      ["retry", 0, 2, "failed", 503],
      ["retry", 0, 3, "ok", 200],
    ],
  );
  assert.deepEqual(rows.map((r) => r.first_request_id), [null, "first", "first"]);
  // 60 ms as it asked; after the 503, which says nothing, 20 ms doubled once, of which a half to all is drawn.
  assert.equal(rows[0].retry_in_s, 0.06);
  assert.ok(rows[1].retry_in_s! >= 0.02 && rows[1].retry_in_s! <= 0.04, `${rows[1].retry_in_s}`);
  assert.equal(rows[2].retry_in_s, null);
  const [none, second, third] = rows.map((r) => r.since_first_s);
  assert.equal(none, null);
  assert.ok(second! >= 0.06 && third! >= second! + 0.02, `${second}, ${third}`);
  const apart = (Date.parse(rows[2].started_at!) - Date.parse(rows[0].started_at!)) / 1000;
  assert.ok(Math.abs(apart - third!) < 0.002, `${apart} and ${third}`);
});

Deno.test("an answer that may not come again is not asked for again", async () => {
  const noCredit = '{"error":{"code":"insufficient_quota","message":"You exceeded your quota."}}';
  for (
    const answer of [
      refused("401 Unauthorized"),
      refused("400 Bad Request"),
      refused("404 Not Found"),
      refused("429 Too Many Requests", "", noCredit),
      refused("503 Service Unavailable", "x-should-retry: false\r\n"),
      refused("501 Not Implemented"),
      refused("429 Too Many Requests", "retry-after: 30\r\n"), // beyond what the request may take
      head() + chunk(event({ content: "hi" })) + "5\r\nda", // broken off after a token
      head() + ": no token yet", // broken off within an answer
    ]
  ) {
    const { rows, sent } = await asked([answer], { limits: { ...defaultLimits, requestMs: 5000 } });
    assert.deepEqual([rows.length, rows[0].status, rows[0].retry_in_s, sent], [
      1,
      "failed",
      null,
      1,
    ], `${answer}: ${rows[0].error_class}`);
  }
});

Deno.test("what may pass is asked again: a broken connection, 408, 409, 5xx, and what asks for it", async () => {
  for (
    const answer of [
      null,
      refused("408 Request Timeout"),
      refused("409 Conflict"),
      refused("500 Internal Server Error"),
      refused("529 Overloaded"),
      refused("400 Bad Request", "x-should-retry: true\r\n"),
    ]
  ) {
    const { rows } = await asked([answer]);
    assert.deepEqual(rows.map((r) => r.status), ["failed", "ok"], `${answer}`);
  }
});

Deno.test("without retries, and after the last of them, a request has failed", async () => {
  const no = refused("500 Internal Server Error");
  const once = await asked([no, no, no, no], { retrying: null });
  assert.deepEqual(once.rows.map((r) => [r.attempt, r.status, r.retry_in_s]), [[
    1,
    "failed",
    null,
  ]]);
  const thrice = await asked([no, no, no, no]);
  assert.deepEqual(thrice.rows.map((r) => [r.attempt, r.retry_in_s === null]), [
    [1, false],
    [2, false],
    [3, true],
  ]);
});

Deno.test("in an open loop a retry keeps its slot and moves no arrival", async () => {
  const plan = turn(6);
  plan.items.forEach((item, i) => item.scheduledS = i / 5);
  // The request of 0 s waits until 0.5 s: those of 0.2 s and 0.4 s find its slot taken. Each moment comes when all that
  // was due before it has its row.
  const clock = movedClock();
  const moments = [0, 0.2, 0.4, 0.5, 0.6, 0.8, 1];
  const next = () => setTimeout(() => clock.moveTo(0.01 + (moments.shift() ?? Infinity)));
  next();
  const rows: Row[] = [];
  await asked(
    [refused("429 Too Many Requests", "retry-after-ms: 490\r\n")],
    {
      ...{ turns: [plan], warm: true, clock, gate: () => Promise.resolve(0) },
      load: { shape: "open", rate: 5 } as never,
      onRow: (row) => void (rows.push(row), next()),
    },
    6,
  );
  assert.deepEqual(moments, []);
  const first = rows.filter((r) => r.attempt === 1);
  assert.deepEqual(first.map((r) => [r.request_index, r.error_code ?? r.status]), [
    [0, "429"],
    [1, "no_free_slot"],
    [2, "no_free_slot"],
    [3, "ok"],
    [4, "ok"],
    [5, "ok"],
  ]);
  const at = first.map((r) => Date.parse(r.scheduled_at!));
  at.forEach((ms, i) => assert.ok(Math.abs(ms - at[0] - i * 200) <= 1, `arrival ${i}`));
  const [again] = rows.filter((r) => r.attempt === 2);
  assert.deepEqual([again.phase, again.status, again.scheduled_at], ["retry", "ok", null]);
  // It was due at 5 ms, when the load began, and sent again when the clock said 0.51 s.
  assert.equal(again.since_first_s, 0.505);
});

Deno.test("waits double up to a limit, and the request and the seed alone draw them", () => {
  const settings = { max: 9, first_wait_s: 0.5, most_wait_s: 8 };
  const waits = (of: string) => [1, 2, 3, 4, 5, 6, 7].map((n) => waitBefore(n, null, settings, of));
  const most = [0.5, 1, 2, 4, 8, 8, 8];
  for (const [i, wait] of waits("1 0 measured 3").entries()) {
    assert.ok(wait >= most[i] / 2 && wait <= most[i], `${wait} of ${most[i]}`);
  }
  assert.deepEqual(waits("1 0 measured 3"), waits("1 0 measured 3"));
  assert.notDeepEqual(waits("1 0 measured 3"), waits("2 0 measured 3"));
  assert.equal(waitBefore(3, 40, settings, ""), 40);
});
