/** Why an answer ended, in the words of any provider: gateways hand on those of whoever stands behind them. */
import { errorInside, streamError } from "./inside.ts";
import { isObject, string } from "./json.ts";
import type { Delta, FinishReason } from "../delta.ts";
import type { Json } from "../provider.ts";

/**
 * Words of all kinds of servers, letters of either case; where a protocol has its own list, that one comes first.
 * Of the vendors' lists: OpenAI, Z.ai (sensitive, network_error, model_context_window_exceeded), DeepSeek
 * (insufficient_system_resource), Mistral (model_length), MiniMax (max_output), IBM watsonx (time_limit, token_limit,
 * cancelled), Together (eos), vLLM (abort, repetition), SGLang (abort), Cohere (USER_CANCEL, ERROR_LIMIT), OpenRouter,
 * and those of Anthropic, Bedrock and Google that gateways to them hand on.
 */
export const anyReasons: Record<string, FinishReason> = {
  stop: "stop",
  eos: "stop",
  eos_token: "stop",
  end: "stop",
  end_turn: "stop",
  stop_sequence: "stop",
  stop_token: "stop",
  complete: "stop",
  completed: "stop",
  length: "length",
  max_tokens: "length",
  max_output_tokens: "length",
  max_output: "length",
  token_limit: "length",
  model_length: "length", // the model's window was full
  model_context_window_exceeded: "length",
  content_filter: "content_filter",
  content_filtered: "content_filter",
  safety: "content_filter",
  sensitive: "content_filter",
  refusal: "content_filter",
  recitation: "content_filter",
  blocklist: "content_filter",
  prohibited_content: "content_filter",
  spii: "content_filter",
  guardrail_intervened: "content_filter",
  error_toxic: "content_filter",
  tool_calls: "tool_calls",
  tool_call: "tool_calls",
  tool_use: "tool_calls",
  function_call: "tool_calls",
  error: "error",
  failed: "error",
  network_error: "error",
  server_error: "error",
  internal_error: "error",
  insufficient_system_resource: "error", // the service broke the answer off
  abort: "error", // so did the server
  aborted: "error",
  cancelled: "error",
  canceled: "error",
  user_cancel: "error", // we never cancel
  timeout: "error",
  time_limit: "error",
  error_limit: "error",
  repetition: "error", // the server saw the model repeat itself
  malformed_function_call: "error",
  function_call_error: "error",
};

/** What servers write while there is no reason yet. */
const noneYet = /^(|null|none|undefined|not_finished|in_progress|(finish_reason_)?unspecified)$/;

/** The closed set's word for a provider's; a word that nobody knows is `other`. */
export function reasonOf(raw: string, own: Record<string, FinishReason> = {}): FinishReason {
  const lower = raw.toLowerCase();
  const known = (words: Record<string, FinishReason>, word: string) =>
    Object.hasOwn(words, word) ? words[word] : undefined;
  return known(own, raw) ?? known(own, lower) ??
    known(anyReasons, lower.replace(/[-\s]+/g, "_")) ?? "other";
}

/**
 * The deltas of a finish reason: none where there is none yet. `says` is what the server adds to it. An object is
 * SGLang's own form: a type, and of a broken answer the message.
 */
export function finishDeltas(
  value: Json | undefined,
  own?: Record<string, FinishReason>,
  says?: string,
): Delta[] {
  if (isObject(value)) {
    const raw = string(value.type);
    if (!raw) return errorInside(value);
    const failed = reasonOf(raw, own) === "error" && string(value.message) !== undefined;
    return failed
      ? [streamError({ error: { code: raw, ...value, type: raw } })]
      : finishDeltas(raw, own, says);
  }
  const raw = string(value)?.trim();
  if (raw === undefined) return [];
  if (noneYet.test(raw.toLowerCase()) && !Object.hasOwn(own ?? {}, raw)) return [];
  return [{ kind: "finish", reason: reasonOf(raw, own), raw, ...(says ? { says } : {}) }];
}
