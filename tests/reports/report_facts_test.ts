import assert from "node:assert/strict";
import { reportText } from "../../benchmarks/commands/reports/template.ts";
import {
  definitionIn,
  isReportName,
  type ReportDefinition,
} from "../../benchmarks/queries/reports/definition.ts";
import { reportFacts } from "../../benchmarks/queries/reports/facts.ts";
import { findRuns } from "../../benchmarks/store/run_folders.ts";
import { openRuns } from "../../benchmarks/store/views.ts";
import { comparedInfos } from "../../benchmarks/metrics/metrics.ts";
import { reportOf } from "../../src/report_pages/report_data.ts";
import { doubtsOf } from "../../src/report_pages/report_doubts.ts";
import { answerHtml } from "../../src/report_pages/report_answer.ts";
import { listHtml } from "../../src/report_pages/report_list.ts";
import { tableHtml } from "../../src/report_pages/report_table.ts";
import { drawnSql } from "../../src/report_pages/report_sql.ts";
import { run } from "../support/bench.ts";

const folder = "data/llmperf-2023-12";
const [groq, lepton] = [
  "llmperf-2024-01-10-groq-70b-a70e0e",
  "llmperf-2023-12-27-lepton-70b-a03f87",
];
const definition: ReportDefinition = {
  runs: [groq, lepton, "a-run-that-is-not-here"],
  written_by: "",
  interest: "",
  written_on: "2026-11-29",
  metric: "ttft_s",
  limits: { ttft_s: 0.3, decode_tokens_per_s: 250 },
  share: 0.95,
};

