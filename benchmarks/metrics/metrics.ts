/**
 * The catalogue: every metric computed from observations, once. View `requests` is the record plus the
 * request-level entries; the terminal, the loaders, the pages and the method page read this list.
 */
import type { ColumnName } from "../record/record.ts";

export interface Metric {
  name: string;
  /** Short words for a control or a column head. */
  label: string;
  /** Unit as printed, "" for none. */
  unit: string;
  better: "higher" | "lower" | null;
  scope: "request" | "group";
  /** DuckDB expression: over a record row (scope request), or an aggregate over view `requests` (scope group). */
  sql: string;
  /** Columns of the record the expression reads. */
  needs: ColumnName[];
  /** Decimals in tables. */
  digits: number;
  doc: string;
  /** True where the value is a duration or a rate that tables, charts and summaries offer for choice. */
  choice: boolean;
}

type Given = Omit<Metric, "name" | "scope" | "choice"> & { choice?: boolean };
const request = (name: string, m: Given): Metric => ({
  name,
  scope: "request",
  choice: false,
  ...m,
});
const groupOf = (name: string, m: Given): Metric => ({ name, scope: "group", choice: false, ...m });

/** Columns of the record that are metrics as they stand. */
const observed: Metric[] = [
  request("ttft_s", {
    label: "Time to first token",
    unit: "s",
    better: "lower",
    sql: "ttft_s",
    needs: ["ttft_s"],
    digits: 2,
    choice: true,
    doc:
      "From handing the request to the transport to the first arrival with a non-empty content, reasoning or tool-call delta. A chunk with a role only is not a token.",
  }),
  request("ttft_content_s", {
    label: "Time to first content",
    unit: "s",
    better: "lower",
    sql: "ttft_content_s",
    needs: ["ttft_content_s"],
    digits: 2,
    choice: true,
    doc: "The same, to the first non-empty content: reasoning is waiting. This is LLMPerf's TTFT.",
  }),
  request("e2e_latency_s", {
    label: "Latency, end to end",
    unit: "s",
    better: "lower",
    sql: "e2e_latency_s",
    needs: ["e2e_latency_s"],
    digits: 2,
    choice: true,
    doc:
      "From handing the request to the transport to the end of the response body. Where the server keeps it open though the answer is over, to its end mark; where the answer has none, to the last thing that it told after its finish reason.",
  }),
  request("headers_s", {
    label: "Time to headers",
    unit: "s",
    better: "lower",
    sql: "headers_s",
    needs: ["headers_s"],
    digits: 2,
    choice: true,
    doc: "To the response headers. A server may send them long before it has a token.",
  }),
  request("output_tokens", {
    label: "Output tokens",
    unit: "tokens",
    better: null,
    sql: "output_tokens",
    needs: ["output_tokens"],
    digits: 0,
    choice: true,
    doc:
      "Content, reasoning and tool-call text counted by the reference tokenizer (Llama 2, no BOS). Imported rows keep their source's count: LLMPerf's includes the BOS, 151 for 150.",
  }),
];

const arrivalsOr = (recorded: string, imported: string) =>
  `CASE WHEN chunk_at_s IS NOT NULL THEN CASE WHEN chunks >= 2 AND last_token_s > ttft_s AND NOT (coalesce(reasoning_tokens_reported, 0) > 0 AND coalesce(reasoning_tokens, 0) = 0) THEN ${recorded} END WHEN imported_from IS NOT NULL AND e2e_latency_s > ttft_s THEN ${imported} END`;

