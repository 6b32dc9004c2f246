/** Metrics of one request, computed from what its row holds: view `requests` adds them to the record. */
import { type Metric, request } from "./metric.ts";

/** Columns that decide whether the arrivals of a row say how fast it was decoded. */
const neededByArrivals = [
  "e2e_latency_s",
  "chunks",
  "chunk_at_s",
  "imported_from",
  "reasoning_tokens",
  "reasoning_tokens_reported",
] as const;

/** Where another harness saw the last token: many keep the end of the answer alone. */
const theirLast = "coalesce(last_token_s, e2e_latency_s)";

/**
 * By arrival times where they were recorded, else as it is computed for rows of other harnesses: none says how many
 * tokens its first arrival held.
 */
const arrivalsOr = (recorded: string, imported: string) =>
  "CASE WHEN chunk_at_s IS NOT NULL AND imported_from IS NULL " +
  "THEN CASE WHEN chunks >= 2 AND last_token_s > ttft_s AND NOT " +
  "(coalesce(reasoning_tokens_reported, 0) > 0 AND coalesce(reasoning_tokens, 0) = 0) " +
  `THEN ${recorded} END ` +
  `WHEN imported_from IS NOT NULL AND ${theirLast} > ttft_s AND coalesce(chunks, 2) >= 2 ` +
  `THEN ${imported} END`;

const gaps =
  "list_transform(range(2, len(chunk_at_s) + 1), i -> chunk_at_s[i] - chunk_at_s[i - 1])";
const betweenArrivals = (sql: string) => `CASE WHEN len(chunk_at_s) >= 2 THEN ${sql} END`;

