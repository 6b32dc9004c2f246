/** A run in the files of other tools: valid there, with the figures that its rows give here. */
import assert from "node:assert/strict";
import { exportRun } from "../../benchmarks/commands/runs/export.ts";
import type { ExportFormat } from "../../benchmarks/exports/export.ts";
import { checkConfig } from "../../benchmarks/plan/config.ts";
import { openDuckdb } from "../../benchmarks/store/duckdb.ts";
import type { Row } from "../../benchmarks/record/record.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { asked, importInto } from "../importers/formats/peers.ts";
import { captured, inFolder } from "../importers/llmperf_files.ts";
import { writeRun } from "../support/stores/written_run.ts";
import { schemaFaults } from "./json_schema.ts";

const schemaFile = new URL(
  "../fixtures/peers/llm-d-benchmark-report-0.2.schema.json",
  import.meta.url,
);
/** Four answers, one failure, one that was cut, a warm-up; a second target with two answers. */
const rows: Partial<Row>[] = [
  {
    ...{ phase: "warmup", ttft_s: 9, last_token_s: 9.5, e2e_latency_s: 10, output_tokens: 5 },
    ...{ chunks: 2, chunk_at_s: [9, 9.5] },
  },
  ...[1, 2, 3, 4].map((n) => ({
    ttft_s: n / 8,
    last_token_s: n,
    e2e_latency_s: n + 0.25,
    input_tokens: 100,
    output_tokens: 10 * n,
    chunks: 3,
    chunk_at_s: [n / 8, n / 2, n],
    first_arrival_tokens: 1,
  })),
  {
    status: "failed" as const,
    error_class: "rate_limited" as const,
    http_status: 429,
    input_tokens: 100,
  },
  { status: "incomplete", input_tokens: 100 },
  ...[1, 2].map((n) => ({ model: "org/other", ttft_s: n, e2e_latency_s: 2 * n, output_tokens: 4 })),
];

async function exported(folder: string, to: ExportFormat, name = "run-1"): Promise<string[]> {
  const { result, out } = await captured(() =>
    exportRun(name, { to, out: `${folder}/out`, resultsDir: `${folder}/store` })
  );
  assert.equal(result, 0);
  return out;
}

