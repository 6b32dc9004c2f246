/** Columns of what came back: its tokens, how it ended, who gave it, and its text. */
import { group } from "./column.ts";

const tokens = group("tokens");
const outcome = group("outcome");
const fingerprint = group("fingerprint");
const kept = group("text");

export const answerColumns = {
  input_tokens: tokens.column(
    "INTEGER",
    "tokens",
    "Prompt tokens by the reference tokenizer; imported rows keep their source's count.",
  ),
  output_tokens: tokens.column(
    "INTEGER",
    "tokens",
    "Content, reasoning and tool-call tokens by the reference tokenizer; imported " +
      "rows keep their source's count. Null where the text is far longer than what " +
      "was asked for (over 65,536 characters and 64 for each token asked).",
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
    "ok, failed, incomplete (the run ended first) or dropped (not sent: no slot was free, the harness was too late " +
      "or had not started yet, an earlier turn of its session failed, or its target was stopped).",
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
    "What was taken for the answer to a question whose answer is known, at most 100 " +
      "characters: the right number where it was said, " +
      "else the first, else how the text begins.",
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
