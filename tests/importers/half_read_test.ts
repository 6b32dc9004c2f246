/** LLMPerf's files as people have them after a download, a copy, an editor or a script of their own. */
import assert from "node:assert/strict";
import { openStore } from "../../benchmarks/store/views.ts";
import { answer, inFolder, names, responses, summary } from "./llmperf_files.ts";
import { imported } from "./imported.ts";

const pairs: [string, string, string][] = [
  ["a browser", "x_individual_responses (1).json", "x_summary (1).json"],
  ["Windows", "x_individual_responses - Copy.json", "x_summary - Copy.json"],
  ["Windows again", "x_individual_responses - Copy (2).json", "x_summary - Copy (2).json"],
  ["macOS", "x_individual_responses copy 2.json", "x_summary copy 2.json"],
  ["Google Drive", "Copy of x_individual_responses.json", "Copy of x_summary.json"],
  ["capital letters", "x_individual_responses.JSON", "x_summary.Json"],
  ["one of two copied", "x_individual_responses.json", "x_summary (1).json"],
  ["a summary renamed", "x_individual_responses.json", "results of Tuesday.json"],
  ["both renamed", "tuesday.json", "tuesday totals.json"],
  ["LLMPerf's leaderboard", "individual/x.json", "summary/x.json"],
  ["the leaderboard, copied", "individual/x (1).json", "summary/x (1).json"],
];

for (const [who, list, totals] of pairs) {
  Deno.test(`importCommand() reads a pair as ${who} names it: ${list}, ${totals}`, () =>
    inFolder(async (folder) => {
      const files = { [list]: responses, [totals]: { ...summary, name: "x_summary" } };
      for (const paths of [[""], [list], [totals]]) {
        const { status, done, err } = await imported(folder, files, paths);
        assert.deepEqual([status, done.map(([file]) => file), err], [0, [list], ""]);
      }
      assert.equal(names(`${folder}/runs`).length, 1);
    }));
}

Deno.test("importCommand() pairs a copy with its own copy, not with another's summary", () =>
  inFolder(async (folder) => {
    const other = [answer, answer];
    const two = { ...summary, timestamp: 1704938104, results_num_requests_started: 2 };
    const { status, done } = await imported(folder, {
      "x_individual_responses.json": responses,
      "x_individual_responses (1).json": other,
      "x_summary (1).json": two,
      "x_summary.json": summary,
    });
    assert.deepEqual([status, done], [0, [
      ["x_individual_responses (1).json", 2],
      ["x_individual_responses.json", 3],
    ]]);
    assert.deepEqual(names(`${folder}/runs`).map((run) => run.slice(0, 18)), [
      "llmperf-2024-01-10",
      "llmperf-2024-01-11",
    ]);
  }));

Deno.test("importCommand() guesses no pair whose counts differ, and names both files", () =>
  inFolder(async (folder) => {
    const { status, done, err } = await imported(folder, {
      "a_individual_responses.json": [answer],
      "b_summary.json": summary,
      "good_individual_responses.json": responses,
      "good_summary.json": summary,
    });
    assert.deepEqual([status, done], [2, [["good_individual_responses.json", 3]]]);
    assert.match(err, /a_individual_responses\.json: has no summary beside it/);
    assert.match(err, /b_summary\.json: has no responses beside it/);
  }));

Deno.test("importCommand() names a correctness pair and imports the speed pair beside it", () =>
  inFolder(async (folder) => {
    const { status, done, err } = await imported(folder, {
      "m_550_150_individual_responses.json": responses,
      "m_550_150_summary.json": summary,
      "m_correctness_individual_responses.json": [{
        metrics: answer,
        generated_text: "12",
        request_config: { model: "m" },
      }],
      "m_correctness_summary.json": {
        version: "2023-08-31",
        model: "m",
        num_mismatched_requests: 0,
        timestamp: 1704851704,
      },
    });
    assert.deepEqual([status, done], [2, [["m_550_150_individual_responses.json", 3]]]);
    assert.match(err, /m_correctness_individual_responses\.json: is of LLMPerf's correctness test/);
    assert.equal(err.match(/Refused/g)?.length, 1);
  }));

Deno.test("importCommand() fills class and status from a code, as number or text, and from the words", () =>
  inFolder(async (folder) => {
    const cases: [number | string, string, string, number | null][] = [
      [400, "bad", "bad_request", 400],
      [401, "no", "auth", 401],
      [402, "pay", "payment", 402],
      [403, "no", "auth", 403],
      [404, "none", "not_found", 404],
      [424, "model failed", "server_error", 424],
      [429, "slow down", "rate_limited", 429],
      ["429", "slow down", "rate_limited", 429],
      [500, "", "server_error", 500],
      [503, "busy", "server_error", 503],
      [599, "odd", "server_error", 599],
      // No credit is told by the words, under whatever status.
      [
        429,
        '{"error": {"message": "You exceeded your current quota, please check your plan and ' +
        'billing details.", "code": "insufficient_quota"}}',
        "payment",
        429,
      ],
      // LLMPerf's own -1, and what a server said inside a stream that began with 200.
      [-1, "timed out", "unknown", null],
      [1008, "?", "unknown", null],
      ["rate_limit_exceeded", "slow", "stream_error", null],
    ];
    const failed = cases.map(([error_code, error_msg]) => ({
      ...answer,
      error_code,
      error_msg,
      ttft_s: 0,
      end_to_end_latency_s: 0,
    }));
    await imported(folder, {
      "x_individual_responses.json": failed,
      "x_summary.json": summary,
    });
    const db = await openStore(`${folder}/runs`);
    const { rows } = await db.query(
      "SELECT error_code, error_class, http_status, status FROM requests ORDER BY request_index",
    );
    db.close();
    assert.deepEqual(
      rows.map((r) => Object.values(r)),
      cases.map(([code, _, is, status]) => [String(code), is, status, "failed"]),
    );
  }));
