import assert from "node:assert/strict";
import { summarise } from "../../benchmarks/report/summary/summary.ts";
import { summaryText } from "../../benchmarks/report/summary/summary_text.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder } from "../support/bench.ts";
import { attempt, rows, runId, writeRun } from "../llmperf/result_support.ts";

const facts = {
  folder: "f",
  unverified: [],
  givenUp: [],
  goingOn: false,
  invalid: null,
  full: false,
};

Deno.test("the summary counts ends that nobody knows by the server's word, and names them", () =>
  inFolder(async (folder) => {
    const ended = (i: number, finish_reason_raw: string | null, over = {}) =>
      attempt(20 + i, i, {
        finish_reason: "other",
        finish_reason_raw,
        e2e_latency_s: 1,
        output_tokens: 9,
        ...over,
      });
    await writeRun(folder, [
      ...rows,
      ended(0, "walked"),
      ended(1, "walked"),
      ended(2, null),
      ended(3, "walked", { status: "failed", error_class: "stream_error" }),
      ended(4, "walked", { phase: "warmup" }),
      attempt(30, 0, { finish_reason: "stop", finish_reason_raw: "stop", output_tokens: 9 }),
    ]);
    const db = await openStore(folder);
    const summary = await summarise(db, runId);
    db.close();
    assert.deepEqual(summary.targets[0].unknown_finish_reasons, { walked: 2, "no word": 1 });
    assert.match(summaryText(summary, facts), /\n {2}p: 2 × walked, 1 × no word\n/);
    const known = { ...summary.targets[0], unknown_finish_reasons: {} };
    assert.doesNotMatch(summaryText({ ...summary, targets: [known] }, facts), /a word that/);
  }));
