/** A report on runs that measured the same again: they are no rivals. */
import assert from "node:assert/strict";
import { questionIn, questionOf } from "../../benchmarks/commands/reports/report.ts";
import { comparedInfos } from "../../benchmarks/metrics/metrics.ts";
import type { ReportDefinition } from "../../benchmarks/queries/reports/definition.ts";
import { reportFacts } from "../../benchmarks/queries/reports/facts.ts";
import { findRuns } from "../../benchmarks/store/run_folders.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { answerHtml } from "../../src/report_pages/report_answer.ts";
import { reportOf } from "../../src/report_pages/report_data.ts";
import { doubtsOf } from "../../src/report_pages/report_doubts.ts";
import { tableHtml } from "../../src/report_pages/report_table.ts";
import { inFolder } from "../support/bench.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

/** Runs of `acme` that began at these times, each with its answers. */
async function reported(folder: string, runs: Record<string, ReturnType<typeof answers>>) {
  for (const [time, rows] of Object.entries(runs)) {
    const begun = new Date(time).getTime();
    await writeRun(
      folder,
      { run_id: `run-${time.replace(/\W/g, "")}`, started_at: time },
      rows.map((row, i) => ({ ...row, started_at: new Date(begun + 1000 * i).toISOString() })),
    );
  }
  const found = await findRuns(folder);
  const definition: ReportDefinition = {
    runs: found.runs.map((run) => run.run_id),
    written_by: "",
    interest: "",
    written_on: "2026-11-29",
    metric: "ttft_s",
    limits: { ttft_s: 0.5, decode_tokens_per_s: 20 },
    share: 0.95,
  };
  const db = await openStore(folder, found);
  const facts = await reportFacts(db, definition, found);
  db.close();
  return reportOf(facts, comparedInfos.filter((m) => m.name !== "tpot_s"), []);
}

const textOf = (html: string) => html.replace(/<[^>]+>/g, "").replace(/\s+/g, " ");

Deno.test("runs of one system are named by their times, and the report says whether it changed", () =>
  inFolder(async (folder) => {
    const report = await reported(folder, {
      "2026-01-02T10:14:00Z": answers(120, 0.2),
      "2026-01-02T11:30:00Z": answers(120, 0.3),
      "2026-01-03T09:00:00Z": answers(120, 0.3),
    });
    const [board] = report.boards;
    assert.deepEqual(board.systems.map(({ label }) => label).sort(), [
      "Acme, 2 Jan 2026, 10:14 UTC",
      "Acme, 2 Jan 2026, 11:30 UTC",
      "Acme, 3 Jan 2026",
    ]);
    const answer = textOf(answerHtml(report));
    // Of 0.2 (1 ± 0.01) and 0.3 (1 ± 0.01) seconds the medians are 0.2 and 0.3: half as much again.
    const said =
      "Acme became slower. Median time to first token 0.200 s in the run of 2 Jan 2026, 10:14 UTC " +
      "(n 120), 0.300 s in that of 2 Jan 2026, 11:30 UTC (n 120): ratio 1.50, 95% interval ";
    assert.match(answer.slice(answer.indexOf(said) + said.length), /^1\.4\d to 1\.5\d\./);
    assert.ok(answer.includes(said), answer);
    assert.match(answer, /Acme did not change by more than 5%\./);
    assert.doesNotMatch(answer, /lowest median|costs least/);
    const table = textOf(tableHtml(board, report));
    assert.match(table, /To the run before/);
    assert.match(table, /first run/);
    assert.match(table, /1\.50 1\.4\d–1\.5\d, slower/);
    const doubts = new Map(doubtsOf(report));
    assert.ok(doubts.has("One run each time") && !doubts.has("Other days"));
  }));

Deno.test("beside a rival that was measured once they are ranked, and the change is told, too", () =>
  inFolder(async (folder) => {
    const report = await reported(folder, {
      "2026-01-02T10:14:00Z": answers(120, 0.2),
      "2026-01-02T11:30:00Z": [...answers(120, 0.3), ...answers(120, 0.4, { provider: "other" })],
    });
    const answer = textOf(answerHtml(report));
    assert.match(answer, /Acme became slower\./);
    assert.match(answer, /Acme, 2 Jan 2026, 10:14 UTC has the lowest median time to first token/);
    assert.match(textOf(tableHtml(report.boards[0], report)), /Rank/);
  }));

Deno.test("runs of two workloads are not asked whether a system changed", () =>
  inFolder(async (folder) => {
    const measured = async (run_id: string, workload_hash: string, workload: string) =>
      await writeRun(
        folder,
        { run_id, workload_hash, workload },
        answers(3, 1).map((row) => ({ ...row, workload_hash })),
      );
    const question = async () => {
      const db = await openStore(folder);
      const found = await questionIn(db);
      db.close();
      return found;
    };
    await measured("a", "0123456789abcdef", "9 tokens in");
    await measured("b", "fedcba9876543210", "8 tokens in");
    assert.equal(await question(), "How fast is acme for 2 workloads?");
    await measured("c", "0123456789abcdef", "9 tokens in");
    assert.equal(await question(), "How fast is acme for 2 workloads?");
    await measured("d", "fedcba9876543210", "8 tokens in");
    assert.equal(await question(), "Did acme change between runs, at 2 workloads?");
  }));

Deno.test("questionOf() asks which, or whether it changed", () => {
  assert.equal(questionOf(["groq", "lepton"], ["w"], false), "groq or lepton for w?");
  assert.equal(questionOf(["groq"], ["w"], false), "How fast is groq for w?");
  assert.equal(questionOf(["groq"], ["w"], true), "Did groq change between runs, at w?");
  assert.equal(
    questionOf(["a", "b", "c"], ["w"], true),
    "Did a, b or c change between runs, at w?",
  );
  assert.equal(
    questionOf(["groq", "groq"], ["w"], true),
    "Did any of 2 systems change between runs, at w?",
  );
});
