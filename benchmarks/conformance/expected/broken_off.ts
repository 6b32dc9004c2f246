/** Failures that look like an answer. */
import type { Expectations } from "../expectation.ts";
import { wellBehaved } from "./answers.ts";

const kept = { content_text: "Partial answer", chunks: 2 };
const failed = { status: "failed", error_class: "stream_error", http_status: 200 } as const;
const reason = (raw: string, finish_reason: string, over: object = {}) => ({
  row: {
    ...failed,
    error_code: raw,
    finish_reason,
    finish_reason_raw: raw,
    output_tokens_reported: 4,
    ...kept,
    ...over,
  },
  says: raw,
});
const beside = (over: object = {}, says = "upstream timed out") => ({
  row: { ...failed, error_code: "504", ...kept, ...over },
  says,
});
const unstreamed = { chunks: null, streamed: false, ttft_s: null };
const nothing = { ...unstreamed, content_text: null };
const foreign = { status: "failed", error_class: "protocol", http_status: 200, content_text: null };

export const brokenOff: Expectations = {
  "reason-network-error": reason("network_error", "error"),
  "reason-sensitive": reason("sensitive", "content_filter"),
  "reason-content-filter": reason("content_filter", "content_filter"),
  "reason-time-limit": reason("time_limit", "error"),
  "reason-error-then-stop": reason("error", "error"),
  "reason-native": reason("network_error", "error"),
  "reason-unstreamed": reason("sensitive", "content_filter", {
    ...unstreamed,
    output_tokens_reported: null,
  }),
  "reason-unknown": {
    row: { ...wellBehaved, finish_reason: "other", finish_reason_raw: "went_for_a_walk" },
  },
  "error-on-choice": beside({ finish_reason: "stop" }),
  "error-in-delta": beside({ finish_reason: "stop" }),
  "error-before-done": beside({ finish_reason: "stop" }),
  "error-in-message": beside(unstreamed),
  "error-no-choices": beside({ error_code: null }),
  "error-base-resp": beside(
    { ...nothing, error_class: "payment", error_code: "1008" },
    "insufficient balance",
  ),
  "error-base-resp-midstream": beside(
    { error_class: "rate_limited", error_code: "1002" },
    "rate limit",
  ),
  "error-envelope": beside({ ...nothing, error_code: "500" }),
  "error-envelope-midstream": beside({ error_class: "payment", error_code: "1113" }, "余额不足"),
  "error-429-inside": beside(
    { error_class: "rate_limited", error_code: "429" },
    "Provider returned",
  ),
  "error-empty": { row: wellBehaved },
  "error-none": { row: wellBehaved },
  "other-protocol": {
    row: foreign,
    says: "1 message_start, 2 content_block_delta, 1 message_delta, 1 message_stop",
  },
  "other-protocol-unnamed": { row: foreign, says: "2 {candidates, modelVersion}" },
  "unknown-events-alone": { row: { ...foreign, error_class: "empty" }, says: "1 answer.piece" },
};
