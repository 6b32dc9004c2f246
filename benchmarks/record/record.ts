/**
 * The record of one attempt: every column with its type, unit and documentation.
 * The TypeScript type, the Parquet schema, the `/data` page and the checks derive from this literal.
 * A value that was not observed is null, never 0.
 */

/** DuckDB types a column may have. */
export type SqlType =
  | "VARCHAR"
  | "DOUBLE"
  | "BIGINT"
  | "INTEGER"
  | "BOOLEAN"
  | "TIMESTAMP"
  | "DOUBLE[]"
  | "INTEGER[]";

/** How each DuckDB type looks in TypeScript; timestamps are ISO 8601 strings in UTC. */
interface Native {
  VARCHAR: string;
  DOUBLE: number;
  BIGINT: number;
  INTEGER: number;
  BOOLEAN: boolean;
  TIMESTAMP: string;
  "DOUBLE[]": number[];
  "INTEGER[]": number[];
}

/** One column: `unit` is "" for what has none; `group` is its heading on the data page. */
export interface Column<T extends SqlType = SqlType, R extends boolean = boolean> {
  type: T;
  unit: string;
  doc: string;
  group: string;
  required: R;
}

const group = (name: string) => ({
  column: <T extends SqlType>(type: T, unit: string, doc: string): Column<T, false> => ({
    type,
    unit,
    doc,
    group: name,
    required: false,
  }),
  required: <T extends SqlType>(type: T, unit: string, doc: string): Column<T, true> => ({
    type,
    unit,
    doc,
    group: name,
    required: true,
  }),
});

const identity = group("identity");
const asked = group("asked");
const when = group("when");
const instants = group("instants");
const stream = group("stream");
const tokens = group("tokens");
const outcome = group("outcome");
const fingerprint = group("fingerprint");
const kept = group("text");