Deno.test("reportText() holds its definition, whatever its words are", () => {
  const own = { ...definition, written_by: "</script><b>${1}", interest: "a < b" };
  assert.deepEqual(definitionIn(reportText("mine", "A * B?", own)), own);
  assert.match(reportText("mine", "A * <b>?", own), /^# A \\\* \\<b\\>\?$/m);
});

Deno.test("definitionIn() says what is wrong, and where", () => {
  const text = (json: string) =>
    `# A\n<script type="application/json" id="report">\n${json}</script>`;
  const cases: [json: string, says: RegExp][] = [
    ["{", /no JSON: line 3/],
    ["{}", /runs: .*written_on: .*limits: /],
    [JSON.stringify({ ...definition, runs: [] }), /^runs: /],
    [JSON.stringify({ ...definition, share: 1 }), /^share: /],
    [JSON.stringify({ ...definition, written_on: "today" }), /is no day/],
    [JSON.stringify({ ...definition, limit: 1 }), /limit/],
  ];
  for (const [json, says] of cases) assert.match(String(definitionIn(text(json))), says, json);
  assert.match(String(definitionIn("# A")), /names its runs/);
  for (const name of ["Mine", "a b", "../a", "index", "", "-a", "con", "nul", "com1"]) {
    assert.ok(!isReportName(name), name);
  }
});

Deno.test("reportFacts() are what SQL says of the runs", async () => {
  const found = await findRuns(folder);
  const runs = found.runs.filter(({ run_id }) => definition.runs.includes(run_id));
  const db = await openRuns(runs.map((one) => one.folder));
  const gone = await reportFacts(db, { ...definition, runs: ["gone-1", "gone-2"] }, found);
  const facts = await reportFacts(db, definition, found);
  const { rows } = await db.query(`SELECT run_id, count(*)::INT AS attempts,
      count(*) FILTER (status = 'ok')::INT AS succeeded, count(*) FILTER (status = 'failed')::INT AS failed,
      count(*) FILTER (status = 'ok' AND ttft_s <= 0.3 AND decode_tokens_per_s >= 250)::INT AS kept,
      quantile_cont(ttft_s, 0.5) FILTER (status = 'ok') AS median,
      quantile_cont(ttft_s, 0.95) FILTER (status = 'ok') AS p95,
      quantile_cont(e2e_latency_s, 0.5) FILTER (status = 'ok') AS latency
    FROM requests WHERE phase = 'measured' GROUP BY run_id ORDER BY run_id DESC`);
  db.close();
  assert.equal(rows.length, 2);
  assert.deepEqual(facts.missing, ["a-run-that-is-not-here"]);
  assert.equal(facts.boards.length, 1);
  const { lines } = facts.boards[0];
  assert.deepEqual(
    lines.map((line) => line.run_id),
    rows.map((row) => row.run_id),
    "fastest first",
  );
  lines.forEach((line, i) => {
    const { attempts, succeeded, failed, kept, median, p95, latency } = rows[i];
    assert.deepEqual([line.attempts, line.succeeded, line.failed], [attempts, succeeded, failed]);
    assert.equal(line.within.kept, kept);
    const close = (a: number | null, b: unknown) =>
      assert.ok(Math.abs(a! - Number(b)) < 1e-9, `${a} is not ${b}`);
    close(line.measures.ttft_s.median, median);
    close(line.measures.ttft_s.p95, p95);
    close(line.measures.e2e_latency_s.median, latency);
    assert.equal(line.measures.ttft_s.n, succeeded);
  });
  // Worked by hand from the rows: 20 of Lepton's 150 attempts succeeded, so nothing of it can be ranked.
  assert.deepEqual([lines[1].succeeded, lines[1].failed], [20, 130]);
  assert.deepEqual([lines[0].measures.ttft_s.rank, lines[1].measures.ttft_s.rank], [[1, 1], null]);
  for (const one of facts.runs) {
    const bytes = await Deno.readFile(`${folder}/${one.run_id}/requests.parquet`);
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
    assert.equal(one.hashes!["requests.parquet"], hash);
  }

  const report = reportOf(facts, comparedInfos.filter((m) => m.name !== "tpot_s"), []);
  const doubts = new Map(doubtsOf(report));
  assert.match(doubts.get("Lost")!, /Lepton: 130 failed/);
  assert.match(doubts.get("Not in this store")!, /a-run-that-is-not-here/);
  assert.match(doubts.get("Other days")!, /2 days, from 27 Dec 2023 to 10 Jan 2024/);
  assert.ok(!doubts.has("Few requests"), "20 successes of 150 attempts have an interval");
  assert.match(doubts.get("No price")!, /every system/);
  assert.ok(!doubts.has("Simulated") && !doubts.has("Several workloads"));
  const answer = answerHtml(report).replace(/<[^>]+>/g, "");
  assert.match(answer, /Groq has the lowest median time to first token/);
  assert.match(answer, /missed by .*Lepton \(0 of 150\)/);
  // Nobody has a price here, which the doubts say: no column of nulls does.
  assert.doesNotMatch(tableHtml(report.boards[0], report), /1,000 requests|>null</);
  assert.match(
    answerHtml(reportOf(gone, [], [])),
    /^<b>None of the runs that it names is in the store .*<\/b> Not here: gone-1, gone-2\.$/,
  );
});

Deno.test("the list of reports says where the runs of one are not here", () => {
  const list = (here: string[]) =>
    listHtml([{ name: "mine", title: "A?", definition }], new Set(here)).replace(/<[^>]+>/g, " ");
  assert.match(list([groq]), / 3, 1 of them here /);
  assert.match(list([]), / 3, none of them here /);
  assert.match(list(definition.runs), / 3 /);
  assert.doesNotMatch(list(definition.runs), /here/);
});

Deno.test("drawnSql() gives all values of a small run, of a large one so many, evenly spaced", async () => {
  const db = await openRuns([`${folder}/${groq}`]);
  const target = {
    run_id: groq,
    provider: "groq",
    model: "llama2-70b-4096",
    location: "us-west-2",
  };
  const asked = async (most: number) =>
    (await db.query(drawnSql([target], "ttft_s", most))).rows.map((row) => Number(row.ttft_s));
  const { rows } = await db.query("SELECT ttft_s FROM requests ORDER BY ttft_s");
  const all = rows.map((row) => Number(row.ttft_s));
  assert.equal(all.length, 150);
  assert.deepEqual(await asked(150), all);
  // 149 / 9 = 16.56: every place is a multiple of it, rounded.
  const places = [0, 17, 33, 50, 66, 83, 99, 116, 132, 149];
  assert.deepEqual(await asked(10), places.map((place) => all[place]));
  db.close();
});

Deno.test("a report that is there is not written over", async () => {
  const before = await Deno.readTextFile("src/reports/llama-2-70b-2023.md");
  const { code, err } = await run(["report", "llama-2-70b-2023", groq]);
  assert.equal(code, 2, err);
  assert.match(err, /is there already.*--yes/s);
  assert.equal(await Deno.readTextFile("src/reports/llama-2-70b-2023.md"), before);
});
