/** Every tool's definitions, read from its source at the version or commit named; ours first. */
import type { Divisor, Mark, PerToken, Rate, ToolDefinition } from "./definition.ts";

const span = (name: string, from: Mark, to: Mark, over: Divisor): PerToken => ({
  name,
  from,
  to,
  over,
});
const rate = (name: string, count: Divisor, from: Mark, to: Mark): Rate => ({
  name,
  count,
  from,
  to,
});

/** Ours; the others are explained by how they differ from it. */
export const tokenboard: ToolDefinition = {
  tool: "Tokenboard",
  version: "",
  source: "the method page",
  start: "started",
  ttft: { name: "ttft_s", mark: "first_token" },
  latency: { name: "e2e_latency_s", end: "body_end" },
  tokens: { name: "output_tokens", count: "counted" },
  perToken: [span("tpot_s", "first_token", "last_token", "tokens_minus_1")],
  gaps: { name: "inter_chunk_s", between: "token_arrivals" },
  rate: rate("decode_tokens_per_s", "tokens_after_arrival", "first_token", "last_token"),
};

/**
 * LLMPerf's two ways: from 1eac866 to 03872a4, of 2023, it divided by tokens; its last commit
 * divides by lines of the stream.
 */
const llmperf = {
  tool: "LLMPerf",
  start: "started",
  ttft: { name: "ttft_s", mark: "first_content" },
  latency: { name: "end_to_end_latency_s", end: "body_end" },
  tokens: { name: "number_output_tokens", count: "counted_content_bos" },
  gaps: null,
  rate: rate("request_output_throughput_token_per_s", "tokens", "started", "body_end"),
  failsOnUsage: true,
} satisfies Partial<ToolDefinition>;

