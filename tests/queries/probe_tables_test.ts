/** The tables of /correctness: by hand, and as the terminal's summary computes them without SQL. */
import assert from "node:assert/strict";
import { wilson, wilsonSql } from "../../benchmarks/shared/wilson.ts";
import { probesOf } from "../../benchmarks/queries/probes.ts";
import * as tables from "../../benchmarks/queries/tables/correctness.ts";
import { openDuckdb } from "../../benchmarks/store/duckdb.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder } from "../support/bench.ts";
import { assertSixDigits } from "../support/six_digits.ts";
import { numbers, pairs, probedRun, writeProbedRun } from "../support/stores/probed_run.ts";

type Row = Record<string, number | string | boolean | null>;

Deno.test("wilsonSql() gives the ends that wilson() gives", async () => {
  const db = await openDuckdb();
  const { low, high } = wilsonSql("k", "n");
  const { rows } = await db.query(
    `SELECT k, n, ${low} AS low, ${high} AS high
    FROM (SELECT n, unnest(range(n + 1)) AS k FROM range(0, 40) t(n))`,
  );
  db.close();
  assert.equal(rows.length, 40 * 41 / 2);
  for (const { k, n, low, high } of rows as Record<string, number>[]) {
    if (n === 0) {
      assert.deepEqual([low, high], [null, null]);
      continue;
    }
    const expected = wilson(k, n);
    assert.ok(Math.abs(low - expected[0]) < 1e-12 && Math.abs(high - expected[1]) < 1e-12);
    if (k === 0) assert.equal(low, 0);
    if (k === n) assert.equal(high, 1);
  }
});

Deno.test("the tables of probes hold the rates worked by hand, as the summary has them", () =>
  inFolder(async (folder) => {
    await writeProbedRun(folder, [...numbers, ...pairs]);
    const db = await openStore(folder);
    const rows = async (table: { sql: string }) => (await db.query(table.sql)).rows as Row[];
    const [asked] = await rows(tables.correctnessProbes);
    const [repeated] = await rows(tables.repeatedPrompts);
    const wrong = await rows(tables.wrongProbes);
    const [other] = await probesOf(db, `q.run_id = '${probedRun}'`);
    for (const table of [tables.correctnessRuns, tables.wrongInRuns]) {
      assert.deepEqual(await rows(table), [], "it is a speed run");
    }
    db.close();
    // Two of nine answers wrong, one of ten attempts failed; intervals by a calculation of its own.
    const { low, high, ...counted } = asked;
    assert.deepEqual(counted, {
      provider: "acme",
      model: "m",
      workload: "a workload, with probes",
      run_day: "2026-01-02",
      run_id: probedRun,
      simulated: false,
      attempts: 10,
      answered: 9,
      mismatched: 2,
      mismatch_rate: 2 / 9,
      errors: 1,
      error_rate: 0.1,
    });
    assertSixDigits([low, high] as number[], [0.06322510711784671, 0.5474110308930111], "Wilson's");
    // Ratios 0.5, 0.2, 0.2, 0.6, 0.3; the sixth pair has no second answer.
    assert.deepEqual(
      [repeated.pairs, repeated.faster, repeated.median_ratio, repeated.high, repeated.cached],
      [5, 5, 0.3, 1, true],
    );
    assertSixDigits(repeated.low as number, 0.5655175352168251, "Wilson's of 5 of 5");
    assert.deepEqual(
      [repeated.answers, repeated.median_length, repeated.short_answers],
      [11, 1, 2],
    );
    assert.deepEqual(
      wrong.map((w) => [w.request_index, w.expected_answer, w.given_answer]),
      [[7, "4321", "4322"], [8, "12", "I <b>cannot</b>"]],
    );
    const { cached, pairs: n, median_ratio } = other.repeat!;
    assert.deepEqual([cached, n, median_ratio], [true, repeated.pairs, repeated.median_ratio]);
    assert.equal(other.correctness!.mismatch_rate, asked.mismatch_rate);
    assert.deepEqual(other.length, { n: 11, median_share: 1, short: 2 });
  }));

Deno.test("three pairs are too few to say that a cache answered, and none says nothing", () =>
  inFolder(async (folder) => {
    const found = async (rows: typeof pairs) => {
      await writeProbedRun(folder, rows);
      const db = await openStore(folder);
      const { rows: [row] } = await db.query(tables.repeatedPrompts.sql);
      db.close();
      return [row.pairs, row.faster, row.low, row.cached];
    };
    const [n, faster, low, cached] = await found(pairs.slice(0, 6));
    assert.deepEqual([n, faster, cached], [3, 3, null]);
    assertSixDigits(low as number, 0.4385029682449546, "Wilson's of 3 of 3");
    assert.deepEqual(await found(pairs.slice(10)), [0, 0, null, null]);
  }));

Deno.test("only the latest run of a target is in the tables", () =>
  inFolder(async (folder) => {
    await writeProbedRun(`${folder}/a`, numbers, "correctness");
    await writeProbedRun(`${folder}/b`, numbers, "correctness");
    const file = `${folder}/b/${probedRun}/run.json`;
    const later = JSON.parse(await Deno.readTextFile(file));
    const run_id = "run-later";
    await Deno.writeTextFile(
      file,
      JSON.stringify({ ...later, run_id, started_at: "2026-02-02T00:00:00Z" }),
    );
    const db = await openDuckdb();
    const rows = `${folder}/b/${probedRun}/requests.parquet`;
    await db.run(`CREATE TABLE t AS SELECT * REPLACE ('${run_id}' AS run_id) FROM '${rows}'`);
    await db.run(`COPY t TO '${rows}' (FORMAT parquet)`);
    db.close();
    const store = await openStore(folder);
    const { rows: found } = await store.query(tables.correctnessRuns.sql);
    store.close();
    assert.deepEqual(found.map((row) => [row.run_id, row.run_day]), [["run-later", "2026-02-02"]]);
  }));
