import assert from "node:assert/strict";
import { boardsOf } from "../../../src/rows/boards.ts";
import { kickerHtml, notesHtml } from "../../../src/leaderboard/leaderboard_notes.ts";
import type { RequestRow } from "../../../src/rows/board.ts";

const row = (over: Partial<RequestRow> & Record<string, unknown>): RequestRow => ({
  run_id: "r1",
  board: "70b_home_abc",
  provider: "here",
  model: "m",
  model_size: "70b",
  location: "home",
  simulated: false,
  request_index: 0,
  output_tokens: 10,
  short: false,
  error_class: null,
  run_day: "2026-11-28",
  asked: null,
  workload: "100 tokens in",
  imported_from: null,
  status: "ok",
  ...over,
} as RequestRow);
const old = (over = {}) =>
  row({
    run_id: "r0",
    board: "70b_us-west-2_old",
    provider: "groq",
    location: "us-west-2",
    run_day: "2023-12-19",
    workload: "550 tokens in",
    imported_from: "llmperf",
    ...over,
  });
const kicker = (rows: RequestRow[]) => kickerHtml(rows, boardsOf(rows));
const text = (html: string) => html.replace(/<style>.*?<\/style>/g, "").replace(/<[^>]+>/g, " ");

Deno.test("kickerHtml() tells place and days of the only workload", () => {
  assert.equal(
    kicker([row({})]),
    "1 request to 1 system · 100 tokens in · from home · 28 Nov 2026",
  );
  assert.equal(
    kicker([row({ location: null, run_day: null }), row({ location: null, run_day: null })]),
    "2 requests to 1 system · 100 tokens in · at an unknown date",
  );
});

Deno.test("kickerHtml() spreads no place or day over runs that have another", () => {
  assert.equal(
    kicker([old(), row({ location: null, board: "70b__abc" })]),
    "2 requests to 2 systems · 2 workloads or places, each in tables of its own",
  );
});

Deno.test("kickerHtml() counts a system of two workloads once", () => {
  const other = row({ run_id: "r2", board: "70b_home_def", workload: "200 tokens in" });
  assert.equal(
    kicker([row({}), other]),
    "2 requests to 1 system · 2 workloads or places, each in tables of its own",
  );
});

Deno.test("kickerHtml() counts simulated requests apart", () => {
  const simulated = row({ simulated: true, board: "70b__abc_simulated", location: null });
  assert.equal(
    kicker([row({}), simulated, simulated]),
    "1 request to 1 system · 2 simulated beside them · 2 workloads or places, each in tables of its own",
  );
  const sameWork = { ...simulated, board: "70b_home_abc_simulated", location: "home" };
  assert.equal(
    kicker([row({}), sameWork]),
    "1 request to 1 system · 1 simulated beside them · 100 tokens in · from home · 28 Nov 2026",
  );
  assert.equal(
    kicker([simulated]),
    "No real run here · 1 simulated request · 100 tokens in · simulated · 28 Nov 2026",
  );
  assert.equal(kickerHtml([], []), "No run yet");
});

Deno.test("notesHtml() says of LLMPerf's runs and of places only what the rows hold, each with its boards", () => {
  const own = notesHtml([row({ location: null })], boardsOf([row({ location: null })]));
  assert.doesNotMatch(text(own), /LLMPerf|2023|us-west-2|Simulated/);
  assert.match(text(own), /which these runs do not name/);
  const rows = [
    old({ short: true }),
    old({ error_class: "rate_limited", status: "failed" }),
    row({}),
  ];
  const both = notesHtml(rows, boardsOf(rows));
  assert.match(text(both), /One run each\. +These runs of LLMPerf were made one after the other\./);
  const days = [old(), old({ run_id: "r9", run_day: "2023-12-21" })];
  assert.match(
    text(notesHtml(days, boardsOf(days))),
    /One run each, on different days\. .* one after the other, on 2 days\./,
  );
  assert.match(text(both), /1 request was refused for their rate \(Groq\); 1 answer was short/);
  // The notes of LLMPerf's runs show with their board, the others' places with theirs.
  const shown = [...both.matchAll(/value="([^"]+)"\]:checked\) \.(with-\d)/g)].map(([, board, c]) =>
    `${board} ${text(both.match(RegExp(`<li class="${c}">(.*?)</li>`))![1]).trim().split(" ")[0]}`
  );
  assert.deepEqual(shown, [
    "70b_us-west-2_old One",
    "70b_us-west-2_old Failures",
    "70b_us-west-2_old Prompt",
    "70b_us-west-2_old One",
    "70b_home_abc One",
  ]);
});