export const derivedMetrics: Metric[] = [
  request("e2e_tokens_per_s", {
    label: "Throughput, end to end",
    unit: "tokens/s",
    better: "higher",
    sql: "CASE WHEN output_tokens > 0 AND e2e_latency_s > 0 THEN output_tokens / e2e_latency_s END",
    needs: ["output_tokens", "e2e_latency_s"],
    digits: 1,
    choice: true,
    doc: "Output tokens divided by end-to-end latency: LLMPerf's output tokens " +
      "throughput. The wait for the first token is in it. Null without output.",
  }),
  request("decode_tokens_per_s", {
    label: "Throughput, decode",
    unit: "tokens/s",
    better: "higher",
    sql: arrivalsOr(
      "(output_tokens - first_arrival_tokens) / (last_token_s - ttft_s)",
      `CASE WHEN output_tokens > 1 THEN (output_tokens - 1) / (${theirLast} - ttft_s) END`,
    ),
    needs: [
      "output_tokens",
      "first_arrival_tokens",
      "last_token_s",
      "ttft_s",
      ...neededByArrivals,
    ],
    digits: 1,
    choice: true,
    doc: "Tokens after the first arrival divided by the time from first to last token. " +
      "Imported rows: (output tokens - 1) / (last token - TTFT), or to the end of the answer where " +
      "their source kept no last token. " +
      "Null where fewer than two token-bearing arrivals were recorded, or " +
      "reasoning was reported but not streamed. Never capped, never guessed.",
  }),
  request("tpot_s", {
    label: "Time per output token",
    unit: "s",
    better: "lower",
    sql: arrivalsOr(
      "CASE WHEN output_tokens > 1 THEN (last_token_s - ttft_s) / (output_tokens - 1) END",
      `CASE WHEN output_tokens > 1 THEN (${theirLast} - ttft_s) / (output_tokens - 1) END`,
    ),
    needs: [
      "output_tokens",
      "last_token_s",
      "ttft_s",
      ...neededByArrivals,
    ],
    digits: 4,
    choice: true,
    doc: "Time from first to last token divided by the tokens after the first.",
  }),
  request("inter_token_latency_s", {
    label: "Inter-token latency (LLMPerf)",
    unit: "s",
    better: "lower",
    sql: "CASE WHEN output_tokens > 0 THEN e2e_latency_s / output_tokens END",
    needs: ["output_tokens", "e2e_latency_s"],
    digits: 4,
    choice: true,
    doc:
      "End-to-end latency divided by output tokens, as LLMPerf defined it in 2023 (commits 1eac866 " +
      "to 03872a4); kept for its users. Its last commit, f1d6bed of 2024, divides by the lines of " +
      "the stream instead, which no row keeps: deno task reconcile computes that from a recording.",
  }),
  request("inter_chunk_s", {
    label: "Gaps between arrivals",
    unit: "s",
    better: "lower",
    sql: betweenArrivals(gaps),
    needs: ["chunk_at_s"],
    digits: 4,
    doc:
      "List of the gaps between token-bearing arrivals. Not the inter-token latency: a chunk may hold many tokens.",
  }),
  request("response_time_s", {
    label: "Response time from schedule",
    unit: "s",
    better: "lower",
    sql: "CASE WHEN attempt > 1 THEN since_first_s + e2e_latency_s " +
      "WHEN scheduled_at IS NOT NULL THEN CASE WHEN status = 'dropped' " +
      "THEN 'infinity'::DOUBLE ELSE e2e_latency_s + schedule_lag_s END END",
    needs: [
      ...["attempt", "since_first_s", "scheduled_at", "status"] as const,
      ...["e2e_latency_s", "schedule_lag_s"] as const,
    ],
    digits: 2,
    doc: "From the scheduled moment to the end: what a user of an overloaded system feels, free " +
      "of coordinated omission. A dropped arrival counts as infinite. Null in a closed loop. Of a later attempt: " +
      "from when the request was first due (in a closed loop: first sent), with all waits " +
      "between, to the end of this one; these rows are in no population.",
  }),
  request("ttft_wire_s", {
    label: "Time to first token from sent",
    unit: "s",
    better: "lower",
    sql: "ttft_s - sent_s",
    needs: ["ttft_s", "sent_s"],
    digits: 3,
    choice: true,
    doc: "TTFT without connecting and sending. Null where the moment of sending was not observed.",
  }),
  request("tokens_per_chunk", {
    label: "Tokens per arrival",
    unit: "tokens",
    better: null,
    sql: "CASE WHEN chunks >= 2 THEN output_tokens / chunks END",
    needs: ["chunks", "output_tokens"],
    digits: 2,
    choice: true,
    doc:
      "Output tokens divided by token-bearing arrivals. With speculative decoding, where a server " +
      "sends each step by itself, the accepted tokens of a step and one more; see " +
      "tokens_per_arrival for what it cannot tell.",
  }),
  request("max_gap_s", {
    label: "Longest gap",
    unit: "s",
    better: "lower",
    sql: betweenArrivals(`list_max(${gaps})`),
    needs: ["chunk_at_s"],
    digits: 3,
    choice: true,
    doc: "Longest gap between two token-bearing arrivals.",
  }),
  request("short", {
    label: "Short",
    unit: "",
    better: null,
    sql: "status = 'ok' AND output_tokens < 0.8 * output_tokens_target",
    needs: ["status", "output_tokens", "output_tokens_target"],
    digits: 0,
    doc: "Answer of under 0.8 of the tokens asked for. A flag, never a silent drop.",
  }),
  request("over", {
    label: "Over",
    unit: "",
    better: null,
    sql: "status = 'ok' AND output_tokens > 1.2 * output_tokens_target",
    needs: ["status", "output_tokens", "output_tokens_target"],
    digits: 0,
    doc: "Answer of over 1.2 of the tokens asked for.",
  }),
  request("token_count_gap", {
    label: "Token count gap",
    unit: "",
    better: null,
    sql: "CASE WHEN output_tokens_reported > 0 THEN output_tokens / output_tokens_reported - 1 END",
    needs: ["output_tokens", "output_tokens_reported"],
    digits: 3,
    doc:
      "Our token count over the provider's, minus 1. A gap is expected where the tokenizers differ.",
  }),
];
