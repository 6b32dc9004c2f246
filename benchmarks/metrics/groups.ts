/** Metrics of a group of requests: counts and shares of view `requests`. */
import { groupOf, type Metric } from "./metric.ts";

/** Aggregate: seconds of a turn, from the first request sent to the last ended. */
export const turnSecondsSql = "max(epoch(started_at) + e2e_latency_s) - min(epoch(started_at))";
const overTurn =
  "over the seconds from the first request sent to the last ended. Of one turn, such as a " +
  "step of a sweep; of several turns theirs are added up. Null where no moment was recorded.";

export const groups: Metric[] = [
  groupOf("attempted", {
    label: "Attempts",
    unit: "",
    better: null,
    sql: "count(*) FILTER (status IN ('ok', 'failed', 'dropped'))",
    needs: ["status"],
    digits: 0,
    doc:
      "First attempts that were ok, failed or dropped; those cut by the end of the run, and later " +
      "attempts of a request that failed, are in no population.",
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
  groupOf("served_per_s", {
    label: "Served per second",
    unit: "requests/s",
    better: "higher",
    sql: `count(*) FILTER (status = 'ok') / nullif(${turnSecondsSql}, 0)`,
    needs: ["status", "started_at", "e2e_latency_s"],
    digits: 2,
    doc: `Succeeded requests ${overTurn}`,
  }),
  groupOf("system_tokens_per_s", {
    label: "Output tokens per second, all",
    unit: "tokens/s",
    better: "higher",
    sql: `sum(output_tokens) FILTER (status = 'ok') / nullif(${turnSecondsSql}, 0)`,
    needs: ["status", "output_tokens", "started_at", "e2e_latency_s"],
    digits: 1,
    doc: `Output tokens of succeeded requests ${overTurn}`,
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
    doc: "Of the correctness probes that were answered, the share whose answer has not the right " +
      "number in it. Printed with its 95% Wilson interval. A failed attempt has no answer " +
      "and counts in the error rate; LLMPerf's file divides by all attempts.",
  }),
  groupOf("error_rate", {
    label: "Error rate of probes",
    unit: "",
    better: "lower",
    sql: "count(*) FILTER (probe_kind = 'correctness' AND status IN ('failed', 'dropped')) / " +
      "nullif(count(*) FILTER (probe_kind = 'correctness' " +
      "AND status IN ('ok', 'failed', 'dropped')), 0)",
    needs: ["probe_kind", "status"],
    digits: 3,
    doc: "Of all attempts of correctness probes, the share that failed.",
  }),
  groupOf("cache_hit_rate", {
    label: "Cache hit rate",
    unit: "",
    better: null,
    sql: "sum(cached_tokens_reported) FILTER (status = 'ok') / " +
      "nullif(sum(input_tokens_reported) FILTER (status = 'ok'), 0)",
    needs: ["status", "cached_tokens_reported", "input_tokens_reported"],
    digits: 2,
    doc: "Share of the prompt tokens of succeeded requests that the provider says it read from a " +
      "cache, by its own count. Null where no answer tells; an answer that does not tell " +
      "beside others that do counts as none read, for several servers leave out a 0.",
  }),
  groupOf("cache_hit_rate_expected", {
    label: "Cache hit rate, expected",
    unit: "",
    better: null,
    sql: "sum(cached_tokens_expected) FILTER (status = 'ok') / " +
      "nullif(sum(input_tokens) " +
      "FILTER (status = 'ok' AND cached_tokens_expected IS NOT NULL), 0)",
    needs: ["status", "cached_tokens_expected", "input_tokens"],
    digits: 2,
    doc: "Share of the prompt tokens of succeeded requests that a perfect prefix cache would " +
      "serve: whole blocks of 16 tokens, cold before the run, nothing evicted, all that " +
      "was sent before at hand at once. Null where no caching is measured.",
  }),
  groupOf("ttft_first_turn_s", {
    label: "TTFT, first turns",
    unit: "s",
    better: "lower",
    sql: "quantile_cont(ttft_s, 0.5) FILTER (status = 'ok' AND turn = 0)",
    needs: ["status", "turn", "ttft_s"],
    digits: 3,
    doc:
      "Median time to first token of the first turns of sessions, whose prompts are the shortest.",
  }),
  groupOf("ttft_later_turns_s", {
    label: "TTFT, later turns",
    unit: "s",
    better: "lower",
    sql: "quantile_cont(ttft_s, 0.5) FILTER (status = 'ok' AND turn > 0)",
    needs: ["status", "turn", "ttft_s"],
    digits: 3,
    doc: "Median time to first token of all later turns of sessions; null where there are none.",
  }),
  groupOf("cache_hit_rate_later_turns", {
    label: "Cache hit rate, later turns",
    unit: "",
    better: null,
    sql: "sum(cached_tokens_reported) FILTER (status = 'ok' AND turn > 0) / " +
      "nullif(sum(input_tokens_reported) FILTER (status = 'ok' AND turn > 0), 0)",
    needs: ["status", "turn", "cached_tokens_reported", "input_tokens_reported"],
    digits: 2,
    doc: "Share of the prompt tokens of later turns that the provider says it read from a cache: " +
      "what it kept of the conversation. Null where no answer tells.",
  }),
  groupOf("tokens_per_arrival", {
    label: "Tokens per arrival",
    unit: "tokens",
    better: null,
    sql: "sum(output_tokens) FILTER (status = 'ok' AND chunks >= 2) / " +
      "nullif(sum(chunks) FILTER (status = 'ok' AND chunks >= 2), 0)",
    needs: ["status", "output_tokens", "chunks"],
    digits: 2,
    doc:
      "Mean of the tokens that one arrival of a streamed answer held: the client's own view of " +
      "speculative decoding, of which each step gives the tokens that were accepted and one " +
      "more. It can tell that nothing was accepted (1.0) and that acceptance changed on one " +
      "server; it cannot tell the share that was accepted, since servers, proxies and networks " +
      "put tokens together for reasons of their own, and since the reference tokenizer counts " +
      "them. The server's own count stands beside it where its metrics are looked at.",
  }),
  groupOf("many_token_arrivals", {
    label: "Arrivals of several tokens",
    unit: "",
    better: null,
    sql: "list_avg(list_transform(flatten(list(list_transform(chunk_chars, " +
      "c -> c * output_tokens / nullif(list_sum(chunk_chars), 0))) " +
      "FILTER (status = 'ok' AND chunks >= 2 AND output_tokens > 0)), " +
      "tokens -> CASE WHEN tokens >= 1.5 THEN 1 ELSE 0 END))",
    needs: ["status", "output_tokens", "chunks", "chunk_chars"],
    digits: 2,
    doc: "Share of the arrivals of streamed answers that held more than one token, each taken to " +
      "have the share of its answer's tokens that it has of its characters. With speculation " +
      "near the share of steps of which something was accepted, where a server sends each step " +
      "by itself; it says the same of tokens that were put together for other reasons.",
  }),
];
