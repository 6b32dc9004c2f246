/** Steps of load: every number worked by hand. */
import assert from "node:assert/strict";
import { loadData, type LoadStep } from "../../benchmarks/queries/load/judged_steps.ts";
import type { Row } from "../../benchmarks/record/record.ts";
import type { JsonValue } from "../../benchmarks/store/duckdb.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { writeRun } from "../support/stores/written_run.ts";

const at = (s: number) => new Date(Date.UTC(2026, 0, 2) + 1000 * s).toISOString();
/** Sent `lag` seconds after its moment. */
const sent = (s: number, e2e_latency_s: number | null, over: Partial<Row> = {}, lag = 0) => ({
  ...{ started_at: at(s), scheduled_at: at(s - lag), schedule_lag_s: lag, e2e_latency_s },
  ...{ ttft_s: 0.1, output_tokens: 10, ...over },
});
const dropped = (error_code: string): Partial<Row> => ({
  ...{ status: "dropped", error_code, started_at: null, scheduled_at: at(10) },
});
const near = (a: unknown, b: number) => Math.abs(Number(a) - b) < 1e-6;

async function stepsOf(write: (folder: string) => Promise<unknown>): Promise<LoadStep[]> {
  const folder = await Deno.makeTempDir();
  await write(folder);
  const db = await openStore(folder);
  try {
    return (await loadData(db)).steps;
  } finally {
    db.close();
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a sweep: a step each rate, what was dropped counts as never answered", async () => {
  const first = { block: 0, rate_planned: 2 };
  const second = { block: 1, rate_planned: 4 };
  const steps = await stepsOf((folder) =>
    writeRun(folder, { run_id: "s", config: { load: { shape: "sweep", rate: [2, 4] } } }, [
      // From 0 to 3 + 4: 7 s. Latencies 1 to 4, from the schedule half a second more.
      ...[1, 2, 3, 4].map((e2e, i) => sent(i, e2e, first, 0.5)),
      ...[1, 2, 3].map((e2e) => sent(10, e2e, second)),
      sent(10, null, { ...second, status: "failed", output_tokens: null, ttft_s: null }),
      { ...dropped("no_free_slot"), ...second },
      { ...dropped("too_late"), ...second },
      { ...sent(12, null, second), status: "incomplete", output_tokens: null },
      { ...sent(-5, 60, first), phase: "warmup" },
    ])
  );
  assert.deepEqual(steps.map((s) => [s.step, s.rate_from, s.rate_to, s.shape, s.location]), [
    [1, 2, 2, "sweep", null],
    [2, 4, 4, "sweep", null],
  ]);
  const [one, two] = steps;
  assert.deepEqual([one.attempts, one.succeeded, one.failed], [4, 4, 0]);
  assert.ok(near(one.seconds, 7) && near(one.served_per_s, 4 / 7), `${one.served_per_s}`);
  assert.ok(near(one.system_tokens_per_s, 40 / 7));
  assert.ok(near(one.e2e_latency_s, 2.5) && near(one.e2e_latency_p95_s, 3.85));
  assert.ok(near(one.response_time_s, 3) && near(one.lag_p99_s, 0.5));
  assert.deepEqual(
    [two.attempts, two.succeeded, two.failed, two.no_free_slot, two.too_late],
    [6, 3, 1, 1, 1],
  );
  assert.ok(near(two.seconds, 3) && near(two.served_per_s, 1), `${two.seconds}`);
  // Of 1, 2, 3 and three without end the middle two are 3 and one without end.
  assert.equal(two.response_time_s, Infinity);
  assert.ok(near(two.e2e_latency_s, 2));
});

Deno.test("stages of one turn are steps by their rate, also one that comes again", async () => {
  const rows = [5, 5, 9, 9, 5].map((rate_planned, i) => sent(i, 1, { block: 0, rate_planned }));
  const steps = await stepsOf((folder) =>
    writeRun(folder, { run_id: "s", config: { load: { shape: "stages", stages: [] } } }, rows)
  );
  assert.deepEqual(steps.map((s) => [s.step, s.rate_from, s.first_index, s.last_index]), [
    [1, 5, 0, 1],
    [2, 9, 2, 3],
    [3, 5, 4, 4],
  ]);
});

