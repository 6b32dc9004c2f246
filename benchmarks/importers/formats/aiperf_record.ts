/** A line of AIPerf's `profile_export.jsonl` as an attempt of ours. */
import { failure } from "../failures.ts";
import { type Fields, timesAfter } from "../fields.ts";
import { isoOf } from "../format.ts";
import type { Attempt } from "../measured_run.ts";

const phases: Record<string, Attempt["phase"]> = { warmup: "warmup", profiling: "measured" };

/** A metric, a duration in seconds. */
export function metricSeconds(metrics: Fields, name: string): number | null {
  const metric = metrics.inside(name);
  const value = metric.number("value");
  return value === null ? null : metric.inSeconds(value, metric.text("unit") ?? "ms", "value");
}

export function toAttempt(record: Fields): Attempt {
  const metadata = record.inside("metadata");
  const phase = metadata.text("phase_kind") ?? metadata.text("benchmark_phase") ??
    metadata.text("credit_phase") ?? "";
  if (!Object.hasOwn(phases, phase)) record.refuse(`is of an unknown phase "${phase}"`);
  const start = metadata.nanoseconds("request_start_ns") ?? metadata.nanoseconds("timestamp_ns");
  if (start === null) record.refuse("has no time of its start");
  const end = metadata.nanoseconds("request_end_ns");
  const error = record.inside("error");
  const shared = {
    phase: phases[phase],
    started_at: isoOf(Number(start / 1000n) / 1e6, record),
    session: metadata.count("session_num"),
    turn: metadata.count("turn_index") ?? 0,
  };
  if (record.all.error) {
    const words = [error.text("type"), error.text("message")].filter(Boolean).join(": ");
    const code = error.all.code ?? null;
    const failed = failure(code === null ? null : String(code), words);
    // 499 is AIPerf's own code of a request that it gave up.
    return metadata.flag("was_cancelled") || code === 499
      ? { ...shared, status: "incomplete", error_code: "499", error_message: failed.error_message }
      : { ...shared, ...failed };
  }
  if (!record.has("metrics")) record.refuse("has neither metrics nor an error");
  const metrics = record.inside("metrics");
  const count = (name: string) => metrics.inside(name).count("value");
  const ttft = metricSeconds(metrics, "time_to_first_token") ?? metricSeconds(metrics, "ttft");
  const gaps = metrics.inside("inter_chunk_latency");
  const arrivals = ttft === null
    ? null
    : gaps.numbers("value")?.map((gap) => gaps.inSeconds(gap, gaps.text("unit") ?? "ms", "value"));
  const chunk_at_s = ttft !== null && arrivals ? timesAfter(ttft, arrivals) : null;
  const reused = metrics.inside("http_req_connection_reused").number("value");
  return {
    ...shared,
    status: "ok",
    ttft_s: ttft,
    ttft_content_s: metricSeconds(metrics, "time_to_first_output_token"),
    last_token_s: metricSeconds(metrics, "request_latency"),
    e2e_latency_s: end === null
      ? null
      : record.inSeconds(Number(end - start), "ns", "request_end_ns"),
    chunk_at_s,
    chunks: chunk_at_s?.length ?? null,
    connection_reused: reused === null ? null : reused === 1,
    input_tokens: count("input_sequence_length"),
    output_tokens: count("output_sequence_length"),
    content_tokens: count("output_token_count"),
    reasoning_tokens: count("reasoning_token_count"),
    tokenizer: "as AIPerf counted",
    input_tokens_reported: count("usage_prompt_tokens"),
    output_tokens_reported: count("usage_completion_tokens"),
    reasoning_tokens_reported: count("usage_reasoning_tokens"),
    cached_tokens_reported: count("usage_prompt_cache_read_tokens"),
  };
}
