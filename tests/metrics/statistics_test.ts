import assert from "node:assert/strict";
import { wilson } from "../../benchmarks/shared/wilson.ts";
import { metric } from "../../benchmarks/metrics/metrics.ts";
import { populations, statisticNames, statisticsSql } from "../../benchmarks/metrics/statistics.ts";
import { boardRowsSql, shownBoards } from "../../benchmarks/queries/boards.ts";
import { openDuckdb } from "../../benchmarks/store/duckdb.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { statisticsOf } from "../../src/rows/statistics.ts";

const shown = ["e2e_tokens_per_s", "decode_tokens_per_s", "ttft_s", "e2e_latency_s"];
const filters: [string, string, (r: Record<string, unknown>) => boolean][] = [
  ["every request", "true", () => true],
  ["requests 1 to 75", "request_index < 75", (r) => (r.request_index as number) < 75],
  ["failures only", "status = 'failed'", (r) => r.status === "failed"],
  ["nothing", "false", () => false],
];

Deno.test("statisticsOf() equals DuckDB on every group, filter, null and empty case", async () => {
  const db = await openStore("data");
  try {
    await db.run(`CREATE TEMP TABLE rows AS ${boardRowsSql(shownBoards)}`);
    const { rows } = await db.query("SELECT * FROM rows");
    let compared = 0;
    for (const [, sql, keep] of filters) {
      for (const name of shown) {
        const m = metric(name);
        for (const population of populations) {
          const given = await db.query(
            `SELECT run_id, ${statisticsSql(m, population)} FROM rows WHERE ${sql} GROUP BY run_id`,
          );
          for (const duck of given.rows) {
            const own = rows.filter((r) => r.run_id === duck.run_id && keep(r));
            const ours = statisticsOf(own as never, name, m.better, population);
            assert.equal(ours.n, duck.n);
            for (const s of statisticNames) {
              const expected = duck[s] === "Infinity" ? Infinity : duck[s] as number | null;
              const got = ours[s];
              const same = got === expected ||
                Math.abs(got! - expected!) <= 1e-9 * Math.abs(expected!);
              assert.ok(same, `${duck.run_id} ${name} ${population} ${s}: ${got} and ${expected}`);
              compared++;
            }
          }
        }
      }
    }
    assert.ok(compared > 19 * 8 * 4 * 3 * 2, `${compared} cells were compared`);
  } finally {
    db.close();
  }
});

Deno.test("statisticsOf() does rank arithmetic among failures", () => {
  const row = (status: string, ttft_s: number | null) => ({
    status,
    phase: "measured",
    error_code: null,
    ttft_s,
  });
  const rows = [
    row("ok", 1),
    row("ok", 2),
    row("ok", 3),
    row("failed", null),
    row("incomplete", null),
  ];
  // By hand: values 1, 2, 3, inf. Median between ranks 2 and 3: 2.5. P95 between 3 and inf: fails. Mean fails.
  const all = statisticsOf(rows, "ttft_s", "lower", "all");
  assert.deepEqual([all.n, all.failed, all.min, all.median, all.p95, all.mean], [
    4,
    1,
    1,
    2.5,
    Infinity,
    Infinity,
  ]);
  const succeeded = statisticsOf(rows, "ttft_s", "lower", "succeeded");
  assert.deepEqual([succeeded.n, succeeded.median, succeeded.max, succeeded.mean], [3, 2, 3, 2]);
});

Deno.test("statisticsOf() and DuckDB agree on rates of 0 and latencies without a failure", async () => {
  const db = await openDuckdb();
  try {
    for (
      const [name, values] of [["decode_tokens_per_s", [0, 4, 0, 8]], ["ttft_s", [1, 2, 4, 8]]]
    ) {
      const m = metric(name as string);
      const rows = (values as number[]).map((value) => ({
        status: "ok",
        phase: "measured",
        error_code: null,
        [name as string]: value,
      }));
      for (const population of populations) {
        const { rows: [duck] } = await db.query(
          `SELECT ${statisticsSql(m, population)} FROM (SELECT unnest([${values}]) AS ${name},
            'ok' AS status, 'measured' AS phase, NULL AS error_code)`,
        );
        const ours = statisticsOf(rows, m.name, m.better, population);
        for (const s of statisticNames) {
          assert.ok(Math.abs(ours[s]! - Number(duck[s])) < 1e-12, `${name} ${population} ${s}`);
        }
      }
    }
  } finally {
    db.close();
  }
});

Deno.test("wilson() gives the intervals of an independent implementation", () => {
  // From a table of fixed cases made in another language, to 6 digits.
  const cases: [number, number, number, number][] = [
    [20, 150, 0.087998, 0.19698],
    [148, 150, 0.952693, 0.996336],
    [150, 150, 0.97503, 1],
    [145, 145, 0.974191, 1],
    [0, 10, 0, 0.277533],
  ];
  for (const [k, n, low, high] of cases) {
    const [a, b] = wilson(k, n);
    assert.ok(Math.abs(a - low) < 1e-6 && Math.abs(b - high) < 1e-6, `${k} of ${n}: ${a}, ${b}`);
  }
});
