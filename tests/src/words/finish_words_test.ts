import assert from "node:assert/strict";
import { otherEnds } from "../../../src/words/finish_words.ts";
import { rowHtml as drawerHtml } from "../../../src/components/drawer.ts";
import { type AttemptRow, systemsOf } from "../../../src/reliability/reliability_data.ts";
import { reliabilityHtml } from "../../../src/reliability/reliability.ts";
import { defaults, requestsOf } from "../../../src/requests/requests_select.ts";
import { tableOf } from "../../../src/requests/requests_table.ts";
import { row } from "../support.ts";

const ended = (finish_reason_raw: string | null, over = {}) =>
  row({
    finish_reason: "other",
    finish_reason_raw,
    board: "w|here|70b|false",
    run_day: "2024-01-01",
    short: false,
    imported_from: null,
    tpot_s: 0.1,
    asked: 4,
    ...over,
  });
const rows = [
  ended("<walked>"),
  ended("<walked>", { request_index: 1, short: true }),
  ended("stop", { request_index: 2, finish_reason: "stop" }),
  ended("<walked>", { request_index: 3, status: "failed", error_class: "stream_error" }),
];
const attempts = rows as unknown as AttemptRow[];

Deno.test("otherEnds() counts succeeded answers by the server's word, the commonest first", () => {
  assert.deepEqual(otherEnds([...rows, ended("a"), ended(null)]), [["<walked>", 2], ["a", 1], [
    "no word",
    1,
  ]]);
});

Deno.test("an end that nobody knows is no plain success on any page", async () => {
  const [system] = systemsOf(attempts);
  assert.deepEqual(system.outcomes, ["unknown", "unknown", "ok", "failed"]);
  assert.equal(system.success.k, 3, "what became of it is not known, so it is no failure either");
  const page = await reliabilityHtml(attempts);
  assert.match(page, /2 × unknown end: &#60;walked&#62;/);
  assert.match(page, /finish_reason=other&#38;finish_reason_raw=%3Cwalked%3E/);
  assert.match(page, /class="at unknown"/);
  assert.match(tableOf(rows, [])([rows[0]]), /unknown end: &#60;walked&#62;/);
  assert.match(drawerHtml(rows[0]), /unknown end: &#60;walked&#62;/);
  for (const known of [rows[2], rows[3]]) {
    assert.doesNotMatch(tableOf(rows, [])([known]) + drawerHtml(known), /unknown end/);
  }
  assert.doesNotMatch(await reliabilityHtml([attempts[2]]), /unknown end:|end is unknown/);
});

Deno.test("the link leads to exactly those requests", () => {
  const state = { ...defaults, finish_reason: "other", finish_reason_raw: "<walked>" };
  assert.deepEqual(requestsOf(rows, state).map((r) => r.request_index), [0, 1, 3]);
});
