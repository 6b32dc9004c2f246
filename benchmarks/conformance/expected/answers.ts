/** Whole answers of every kind. */
import type { Expectations } from "../expectation.ts";

/** The row of the well-behaved answer, whatever its dress. */
export const wellBehaved = {
  status: "ok",
  error_class: null,
  http_status: 200,
  streamed: true,
  content_text: "Héllo, 漢字 and 👩‍🚀 end.",
  reasoning_text: null,
  finish_reason: "stop",
  input_tokens_reported: 7,
  output_tokens_reported: 4,
  served_model: "fault",
} as const;

const reasoned = {
  row: {
    status: "ok",
    reasoning_text: "Let me think.",
    content_text: "Hello there.",
    output_tokens_reported: 8,
    chunks: 4,
  },
  ms: { role_s: 2, ttft_s: 202, reasoning_s: 202, ttft_content_s: 507, last_token_s: 517 },
};
const unstreamed = {
  row: {
    ...wellBehaved,
    streamed: false,
    ttft_s: null,
    ttft_content_s: null,
    last_token_s: null,
    chunks: null,
    chunk_at_s: null,
  },
};
const empty = { row: { status: "failed", error_class: "empty", http_status: 200, ttft_s: null } };

export const answers: Expectations = {
  "well-behaved": { row: { ...wellBehaved, chunks: 4 }, ms: { ttft_s: 20, finish_s: 60 } },
  "role-first": {
    row: { status: "ok", content_text: "Hello there.", output_tokens_reported: 3, chunks: 2 },
    ms: { role_s: 2, ttft_s: 302, ttft_content_s: 302, last_token_s: 312, finish_s: 322 },
  },
  "reasoning-content": reasoned,
  "reasoning": reasoned,
  "reasoning-part": reasoned,
  "tool-only": {
    row: {
      status: "ok",
      content_text: null,
      content_tokens: null,
      ttft_content_s: null,
      tool_call_text: '{"city": "Zürich"}',
      finish_reason: "tool_calls",
      output_tokens_reported: 12,
    },
    // The call's name came 40 ms before: of a call only its arguments are tokens.
    ms: { ttft_s: 90, tool_call_s: 90 },
  },
  "unstreamed": unstreamed,
  "unstreamed-pretty": unstreamed,
  "unstreamed-as-stream": unstreamed,
  "empty-200": empty,
  "empty-200-done": empty,
  "empty-200-comments": empty,
  "empty-200-no-body": empty,
  "reasoning-hidden": {
    row: {
      ...wellBehaved,
      output_tokens_reported: 44,
      reasoning_tokens_reported: 40,
      reasoning_tokens: null,
      reasoning_s: null,
    },
    ms: { ttft_s: 20 },
  },
  "one-arrival": { row: { ...wellBehaved, chunks: 1 }, ms: { ttft_s: 10, last_token_s: 10 } },
  "cap-in-reasoning": {
    row: {
      status: "ok",
      finish_reason: "length",
      content_text: null,
      content_tokens: null,
      ttft_content_s: null,
      reasoning_text: "Let me think",
      output_tokens_reported: 4,
    },
    ms: { ttft_s: 20, reasoning_s: 20 },
  },
  "reasoning-and-content": {
    row: { status: "ok", reasoning_text: "Let me think.", content_text: "Hello there.", chunks: 2 },
    ms: { ttft_s: 20, reasoning_s: 20, ttft_content_s: 20, last_token_s: 30 },
  },
  "no-usage": {
    row: { ...wellBehaved, input_tokens_reported: null, output_tokens_reported: null },
  },
  "usage-every-chunk": { row: wellBehaved },
  "usage-empty-choices": { row: wellBehaved },
  "usage-corrected": { row: wellBehaved },
};
