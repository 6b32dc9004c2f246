/** Files of other harnesses that no importer reads: told apart by keys that only theirs have. */

/** What a file is, and what its text holds, all of it. */
type Known = [what: string, ...signs: RegExp[]];

const key = (name: string) => new RegExp(`"${name}"\\s*:`);

/** In this order: the first that fits. */
const reports: Known[] = [
  ["a GenAI-Perf report", /^Metric,avg,min,max,p99/],
  ["a GenAI-Perf report", key("experiments"), key("service_kind")],
  ["a GenAI-Perf report", key("request_throughput"), key("input_config")],
  ["what a server said of itself to inference-perf", key("successes"), key("queue_len")],
  ["an llm-d benchmark report", /(^|\n)[^\S\n]*"?request_performance"?\s*:/],
  ["an MLPerf Endpoints log", /"event_type"\s*:\s*"(sample|session)\./],
  [
    "an evalscope report",
    /"(Avg TTFT \(ms\)|Average latency \(s\)|Average time to first token \(s\))"\s*:/,
  ],
  ["an InferenceX report", key("tput_per_gpu")],
  ["a k6 log", /"type"\s*:\s*"(Metric|Point)"/, /"http_req/],
  ["a Locust report", /^Type,Name,Request Count,Failure Count/],
];

/** Files that no harness measured. */
const others: Known[] = [
  [
    "a run of this workspace: its folder goes into data/runs as it is",
    key("run_id"),
    key("workload_hash"),
  ],
  ["a Mooncake trace: it holds requests to send, no results", key("hash_ids"), key("input_length")],
  [
    "an Azure trace: it holds requests to send, no results",
    /^TIMESTAMP,ContextTokens,GeneratedTokens/,
  ],
  [
    "a BurstGPT trace: it holds requests to send, no results",
    /^Timestamp,.*Request tokens,Response tokens/,
  ],
];

/** Characters that are looked at: longer files are told by their beginning. */
const looked = 100_000;

const fits = (text: string) => ([, ...signs]: Known) => signs.every((sign) => sign.test(text));

/** Which harness's report a text is, as the reason of a refusal; null where of none that is known. */
export function reportText(text: string): string | null {
  const report = reports.find(fits(text.slice(0, looked)));
  return report ? `this is ${report[0]}; tokenboard cannot read it yet` : null;
}

/** The same, and of traces and our own runs what they are. */
export function foreignText(text: string): string | null {
  const other = others.find(fits(text.slice(0, looked)));
  return reportText(text) ?? (other ? `this is ${other[0]}` : null);
}