const derived: Metric[] = [
  request("e2e_tokens_per_s", {
    label: "Throughput, end to end",
    unit: "tokens/s",
    better: "higher",
    sql: "CASE WHEN output_tokens > 0 AND e2e_latency_s > 0 THEN output_tokens / e2e_latency_s END",
    needs: ["output_tokens", "e2e_latency_s"],
    digits: 1,
    choice: true,
    doc:
      "Output tokens divided by end-to-end latency: LLMPerf's output tokens throughput. The wait for the first token is in it. Null without output.",
  }),
  request("decode_tokens_per_s", {
    label: "Throughput, decode",
    unit: "tokens/s",
    better: "higher",
    sql: arrivalsOr(
      "(output_tokens - first_arrival_tokens) / (last_token_s - ttft_s)",
      "CASE WHEN output_tokens > 1 THEN (output_tokens - 1) / (e2e_latency_s - ttft_s) END",
    ),
    needs: [
      "output_tokens",
      "first_arrival_tokens",
      "last_token_s",
      "ttft_s",
      "e2e_latency_s",
      "chunks",
      "chunk_at_s",
      "imported_from",
      "reasoning_tokens",
      "reasoning_tokens_reported",
    ],
    digits: 1,
    choice: true,
    doc:
      "Tokens after the first arrival divided by the time from first to last token. Imported rows without arrival times: (output tokens - 1) / (latency - TTFT). Null where fewer than two token-bearing arrivals were recorded, or reasoning was reported but not streamed. Never capped, never guessed.",
  }),
  request("tpot_s", {
    label: "Time per output token",
    unit: "s",
    better: "lower",
    sql: arrivalsOr(
      "CASE WHEN output_tokens > 1 THEN (last_token_s - ttft_s) / (output_tokens - 1) END",
      "CASE WHEN output_tokens > 1 THEN (e2e_latency_s - ttft_s) / (output_tokens - 1) END",
    ),
    needs: [
      "output_tokens",
      "last_token_s",
      "ttft_s",
      "e2e_latency_s",
      "chunks",
      "chunk_at_s",
      "imported_from",
      "reasoning_tokens",
      "reasoning_tokens_reported",
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
    doc: "End-to-end latency divided by output tokens, as LLMPerf defined it; kept for its users.",
  }),
  request("inter_chunk_s", {
    label: "Gaps between arrivals",
    unit: "s",
    better: "lower",
    sql:
      "CASE WHEN len(chunk_at_s) >= 2 THEN list_transform(range(2, len(chunk_at_s) + 1), i -> chunk_at_s[i] - chunk_at_s[i - 1]) END",
    needs: ["chunk_at_s"],
    digits: 4,
    doc:
      "List of the gaps between token-bearing arrivals. Not the inter-token latency: a chunk may hold many tokens.",
  }),
  request("response_time_s", {
    label: "Response time from schedule",
    unit: "s",
    better: "lower",
    sql:
      "CASE WHEN scheduled_at IS NOT NULL THEN CASE WHEN status = 'dropped' THEN 'infinity'::DOUBLE ELSE e2e_latency_s + schedule_lag_s END END",
    needs: ["scheduled_at", "status", "e2e_latency_s", "schedule_lag_s"],
    digits: 2,
    doc:
      "From the scheduled moment to the end: what a user of an overloaded system feels, free of coordinated omission. A dropped arrival counts as infinite. Null in a closed loop.",
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
    doc: "Output tokens divided by token-bearing arrivals.",
  }),
  request("max_gap_s", {
    label: "Longest gap",
    unit: "s",
    better: "lower",
    sql:
      "CASE WHEN len(chunk_at_s) >= 2 THEN list_max(list_transform(range(2, len(chunk_at_s) + 1), i -> chunk_at_s[i] - chunk_at_s[i - 1])) END",
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

const groups: Metric[] = [
  groupOf("attempted", {
    label: "Attempts",
    unit: "",
    better: null,
    sql: "count(*) FILTER (status IN ('ok', 'failed', 'dropped'))",
    needs: ["status"],
    digits: 0,
    doc:
      "Attempts that were ok, failed or dropped; those cut by the end of the run are in no population.",
  }),
  groupOf("succeeded", {
    label: "Succeeded",
    unit: "",
    better: "higher",
    sql: "count(*) FILTER (status = 'ok')",
    needs: ["status"],
    digits: 0,
    doc: "Attempts with status ok.",
  }),
  groupOf("success_rate", {
    label: "Success rate",
    unit: "",
    better: "higher",
    sql:
      "count(*) FILTER (status = 'ok') / nullif(count(*) FILTER (status IN ('ok', 'failed', 'dropped')), 0)",
    needs: ["status"],
    digits: 2,
    doc:
      "ok / (ok + failed + dropped). Printed with the lower bound of its 95% Wilson interval (Wilson 1927).",
  }),
  groupOf("short_answers", {
    label: "Short answers",
    unit: "",
    better: "lower",
    sql: "count(*) FILTER (short)",
    needs: ["status", "output_tokens", "output_tokens_target"],
    digits: 0,
    doc: "Succeeded answers of under 0.8 of the tokens asked for.",
  }),
  groupOf("mismatch_rate", {
    label: "Mismatch rate",
    unit: "",
    better: "lower",
    sql: "count(*) FILTER (NOT correct) / nullif(count(correct), 0)",
    needs: ["correct"],
    digits: 3,
    doc:
      "Of the correctness probes that were answered, the share whose answer has not the right number in it. Printed with its 95% Wilson interval. A failed attempt has no answer and counts in the error rate; LLMPerf's file divides by all attempts.",
  }),
  groupOf("error_rate", {
    label: "Error rate of probes",
    unit: "",
    better: "lower",
    sql:
      "count(*) FILTER (probe_kind = 'correctness' AND status IN ('failed', 'dropped')) / nullif(count(*) FILTER (probe_kind = 'correctness' AND status IN ('ok', 'failed', 'dropped')), 0)",
    needs: ["probe_kind", "status"],
    digits: 3,
    doc: "Of all attempts of correctness probes, the share that failed.",
  }),
  groupOf("cache_hit_rate", {
    label: "Cache hit rate",
    unit: "",
    better: null,
    sql:
      "sum(cached_tokens_reported) FILTER (status = 'ok') / nullif(sum(input_tokens_reported) FILTER (status = 'ok'), 0)",
    needs: ["status", "cached_tokens_reported", "input_tokens_reported"],
    digits: 2,
    doc:
      "Share of the prompt tokens of succeeded requests that the provider says it read from a cache, by its own count. Null where no answer tells; an answer that does not tell beside others that do counts as none read, for several servers leave out a 0.",
  }),
  groupOf("cache_hit_rate_expected", {
    label: "Cache hit rate, expected",
    unit: "",
    better: null,
    sql:
      "sum(cached_tokens_expected) FILTER (status = 'ok') / nullif(sum(input_tokens) FILTER (status = 'ok' AND cached_tokens_expected IS NOT NULL), 0)",
    needs: ["status", "cached_tokens_expected", "input_tokens"],
    digits: 2,
    doc:
      "Share of the prompt tokens of succeeded requests that a perfect prefix cache would serve: whole blocks of 16 tokens, cold before the run, nothing evicted, all that was sent before at hand at once. Null where no caching is measured.",
  }),
];

/** Every metric, in the order of the method page. */
export const metrics: Metric[] = [...observed, ...derived, ...groups];
/** Metrics that view `requests` adds to the record. */
export const derivedMetrics: Metric[] = derived;
/** Metrics offered where a person chooses one. */
export const choiceMetrics: Metric[] = metrics.filter((m) => m.choice);

/** Metrics by which one request is faster than another: one number each, with a direction. */
export const comparableMetrics: Metric[] = metrics.filter((m) =>
  m.scope === "request" && m.better !== null && m.name !== "inter_chunk_s"
);

/** The metric of that name; throws where there is none. */
export function metric(name: string): Metric {
  const found = metrics.find((m) => m.name === name);
  if (!found) {
    throw new Error(
      `There is no metric "${name}". Metrics: ${metrics.map((m) => m.name).join(", ")}`,
    );
  }
  return found;
}

/** What a page needs of a metric: plain data that goes into its script. */
export type MetricInfo = Pick<Metric, "name" | "label" | "unit" | "better" | "digits">;
const infoOf = ({ name, label, unit, better, digits }: Metric): MetricInfo => ({
  name,
  label,
  unit,
  better,
  digits,
});

/** The choices of a page that offers every metric. */
export const choiceInfos: MetricInfo[] = choiceMetrics.map(infoOf);
/** The metrics of a leaderboard, in the order of its switch. */
export const leaderboardInfos: MetricInfo[] = ["e2e_tokens_per_s", "decode_tokens_per_s", "ttft_s"]
  .map((name) => infoOf(metric(name)));
/** The metrics by which two systems are compared: those that say which is faster. */
export const comparedInfos: MetricInfo[] = [
  "ttft_s",
  "e2e_latency_s",
  "e2e_tokens_per_s",
  "decode_tokens_per_s",
  "tpot_s",
].map((name) => infoOf(metric(name)));
