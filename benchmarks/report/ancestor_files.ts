/** LLMPerf's two result files beside a run folder, so that scripts written for it keep working. */
import type { Config } from "../plan/config.ts";
import { type Database, type JsonValue, quote } from "../store/duckdb.ts";

const quantities: [string, string][] = [
  ["inter_token_latency_s", "inter_token_latency_s"],
  ["ttft_s", "ttft_content_s"],
  ["end_to_end_latency_s", "e2e_latency_s"],
  ["request_output_throughput_token_per_s", "e2e_tokens_per_s"],
  ["number_input_tokens", "input_tokens"],
  ["number_output_tokens", "output_tokens"],
];
const quantiles = [25, 50, 75, 90, 95, 99];

/** Writes `MODEL_IN_OUT_summary.json` and `..._individual_responses.json` into `folder`. */
export async function writeAncestorFiles(
  db: Database,
  folder: string,
  runId: string,
  config: Config,
  metadata: Record<string, string>,
): Promise<void> {
  const where = `run_id = ${quote(runId)} AND phase = 'measured'`;
  for (const { model } of config.targets) {
    const own = `${where} AND model = ${quote(model)}`;
    const statistics = quantities.flatMap(([name, column]) => [
      ...quantiles.map((q) =>
        `quantile_cont(${column}, ${q / 100}) AS results_${name}_quantiles_p${q}`
      ),
      `avg(${column}) AS results_${name}_mean`,
      `min(${column}) AS results_${name}_min`,
      `max(${column}) AS results_${name}_max`,
      `stddev_samp(${column}) AS results_${name}_stddev`,
    ]);
    const { rows: [computed] } = await db.query(
      `SELECT ${statistics.join(", ")} FROM requests WHERE ${own} AND status = 'ok'`,
    );
    const { rows: [counted] } = await db.query(
      `SELECT count(*) AS started, count(*) FILTER (status <> 'ok') AS errors,
      count(*) FILTER (status = 'ok') AS completed, sum(output_tokens) FILTER (status = 'ok') AS tokens,
      date_diff('microsecond', min(started_at), max(started_at + to_microseconds((coalesce(e2e_latency_s, 0) * 1e6)::BIGINT))) / 1e6 AS seconds
      FROM requests WHERE ${own}`,
    );
    const codes = await db.query(
      `SELECT coalesce(http_status::VARCHAR, error_class) AS code, count(*) AS n FROM requests WHERE ${own} AND status <> 'ok' GROUP BY ALL`,
    );
    const c = counted as Record<string, number>;
    const name = `${model}_${config.mean_input_tokens}_${config.mean_output_tokens}`.replace(
      /[^\w\d-]+/g,
      "-",
    ).replace(/-{2,}/g, "-");
    const summary: Record<string, JsonValue> = {
      version: "2023-08-31",
      name: `${name}_summary`,
      model,
      mean_input_tokens: config.mean_input_tokens,
      stddev_input_tokens: config.stddev_input_tokens,
      mean_output_tokens: config.mean_output_tokens,
      stddev_output_tokens: config.stddev_output_tokens,
      num_concurrent_requests: config.concurrency,
      ...metadata,
      ...computed,
      results_num_requests_started: c.started,
      results_error_rate: c.started ? c.errors / c.started : 0,
      results_number_errors: c.errors,
      results_error_code_frequency: JSON.stringify(
        Object.fromEntries(codes.rows.map((r) => [String(r.code), r.n])),
      ),
      results_mean_output_throughput_token_per_s: c.seconds ? c.tokens / c.seconds : null,
      results_num_completed_requests: c.completed,
      results_num_completed_requests_per_min: c.seconds ? (c.completed / c.seconds) * 60 : null,
      timestamp: Math.floor(
        new Date(
          String(
            (await db.query(`SELECT max(started_at) AS t FROM requests WHERE ${own}`)).rows[0].t,
          ),
        ).getTime() / 1000,
      ),
    };
    const individual = await db.query(
      `SELECT coalesce(http_status::VARCHAR, error_class) AS error_code, error_message AS error_msg,
      inter_token_latency_s, ttft_content_s AS ttft_s, e2e_latency_s AS end_to_end_latency_s, e2e_tokens_per_s AS request_output_throughput_token_per_s,
      coalesce(input_tokens, 0) + coalesce(output_tokens, 0) AS number_total_tokens, output_tokens AS number_output_tokens,
      input_tokens AS number_input_tokens, status FROM requests WHERE ${own} ORDER BY request_index, attempt`,
    );
    const responses = individual.rows.map(({ status, error_code, error_msg, ...rest }) => ({
      error_code: status === "ok" ? null : error_code,
      error_msg: status === "ok" ? "" : error_msg ?? "",
      ...rest,
    }));
    await Deno.writeTextFile(`${folder}/${name}_summary.json`, JSON.stringify(summary, null, 4));
    await Deno.writeTextFile(
      `${folder}/${name}_individual_responses.json`,
      JSON.stringify(responses, null, 4),
    );
  }
}