export const tools: ToolDefinition[] = [
  tokenboard,
  {
    tool: "AIPerf",
    version: "0.13",
    source: "ttft_metric.py, request_latency_metric.py, inter_token_latency_metric.py",
    start: "started",
    ttft: { name: "time_to_first_token", mark: "first_token" },
    latency: { name: "request_latency", end: "last_token" },
    tokens: { name: "output_sequence_length", count: "counted" },
    perToken: [span("inter_token_latency", "first_token", "last_token", "tokens_minus_1")],
    gaps: { name: "inter_chunk_latency", between: "token" },
    rate: rate("output_token_throughput_per_user", "tokens_minus_1", "first_token", "last_token"),
  },
  {
    tool: "guidellm",
    version: "0.8.1",
    source: "http.py:340-395, request_stats.py:111-390",
    start: "sent",
    ttft: { name: "time_to_first_token_ms", mark: "first_token" },
    latency: { name: "request_latency", end: "done" },
    tokens: { name: "output_tokens", count: "reported_or_events" },
    perToken: [
      span("inter_token_latency_ms", "first_token", "last_token", "tokens_minus_1"),
      span("time_per_output_token_ms", "sent", "last_token", "tokens"),
    ],
    gaps: null,
    rate: rate("output_tokens_per_second", "tokens", "sent", "done"),
  },
  {
    tool: "vLLM bench serve",
    version: "009e6d4a",
    source: "endpoint_request_func.py of 02cfb534, calculate_metrics in serve.py",
    start: "started",
    ttft: { name: "ttft", mark: "first_choices" },
    latency: { name: "e2el", end: "last_choices" },
    tokens: { name: "output_lens", count: "reported_or_counted" },
    perToken: [span("tpot", "first_choices", "last_choices", "tokens_minus_1")],
    gaps: { name: "itl", between: "choices" },
    rate: null,
  },
  {
    tool: "SGLang",
    version: "0.5.23",
    source: "serving.py:408-600, 1132-1310",
    start: "started",
    ttft: { name: "ttft", mark: "first_text" },
    latency: { name: "e2e_latency", end: "done" },
    tokens: { name: "output_len", count: "reported_or_asked" },
    perToken: [span("tpot", "first_text", "done", "tokens_minus_1")],
    gaps: { name: "itl", between: "text" },
    rate: null,
  },
  {
    tool: "inference-perf",
    version: "0.7",
    source: "streaming_parser.py:89, reportgen/base.py:629-673",
    start: "started",
    ttft: { name: "time_to_first_token", mark: "first_content", leastTokens: 2 },
    latency: { name: "request_latency", end: "body_end" },
    tokens: { name: "output_len", count: "counted_content" },
    perToken: [
      span("time_per_output_token", "first_content", "last_content", "tokens_minus_1"),
      span("normalized_time_per_output_token", "started", "body_end", "tokens"),
    ],
    gaps: { name: "inter_token_latency", between: "content_tokens" },
    rate: null,
  },
  {
    tool: "evalscope",
    version: "fde259d2",
    source: "default_api.py:149-186, benchmark_util.py finalize",
    start: "started",
    ttft: { name: "ttft", mark: "first_choices" },
    latency: { name: "latency", end: "last_event" },
    tokens: { name: "completion_tokens", count: "reported_or_counted" },
    perToken: [span("tpot", "first_choices", "last_event", "tokens_minus_1")],
    gaps: { name: "itl", between: "choices" },
    rate: null,
  },
  {
    tool: "MLPerf Endpoints",
    version: "ea332753",
    source: "metrics_table.py:254-403, openai/accumulator.py",
    start: "started",
    ttft: { name: "ttft", mark: "first_text" },
    latency: { name: "latency", end: "body_end" },
    tokens: { name: "output_tokens", count: "counted" },
    perToken: [span("tpot", "first_text", "body_end", "tokens_after_first")],
    gaps: { name: "chunk_delta", between: "text" },
    rate: null,
  },
  {
    tool: "genai-bench",
    version: "0.0.5",
    source: "openai_user.py, request_metrics_collector.py:80-95",
    start: "started",
    ttft: { name: "ttft", mark: "first_text" },
    latency: { name: "e2e_latency", end: "usage" },
    tokens: { name: "num_output_tokens", count: "reported_or_counted" },
    perToken: [span("tpot", "first_text", "usage", "tokens_minus_1")],
    gaps: null,
    rate: rate("output_inference_speed", "tokens_minus_1", "first_text", "usage"),
  },
  {
    tool: "llmnop",
    version: "06e19c3b",
    source: "benchmark.rs:296-362",
    start: "started",
    ttft: { name: "ttft", mark: "first_text" },
    latency: { name: "end_to_end_latency", end: "body_end" },
    tokens: { name: "output_tokens", count: "counted" },
    perToken: [span("inter_token_latency", "first_text", "last_text", "tokens_minus_1")],
    gaps: { name: "inter_event_latency", between: "text" },
    rate: rate("output_throughput", "tokens", "first_text", "last_text"),
  },
  {
    tool: "llmeter",
    version: "0.2.0",
    source: "openai.py:381-407, runner.py:329-345",
    start: "started",
    ttft: { name: "time_to_first_token", mark: "first_content" },
    latency: { name: "time_to_last_token", end: "last_content" },
    tokens: { name: "num_tokens_output", count: "reported" },
    perToken: [span("time_per_output_token", "first_content", "last_content", "tokens_minus_1")],
    gaps: null,
    rate: null,
  },
  {
    ...llmperf,
    version: "f1d6bed of 2024",
    source: "openai_chat_completions_client.py, token_benchmark_ray.py:121",
    perToken: [span("inter_token_latency_s", "started", "last_content", "events")],
  },
  {
    ...llmperf,
    version: "1eac866 of 2023",
    source: "openai_chat_completions_client.py, token_benchmark_ray.py",
    perToken: [span("inter_token_latency_s", "started", "last_content", "tokens")],
  },
];

/** A tool and its version, as they stand in tables. */
export const nameOf = ({ tool, version }: Pick<ToolDefinition, "tool" | "version">): string =>
  version ? `${tool} ${version}` : tool;
