/** A run as AIPerf's `profile_export.jsonl`: one request per line, what was not observed left out. */
import { quote } from "../store/duckdb.ts";
import { type Exported, type ExportedFile, targetNames } from "./export.ts";

/** By AIPerf's tag: SQL of its value over view `requests`, and its unit. */
const metrics: Record<string, [sql: string, unit: string]> = {
  time_to_first_token: ["ttft_s * 1000", "ms"],
  time_to_first_output_token: ["ttft_content_s * 1000", "ms"],
  request_latency: ["coalesce(last_token_s, e2e_latency_s) * 1000", "ms"],
  inter_token_latency: ["tpot_s * 1000", "ms"],
  inter_chunk_latency: ["list_transform(inter_chunk_s, gap -> gap * 1000)", "ms"],
  input_sequence_length: ["input_tokens", "tokens"],
  output_sequence_length: ["output_tokens", "tokens"],
  output_token_count: ["content_tokens", "tokens"],
  reasoning_token_count: ["reasoning_tokens", "tokens"],
  usage_prompt_tokens: ["input_tokens_reported", "tokens"],
  usage_completion_tokens: ["output_tokens_reported", "tokens"],
  usage_prompt_cache_read_tokens: ["cached_tokens_reported", "tokens"],
  http_req_connection_reused: ["connection_reused::INTEGER", "ratio"],
};
/** AIPerf's code of a request that was given up. */
const cancelled = 499;

/** Of each target a file; rows without a time of day are in none, for AIPerf's have one. */
export async function aiperfRecords(exported: Exported): Promise<ExportedFile[]> {
  const { db, run, targets } = exported;
  const names = targetNames(exported, "profile_export.jsonl");
  const files: ExportedFile[] = [];
  for (const [i, { provider, model }] of targets.entries()) {
    const { rows } = await db.query(
      `SELECT phase, status, request_index, turn, request_id, error_code, http_status, error_class,
        error_message, epoch_ns(started_at::TIMESTAMP_NS)::VARCHAR AS start,
        (epoch_ns(started_at::TIMESTAMP_NS) + round(coalesce(e2e_latency_s, 0) * 1e9)::BIGINT)::VARCHAR AS finish,
        ${Object.entries(metrics).map(([name, [sql]]) => `${sql} AS ${name}`)}
      FROM requests WHERE run_id = ${quote(run.run_id)} AND provider = ${quote(provider)}
        AND model = ${quote(model)} AND started_at IS NOT NULL
        AND phase IN ('warmup', 'measured') AND attempt = 1 AND status <> 'dropped'
      ORDER BY started_at, request_index, attempt`,
    );
    if (!rows.length) continue;
    const lines = rows.map((row, n) => {
      const phase = row.phase === "warmup" ? "warmup" : "profiling";
      const metadata = {
        session_num: row.request_index,
        x_request_id: row.request_id ?? `${run.run_id}-${n}`,
        conversation_id: `session_${row.request_index}`,
        turn_index: row.turn ?? 0,
        worker_id: "tokenboard",
        record_processor_id: "tokenboard",
        benchmark_phase: phase,
        was_cancelled: row.status === "incomplete",
      };
      const said = row.status === "ok"
        ? Object.entries(metrics).filter(([name]) => row[name] !== null)
          .map(([name, [, unit]]) => [name, { value: row[name], unit }])
        : [];
      const error = row.status === "ok" ? null : {
        code: row.status === "incomplete" ? cancelled : row.http_status,
        type: row.error_class ?? row.status,
        message: row.error_message ?? "",
      };
      // Nanoseconds since 1970 are no numbers to JavaScript: they are put in as text.
      const times = `"request_start_ns":${row.start},"request_end_ns":${row.finish},`;
      const text = JSON.stringify({ metadata, metrics: Object.fromEntries(said), error });
      return text.replace('{"metadata":{', `{"metadata":{${times}`);
    });
    files.push({ name: names[i], text: lines.join("\n") + "\n" });
  }
  return files;
}
