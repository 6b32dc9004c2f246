/** Page `/runs`: what is listed is DuckDB's answer to the SQL beside it. */
import assert from "node:assert/strict";
import { allRunsTable, type ListedRun } from "../../../benchmarks/queries/tables/runs.ts";
import { ask } from "../../../benchmarks/queries/tables/table.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import { bakedRunsHtml } from "../../../src/run_pages/run_list_view.ts";
import { listDefaults, listed, listSql } from "../../../src/run_pages/run_list_select.ts";
import { inFolder } from "../../support/bench.ts";
import { answers, writeRun } from "../../support/stores/written_run.ts";

Deno.test("listed() has the rows of listSql(), in its order", () =>
  inFolder(async (folder) => {
    const ids = ["b", "a", "Ä", "quote'd", "=1+1", "100%_off", "日本語"];
    for (const [i, run_id] of ids.entries()) {
      await writeRun(folder, {
        run_id,
        config_name: i % 2 ? "Hourly" : "daily",
        workload_hash: `w${i % 3}`,
        started_at: i === 2 ? null : `2026-01-0${1 + i % 3}T00:00:00Z`,
        ended_at: null,
        invalid: i === 1 ? "it's broken" : null,
        ...i < 3 ? { publisher: { note: i ? null : "a quiet day", tags: ["q1", `nr${i}`] } } : {},
      }, [...answers(3 + i, 0.2, { started_at: null }), { status: "failed", started_at: null }]);
    }
    const db = await openStore(folder);
    const { rows } = await ask(db, allRunsTable);
    assert.equal(rows.length, ids.length);
    const states: Record<string, number>[] = [];
    for (
      const state of [
        {},
        { valid: "1" },
        { q: "QUOTE'D" },
        { q: "hourly", sort: "run_id" },
        { q: " %_ " },
        { q: "broken", valid: "" },
        { q: "broken", valid: "1" },
        { tag: "q1" },
        { tag: "nr1", valid: "1" },
        { q: "Quiet" },
        ...["ran_at", "config_name", "workload", "requests", "succeeded"]
          .flatMap((sort) => [{ sort }, { sort: `-${sort}`, valid: "1" }]),
      ]
    ) {
      const whole = { ...listDefaults, ...state };
      const { rows: found } = await db.query(listSql(allRunsTable.sql, whole));
      assert.deepEqual(listed(rows, whole), found, JSON.stringify(state));
      states.push({ n: found.length });
    }
    db.close();
    assert.deepEqual(states.slice(0, 10).map(({ n }) => n), [7, 6, 1, 3, 1, 1, 0, 3, 0, 1]);
  }));

const run = (i: number): ListedRun => ({
  ...{ run_id: `run-${i}`, ran_at: "2026-01-02 03:04", config_name: "c", workload: "w" },
  ...{ target_count: 1, targets: "acme m", attempts: 12, requests: 10, succeeded: 10 },
  ...{
    simulated: 0,
    invalid: i === 3 ? "no clock" : null,
    left_out: i === 4 ? "Only run <r1>" : null,
    source: null,
    imported_from: null,
  },
  ...{ note: null, tags: null, selection: null, clock: i === 5 ? "none <c>" : null },
});

Deno.test("bakedRunsHtml() has the newest hundred of a thousand, one of one, and a way to begin of none", () => {
  const baked = (n: number) =>
    bakedRunsHtml({ table: allRunsTable, rows: Array.from({ length: n }, (_, i) => run(i)) });
  const lines = (html: string) => html.match(/<tr><th scope="row"/g)?.length ?? 0;
  const many = baked(1000);
  assert.equal(lines(many.runs), 100);
  assert.match(many.runs, /<b>1,000 runs, 1 of them not valid<\/b>/);
  assert.match(many.runs, /The newest 100 of 1,000 runs; the CSV has all/);
  assert.match(many.runs, /href="\.\/runs\/run-0\.html"[^]*2 Jan 2026, 03:04 UTC/);
  assert.ok(many.runs.length < 150_000, `${many.runs.length} characters`);
  assert.match(many.runs, /valid<br>Times: none &#60;c&#62;</);
  assert.match(many.runs, /valid<br>On no board: Only run &#60;r1&#62;</);
  const one = baked(1);
  assert.equal(lines(one.runs), 1);
  assert.match(one.runs, /<b>1 run, valid<\/b>\./);
  assert.match(baked(0).runs, /No run is in this store yet/);
});

Deno.test("bakedRunsHtml() counts the runs imported from each harness, whoever named it", () => {
  const harnesses = ["vllm", "aiperf", "vllm", null, "<i>x", "constructor"];
  const html = bakedRunsHtml({
    table: allRunsTable,
    rows: harnesses.map((imported_from, i) => ({ ...run(i), imported_from, invalid: null })),
  }).runs;
  const counted = "2 vLLM, 1 &#60;i&#62;x, 1 AIPerf, 1 constructor";
  assert.ok(html.includes(`all valid</b>; 5 imported from other harnesses (${counted}).`), html);
  const many = bakedRunsHtml({
    table: allRunsTable,
    rows: Array.from({ length: 40 }, (_, i) => ({ ...run(9), imported_from: `tool ${i}` })),
  }).runs;
  assert.match(many, /40 imported from other harnesses \(1 tool 0, [^)]*, 28 of others\)/);
});