export const record = {
  run_id: identity.required(
    "VARCHAR",
    "",
    "The run this attempt belongs to; also the name of its folder.",
  ),
  config_name: identity.required("VARCHAR", "", "Name of the run configuration."),
  config_hash: identity.column("VARCHAR", "", "Hash of the whole configuration."),
  workload_hash: identity.column(
    "VARCHAR",
    "",
    "Hash of prompts, lengths, load and limits, without targets and seed: rows compare only within one.",
  ),
  provider: identity.required(
    "VARCHAR",
    "",
    "Who served the request, as the configuration calls it.",
  ),
  model: identity.required("VARCHAR", "", "The model asked for."),
  model_size: identity.column(
    "VARCHAR",
    "",
    "Size class such as 70b, where the configuration or source gives one.",
  ),
  api: identity.column("VARCHAR", "", "Wire protocol."),
  endpoint: identity.column("VARCHAR", "", "Host and port that was called, without path or key."),
  location: identity.column("VARCHAR", "", "Where the request was sent from."),
  simulated: identity.required("BOOLEAN", "", "True where the answer came from the simulator."),
  imported_from: identity.column(
    "VARCHAR",
    "",
    "The harness whose file this row came from; null for runs of this one.",
  ),
  shard: identity.column("INTEGER", "", "Which machine's share of the plan."),
  worker: identity.column("INTEGER", "", "Which worker of that machine."),
  block: identity.column("INTEGER", "", "Time block of the plan, from 0."),
  phase: identity.required(
    "VARCHAR",
    "",
    "warmup, measured, cooldown or probe; only measured rows are in a population.",
  ),
  request_index: identity.required(
    "INTEGER",
    "",
    "Place in the plan of its target, from 0 within a phase.",
  ),
  session: identity.column(
    "INTEGER",
    "",
    "Session of the plan; an ordinary request is a session of one turn.",
  ),
  turn: identity.column("INTEGER", "", "Turn within the session, from 0."),
  attempt: identity.required("INTEGER", "", "1 for the first attempt of a request."),
  prompt_hash: identity.column(
    "VARCHAR",
    "",
    "Hash of the prompt without its nonce: equal prompts have equal hashes.",
  ),

  input_tokens_target: asked.column("INTEGER", "tokens", "Prompt length asked for."),
  output_tokens_target: asked.column("INTEGER", "tokens", "Answer length asked for."),
  cached_tokens_expected: asked.column(
    "INTEGER",
    "tokens",
    "Prompt tokens that a perfect prefix cache would serve, in blocks of 16, cold before the run; null where no caching is measured.",
  ),
  tokenizer: asked.column("VARCHAR", "", "Tokenizer behind every token count of the row."),
  service_tier_requested: asked.column(
    "VARCHAR",
    "",
    "Service tier asked for, in the vendor's words; what the answer echoes is another column, and proves nothing.",
  ),
  reasoning_effort: asked.column(
    "VARCHAR",
    "",
    "Reasoning effort asked for, in the vendor's words: a level, a budget in tokens, or on and off. No answer proves that it was kept.",
  ),
  probe_kind: asked.column(
    "VARCHAR",
    "",
    "What a probe finds out: correctness (an answer that is known), or repeat (two requests of one session ask the same); null in ordinary rows.",
  ),
  expected_answer: asked.column(
    "VARCHAR",
    "",
    "The right answer, where there is one: digits of a number.",
  ),
  request_params: asked.column("VARCHAR", "JSON", "JSON of what was sent, without the prompt."),

  scheduled_at: when.column(
    "TIMESTAMP",
    "UTC",
    "When the plan wanted it sent; null in a closed loop.",
  ),
  started_at: when.column("TIMESTAMP", "UTC", "When it was handed to the transport."),
  utc_hour: when.column("INTEGER", "h", "Hour of the day of started_at, UTC."),
  local_hour: when.column("INTEGER", "h", "Hour of the day of started_at where it was sent from."),
  weekday: when.column("INTEGER", "", "Day of the week of started_at, UTC; 1 is Monday."),

  schedule_lag_s: instants.column(
    "DOUBLE",
    "s",
    "started minus scheduled: health of the harness, not of the provider.",
  ),
  dns_s: instants.column("DOUBLE", "s", "Host name resolved; null when the connection was reused."),
  connect_s: instants.column("DOUBLE", "s", "TCP connected; null when the connection was reused."),
  tls_s: instants.column(
    "DOUBLE",
    "s",
    "TLS established; null when the connection was reused or plain.",
  ),
  sent_s: instants.column("DOUBLE", "s", "Last byte of the request written."),
  headers_s: instants.column("DOUBLE", "s", "Response headers arrived."),
  first_byte_s: instants.column("DOUBLE", "s", "First byte of the body arrived."),
  first_event_s: instants.column("DOUBLE", "s", "First decoded event of the stream."),
  role_s: instants.column("DOUBLE", "s", "First delta that announced a role."),
  reasoning_s: instants.column("DOUBLE", "s", "First non-empty reasoning delta."),
  tool_call_s: instants.column("DOUBLE", "s", "First non-empty tool-call delta."),
  ttft_s: instants.column(
    "DOUBLE",
    "s",
    "Time to first token: first arrival with a non-empty content, reasoning or tool-call delta.",
  ),
  ttft_content_s: instants.column(
    "DOUBLE",
    "s",
    "First arrival with non-empty content: what LLMPerf called TTFT.",
  ),
  last_token_s: instants.column("DOUBLE", "s", "Last token-bearing arrival."),
  finish_s: instants.column(
    "DOUBLE",
    "s",
    "The last finish reason was seen; never before last_token_s.",
  ),
  e2e_latency_s: instants.column(
    "DOUBLE",
    "s",
    "End of the response body. Where the server keeps it open though the answer is over: its end mark, or the last thing that it told after its finish reason.",
  ),

  chunks: stream.column(
    "INTEGER",
    "arrivals",
    "Token-bearing arrivals; one arrival is one read of the socket.",
  ),
  chunk_at_s: stream.column("DOUBLE[]", "s", "Time of each token-bearing arrival."),
  chunk_chars: stream.column(
    "INTEGER[]",
    "characters",
    "Characters of text in each token-bearing arrival.",
  ),
  http_version: stream.column("VARCHAR", "", "Negotiated HTTP version."),
  connection_reused: stream.column("BOOLEAN", "", "Sent over a connection that was already open."),
  reconnected: stream.column(
    "BOOLEAN",
    "",
    "A reused connection was dead and the request was sent again on a fresh one.",
  ),
  content_encoding: stream.column(
    "VARCHAR",
    "",
    "Content coding that the server named for the body; none was asked for.",
  ),
  streamed: stream.column(
    "BOOLEAN",
    "",
    "False where a plain answer came although a stream was asked for.",
  ),

  input_tokens: tokens.column(
    "INTEGER",
    "tokens",
    "Prompt tokens by the reference tokenizer; imported rows keep their source's count.",
  ),
  output_tokens: tokens.column(
    "INTEGER",
    "tokens",
    "Content, reasoning and tool-call tokens by the reference tokenizer; imported rows keep their source's count. Null where the text is far longer than what was asked for (over 65,536 characters and 64 for each token asked).",
  ),
  content_tokens: tokens.column("INTEGER", "tokens", "Tokens of the content text."),
  reasoning_tokens: tokens.column(
    "INTEGER",
    "tokens",
    "Tokens of the reasoning text that was streamed.",
  ),
  first_arrival_tokens: tokens.column(
    "INTEGER",
    "tokens",
    "Tokens of the first token-bearing arrival.",
  ),
  input_tokens_reported: tokens.column(
    "INTEGER",
    "tokens",
    "Prompt tokens as the provider counted them.",
  ),
  output_tokens_reported: tokens.column(
    "INTEGER",
    "tokens",
    "Output tokens as the provider counted them.",
  ),
  reasoning_tokens_reported: tokens.column(
    "INTEGER",
    "tokens",
    "Reasoning tokens as the provider counted them.",
  ),
  cached_tokens_reported: tokens.column(
    "INTEGER",
    "tokens",
    "Prompt tokens the provider says it read from a cache.",
  ),
  cache_write_tokens_reported: tokens.column(
    "INTEGER",
    "tokens",
    "Prompt tokens the provider says it wrote to a cache.",
  ),

  status: outcome.required(
    "VARCHAR",
    "",
    "ok, failed, incomplete (the run ended first) or dropped (no slot was free).",
  ),
  error_class: outcome.column("VARCHAR", "", "One of a closed set, see errors.ts."),
  error_code: outcome.column("VARCHAR", "", "The code as the server or the system gave it."),
  error_message: outcome.column(
    "VARCHAR",
    "",
    "The message, secrets redacted, at most 500 characters.",
  ),
  http_status: outcome.column("INTEGER", "", "HTTP status of the answer."),
  retry_after_s: outcome.column("DOUBLE", "s", "How long the server asked to wait."),
  given_answer: outcome.column(
    "VARCHAR",
    "",
    "What was taken for the answer to a question whose answer is known, at most 100 characters: the right number where it was said, else the first, else how the text begins.",
  ),
  correct: outcome.column(
    "BOOLEAN",
    "",
    "Whether the right number is among those of the answer; null where nothing was asked or no answer came.",
  ),
  finish_reason: outcome.column(
    "VARCHAR",
    "",
    "stop, length, content_filter, tool_calls, error or other. Null in an ok row: an end mark came without one.",
  ),
  finish_reason_raw: outcome.column("VARCHAR", "", "The provider's own word."),

  request_id: fingerprint.column("VARCHAR", "", "The provider's name for this request."),
  served_model: fingerprint.column("VARCHAR", "", "The model the provider says it used."),
  system_fingerprint: fingerprint.column(
    "VARCHAR",
    "",
    "The provider's fingerprint of its deployment.",
  ),
  service_tier_echoed: fingerprint.column(
    "VARCHAR",
    "",
    "The tier the provider says it used; an echo proves nothing.",
  ),
  server_timings: fingerprint.column("VARCHAR", "JSON", "JSON of timings the server reported."),
  rate_limits: fingerprint.column("VARCHAR", "JSON", "JSON of rate-limit headers."),

  content_text: kept.column(
    "VARCHAR",
    "",
    "Generated text, at most 4 million characters as the others; null unless the run kept it.",
  ),
  reasoning_text: kept.column("VARCHAR", "", "Generated reasoning; null unless the run kept it."),
  tool_call_text: kept.column(
    "VARCHAR",
    "",
    "Arguments of tool calls; null unless the run kept generated text.",
  ),
} as const;

/** Name of a column. */
export type ColumnName = keyof typeof record;
type Cell<C> = C extends Column<infer T, infer R> ? (R extends true ? Native[T] : Native[T] | null)
  : never;
/** One attempt. */
export type Row = { -readonly [K in ColumnName]: Cell<(typeof record)[K]> };

/** Every column name, in file order. */
export const columnNames = Object.keys(record) as ColumnName[];

/** A row in which nothing has been observed; the required columns are given. */
export function emptyRow(
  required: {
    [K in ColumnName as (typeof record)[K]["required"] extends true ? K : never]: Row[K];
  },
): Row {
  const nulls = Object.fromEntries(columnNames.map((name) => [name, null]));
  return { ...nulls, ...required } as Row;
}