Deno.test("a closed loop is one step, over its own turns alone", async () => {
  const turn = (block: number, s: number) => ({
    ...{ block, started_at: at(s), e2e_latency_s: 2, output_tokens: 6, concurrency_planned: 3 },
  });
  const [step, ...more] = await stepsOf((folder) =>
    // Turns of 2 s, an hour apart: 4 requests in 4 s.
    writeRun(folder, { run_id: "c", config: { load: "closed", concurrency: 3 } }, [
      ...[turn(0, 0), turn(0, 0), turn(1, 3600), turn(1, 3600)],
    ])
  );
  assert.equal(more.length, 0);
  assert.deepEqual([step.rate_from, step.concurrency, step.shape], [null, 3, "closed"]);
  assert.ok(near(step.seconds, 4) && near(step.served_per_s, 1));
  assert.ok(near(step.system_tokens_per_s, 6));
  assert.equal(step.response_time_s, null, "there is no schedule");
});

Deno.test("a search: which requests were good, and how many times as slow as the lightest", async () => {
  const slo = { response_time_s: 1 };
  const load = { shape: "find", rate: { from: 1, to: 8 }, slo, goodput: 0.9, precision: 0.05 };
  const rows = [0, 1].flatMap((block) =>
    Array.from({ length: 60 }, (_, i) =>
      // At the second step every third answer takes 1.5 s, the others 0.6; at the first all 0.2.
      sent(100 * block + i, block ? (i % 3 ? 0.6 : 1.5) : 0.2, { block, rate_planned: 1 + block }))
  );
  const folder = await Deno.makeTempDir();
  await writeRun(folder, { run_id: "f", config: { load } }, rows);
  const db = await openStore(folder);
  const { steps, asked } = await loadData(db);
  db.close();
  await Deno.remove(folder, { recursive: true });
  assert.deepEqual(asked, { f: { slo, goodput: 0.9, precision: 0.05 } });
  assert.equal(steps[0].goodput!.share, 1, "all within 1 s");
  assert.ok(near(steps[1].goodput!.share, 40 / 60));
  assert.ok(steps[1].goodput!.high < 0.9, "surely under what is asked");
  assert.equal(steps[0].against.e2e_latency_s, null, "it is the lightest itself");
  // 0.6 over 0.2; all of the values are equal around the medians, so that both ends are the ratio.
  assert.ok(steps[1].against.e2e_latency_s!.every((x) => near(x, 3)));
  assert.ok(steps[0].intervals.e2e_latency_s.median!.every((x) => near(x, 0.2)));
  assert.equal(steps[0].intervals.e2e_latency_s.p99, null, "60 are too few");
});

Deno.test("a file of others that calls its load a search, and has no limits, is none", async () => {
  const rows = [sent(0, 1, { block: 0, rate_planned: 2 })];
  const loads: JsonValue[] = [{ shape: "find" }, { shape: "find", slo: { x: "1" }, rate: 3 }];
  for (const load of loads) {
    const [step, ...more] = await stepsOf((folder) =>
      writeRun(folder, { run_id: "f", config: { load } }, rows)
    );
    assert.deepEqual([step.shape, step.goodput, more], ["find", null, []]);
  }
});

Deno.test("a run may be called as what every object has: it asked for nothing", async () => {
  const rows = [sent(0, 1, { block: 0, rate_planned: 2 })];
  for (const run_id of ["constructor", "toString", "__proto__"]) {
    const config = { load: { shape: "sweep", rate: [2] } };
    const steps = await stepsOf((folder) => writeRun(folder, { run_id, config }, rows));
    assert.deepEqual(steps.map((s) => [s.run_id, s.goodput]), [[run_id, null]]);
  }
});