const inStore = (work: (folder: string) => Promise<void>) =>
  inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/store`);
    await writeRun(`${folder}/store`, { run_id: "run-1" }, rows);
    await work(folder);
  });

Deno.test("exportRun() writes llm-d's report of each target, valid by its schema, in its units", () =>
  inStore(async (folder) => {
    const paths = await exported(folder, "llm-d");
    assert.equal(paths.length, 2);
    const schema = JSON.parse(await Deno.readTextFile(schemaFile));
    const reports = await Promise.all(
      paths.map(async (p) => JSON.parse(await Deno.readTextFile(p))),
    );
    for (const report of reports) assert.deepEqual(schemaFaults(schema, report), []);
    // The checker is one: a field of ours, and a wrong unit, are faults to it.
    const [first] = reports;
    const { aggregate } = first.results.request_performance;
    assert.equal(schemaFaults(schema, { ...first, ours: 1 }).length, 1);
    const spoilt = structuredClone(first);
    spoilt.results.request_performance.aggregate.requests.input_length.units = "tokens";
    assert.ok(schemaFaults(schema, spoilt).length > 0);
    assert.deepEqual(
      [aggregate.requests.total, aggregate.requests.failures, aggregate.requests.incomplete],
      [6, 1, 1],
    );
    const ttft = aggregate.latency.time_to_first_token;
    // 1/8 to 4/8 s: mean 2.5/8, P50 between the second and third.
    assert.deepEqual([ttft.units, ttft.mean, ttft.p50, ttft.max], ["s", 0.3125, 0.3125, 0.5]);
    const tpot = aggregate.latency.time_per_output_token;
    const mean = [1, 2, 3, 4].map((n) => (n - n / 8) / (10 * n - 1)).reduce((a, b) => a + b) / 4;
    assert.equal(tpot.units, "s/token");
    assert.ok(Math.abs(tpot.mean - mean) < 1e-12);
    // From the first start (second 1) to the last end (second 4 and 4.25): 4 answers in 7.25 s.
    const { request_rate } = aggregate.throughput;
    assert.equal(request_rate.units, "queries/s");
    assert.ok(Math.abs(request_rate.mean - 4 / 7.25) < 1e-9);
  }));

Deno.test("exportRun() writes AIPerf's records, which give the same statistics when they are imported", () =>
  inStore(async (folder) => {
    const paths = await exported(folder, "aiperf");
    const { status, done } = await importInto(`${folder}/again`, paths);
    assert.deepEqual([status, done.map((d) => d.rows)], [0, [7, 2]]);
    const sql =
      `SELECT phase, status, count(*) AS n, median(ttft_s) AS ttft, median(tpot_s) AS tpot,
      median(e2e_latency_s) AS e2e, sum(output_tokens) AS tokens, max(max_gap_s) AS gap,
      any_value(error_class) AS error, min(started_at) AS at
    FROM requests WHERE output_tokens IS DISTINCT FROM 4 GROUP BY ALL ORDER BY ALL`;
    const db = await openStore(`${folder}/store`);
    const ours = await db.query(sql);
    db.close();
    const theirs = await asked(`${folder}/again`, sql);
    assert.equal(theirs.length, ours.rows.length);
    theirs.forEach((row, i) => {
      for (const [name, value] of Object.entries(ours.rows[i])) {
        const near = typeof value === "number" && Math.abs(value - Number(row[name])) < 1e-9;
        assert.ok(near || row[name] === value, `${name}: ${row[name]}, not ${value}`);
      }
    });
  }));

Deno.test("exportRun() writes OpenTelemetry's histograms: each value in one bucket, and the sums of the rows", () =>
  inStore(async (folder) => {
    const [path] = await exported(folder, "otlp");
    const { resourceMetrics: [{ scopeMetrics: [{ metrics }] }] } = JSON.parse(
      await Deno.readTextFile(path),
    );
    type Point = {
      attributes: { key: string; value: { stringValue: string } }[];
      count: string;
      sum: number;
      bucketCounts: string[];
      explicitBounds: number[];
    };
    const points: Point[] = metrics.flatMap((m: { histogram: { dataPoints: Point[] } }) =>
      m.histogram.dataPoints
    );
    for (const { count, bucketCounts, explicitBounds } of points) {
      assert.equal(bucketCounts.length, explicitBounds.length + 1);
      assert.equal(bucketCounts.reduce((sum, n) => sum + Number(n), 0), Number(count));
    }
    const [duration] = metrics;
    assert.equal(duration.name, "gen_ai.client.operation.duration");
    const of = (point: Point, key: string) =>
      point.attributes.find((a) => a.key === key)?.value.stringValue;
    const [m] = duration.histogram.dataPoints.filter((p: Point) =>
      of(p, "gen_ai.request.model") === "m"
    );
    assert.deepEqual([m.count, m.sum], ["4", 11]); // 1.25 + 2.25 + 3.25 + 4.25
    // 1.25 s up to 1.28, 2.25 s up to 2.56, two up to 5.12.
    assert.deepEqual(m.bucketCounts.slice(7, 10), ["1", "1", "2"]);
    const tokens = metrics.find((x: { name: string }) => x.name === "gen_ai.client.token.usage");
    const failed = tokens.histogram.dataPoints.filter((p: Point) => of(p, "error.type"));
    assert.deepEqual(failed.map((p: Point) => [of(p, "error.type"), p.sum]), [[
      "rate_limited",
      100,
    ]]);
  }));

Deno.test("exportRun() writes LLMPerf's files, which give the same statistics when they are imported", () =>
  inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/store`);
    const config = checkConfig({
      name: "made",
      mean_input_tokens: 100,
      mean_output_tokens: 25,
      requests: 6,
      targets: [{ provider: "acme", model: "m", base_url: "http://a.test" }],
    }, "test");
    const seen = rows.slice(0, -2).map((row) => ({ ...row, ttft_content_s: row.ttft_s ?? null }));
    await writeRun(
      `${folder}/store`,
      { run_id: "run-1", config: JSON.parse(JSON.stringify(config)) },
      seen,
    );
    const paths = await exported(folder, "llmperf");
    const { done } = await importInto(`${folder}/again`, paths);
    assert.deepEqual(done.map((d) => d.rows), [5]); // neither the warm-up nor what was cut
    const sql = `SELECT status, count(*) AS n, median(ttft_s) AS ttft, avg(e2e_latency_s) AS e2e,
      quantile_cont(inter_token_latency_s, 0.9) AS gap, avg(e2e_tokens_per_s) AS rate, sum(output_tokens) AS tokens
    FROM requests WHERE phase = 'measured' AND status <> 'incomplete' GROUP BY ALL ORDER BY ALL`;
    const db = await openStore(`${folder}/store`);
    const ours = await db.query(sql);
    db.close();
    assert.equal(ours.rows.length, 2);
    assert.deepEqual(await asked(`${folder}/again`, sql), ours.rows);
    // What LLMPerf's summary says is kept beside: 1.25, 2.25, 3.25 and 4.25 s.
    const [run] = await asked(`${folder}/again`, "SELECT reported FROM runs");
    const figures = JSON.parse(String(run.reported));
    const e2e = figures.find((f: { name: string }) => f.name === "end_to_end_latency_s");
    assert.deepEqual([e2e.n, e2e.statistics.mean, e2e.statistics.p50], [4, 2.75, 2.75]);
  }));

Deno.test("exportRun() writes the rows as CSV and Parquet, and refuses LLMPerf's files of an imported run", () =>
  inStore(async (folder) => {
    const [csv] = await exported(folder, "csv");
    const [parquet] = await exported(folder, "parquet");
    const db = await openDuckdb();
    const { rows: [n] } = await db.query(
      `SELECT (SELECT count(*) FROM read_csv('${csv}')) AS csv,
        (SELECT sum(len(chunk_at_s)) FROM read_parquet('${parquet}')) AS listed`,
    );
    db.close();
    assert.deepEqual(n, { csv: rows.length, listed: 14 });
    await writeRun(`${folder}/store`, { run_id: "theirs", imported_from: "vllm" }, rows);
    await assert.rejects(exported(folder, "llmperf", "theirs"), /imported from vllm/);
  }));
