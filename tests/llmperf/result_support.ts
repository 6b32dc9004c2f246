/** A small run, worked by hand in `result_files_test.ts`, written as LLMPerf's files. */
import { checkConfig } from "../../benchmarks/plan/config.ts";
import { emptyRow, type Row } from "../../benchmarks/record/record.ts";
import { writeResultFiles } from "../../benchmarks/llmperf/result_files.ts";
import { openDuckdb } from "../../benchmarks/store/duckdb.ts";
import { writeParquet } from "../../benchmarks/store/parquet.ts";
import { openStore } from "../../benchmarks/store/views.ts";

/** What both files of those rows are called before `_summary` and `_individual_responses`. */
export const base = "org-mødel_1-a_64_20";
export const runId = "run-1";
export const model = "org/mødel_1:a";

export const config = (providers: string[] = ["p"], params = {}) =>
  checkConfig({
    name: "c",
    mean_input_tokens: 64,
    stddev_input_tokens: 4,
    mean_output_tokens: 20,
    requests: 7,
    concurrency: 3,
    targets: providers.map((provider) => ({ provider, model, base_url: "http://a.test", params })),
  }, "test");

/** An attempt that started `second` seconds after 2026-01-02T00:00:00Z. */
export const attempt = (request_index: number, second: number, over: Partial<Row>): Row => ({
  ...emptyRow({
    run_id: runId,
    config_name: "c",
    provider: "p",
    model,
    simulated: false,
    phase: "measured",
    request_index,
    attempt: 1,
    status: "ok",
  }),
  started_at: new Date(Date.UTC(2026, 0, 2) + second * 1000).toISOString(),
  ...over,
});

const answer = (input_tokens: number, ttft_s: number | null, e2e_latency_s: number, n: number) => ({
  input_tokens,
  ttft_s,
  ttft_content_s: ttft_s,
  e2e_latency_s,
  output_tokens: n,
});
const failure = (input_tokens: number, error_class: Row["error_class"], over: Partial<Row>) => ({
  status: "failed" as const,
  input_tokens,
  error_class,
  e2e_latency_s: 0, // a failed attempt has moments too; LLMPerf's files say 0
  ...over,
});
const refused = { http_status: 429, error_code: "rate_limit", error_message: "slow down é" };

/** Three answers (one without content), four failures, and three rows that are in neither file. */
export const rows: Row[] = [
  attempt(0, 0, answer(64, 0.5, 4, 20)),
  attempt(1, 0, answer(60, 0.25, 1, 10)),
  attempt(2, 1.25, failure(61, "rate_limited", refused)),
  attempt(3, 1.5, failure(62, "connection_reset", { http_status: 200, error_code: "ECONNRESET" })),
  attempt(4, 2, answer(68, null, 3, 30)),
  attempt(5, 2, failure(63, "stream_error", { http_status: 200, error_code: "overloaded" })),
  attempt(6, 2.5, failure(65, "rate_limited", refused)),
  attempt(7, 3, { status: "incomplete", input_tokens: 64, e2e_latency_s: 60 }),
  attempt(8, 3, { phase: "warmup", ...answer(64, 9, 90, 900) }),
  attempt(9, 3, { provider: "q", ...answer(64, 9, 90, 900) }),
];

/** Puts `given` into a store at `folder` and LLMPerf's files beside the run. */
export async function writeRun(
  folder: string,
  given: Row[],
  settings = config(),
  metadata: Record<string, string> = {},
): Promise<void> {
  await Deno.mkdir(`${folder}/${runId}`, { recursive: true });
  const writer = await openDuckdb();
  await writeParquet(writer, given, `${folder}/${runId}/requests.parquet`);
  writer.close();
  await Deno.writeTextFile(
    `${folder}/${runId}/run.json`,
    JSON.stringify({ run_id: runId, workload: "w", workload_hash: "h" }),
  );
  const db = await openStore(folder);
  await writeResultFiles(db, folder, runId, settings, metadata);
  db.close();
}

/** Names of the JSON files in a folder. */
export const jsonFiles = (folder: string): string[] =>
  [...Deno.readDirSync(folder)].map((f) => f.name).filter((n) => n.endsWith(".json")).sort();
