/** Answers without end or measure: cut by a limit of ours, and what came before kept. */
import type { Expectations } from "../expectation.ts";

const mebibyte = 1 << 20;
const tooMuch = { how: "cut", code: "body_limit" } as const;
const tooLong = { how: "timeout", code: "request" } as const;

export const hostile: Expectations = {
  "long-line": {
    row: { status: "failed", error_class: "protocol", content_text: null },
    says: "longer than 16 million characters",
    limits: { maxBytes: 64 * mebibyte },
    recordedBytes: 17 * mebibyte,
    ends: tooMuch,
  },
  // As long as it may be after what was asked for; its tokens are not counted.
  "one-long-word": {
    row: {
      status: "failed",
      error_class: "protocol",
      error_code: "body_limit",
      output_tokens: null,
      first_arrival_tokens: null,
    },
    recordedBytes: 2 * mebibyte,
    ends: tooMuch,
  },
  // A comment is skipped as it comes: what ends it is the limit of a body.
  "long-comment": {
    row: { status: "failed", error_class: "protocol", content_text: null },
    says: "longer than we accept",
    limits: { maxBytes: 2 * mebibyte },
    recordedBytes: mebibyte,
    ends: tooMuch,
  },
  "endless": {
    row: { status: "failed", error_class: "protocol", error_code: "body_limit" },
    limits: { maxBytes: 2 * mebibyte },
    recordedBytes: mebibyte,
    ends: tooMuch,
  },
  "endless-keep-alives": {
    row: { status: "failed", error_class: "timeout", ttft_s: null },
    limits: { requestMs: 500 },
    recordedBytes: 500,
    ends: tooLong,
  },
  "endless-refusal": {
    row: { status: "failed", error_class: "server_error", http_status: 500 },
    limits: { maxBytes: 2 * mebibyte },
    recordedBytes: mebibyte,
    ends: tooMuch,
  },
  "header-flood": {
    row: { status: "failed", error_class: "protocol", http_status: null },
    recordedBytes: 30_000,
    ends: { how: "cut", code: "UND_ERR_HEADERS_OVERFLOW" },
  },
  "large-head": {
    row: { status: "failed", error_class: "protocol", http_status: null },
    ends: { how: "cut", code: "UND_ERR_HEADERS_OVERFLOW" },
  },
  "slow-drip": {
    row: { status: "failed", error_class: "timeout", content_text: "Hello", chunks: 1 },
    limits: { requestMs: 500 },
    recordedBytes: 300,
    ends: tooLong,
  },
  "slow-head": {
    row: { status: "failed", error_class: "timeout", http_status: null },
    limits: { requestMs: 500 },
    ends: tooLong,
  },
};
