/** What comes more than once, in parts or halves. */
import type { Expectations } from "../expectation.ts";
import { wellBehaved } from "./answers.ts";

const friend = (finish_reason: string) => ({
  row: {
    status: "ok",
    content_text: "Hello there, friend.",
    finish_reason,
    input_tokens_reported: 7,
    output_tokens_reported: 4,
  },
  ms: { ttft_s: 102, last_token_s: 302, finish_s: 302 },
});
const same = { row: wellBehaved };
const rocket = (content_text: string) => ({ status: "ok", content_text, finish_reason: "stop" });
const reasoned = {
  row: {
    status: "ok",
    reasoning_text: "Let me think.",
    content_text: "Hello there.",
    output_tokens_reported: 8,
  },
  ms: { ttft_s: 202, reasoning_s: 202, ttft_content_s: 507, last_token_s: 517 },
};

export const repeated: Expectations = {
  "finish-every-chunk": friend("stop"),
  "finish-before-text": friend("stop"),
  "finish-changes": friend("length"),
  "usage-split": same,
  "usage-then-zeros": same,
  "usage-then-empty": same,
  "usage-zeros-alone": {
    row: { ...wellBehaved, input_tokens_reported: null, output_tokens_reported: null },
  },
  "usage-nulls": same,
  "emoji-in-halves": {
    row: { ...rocket("Hi 🚀!"), output_tokens_reported: 3, chunks: 2 },
    ms: { ttft_s: 102, last_token_s: 202 },
  },
  "emoji-half-first": { row: rocket("🚀!"), ms: { ttft_s: 102, last_token_s: 302 } },
  "emoji-half-alone": { row: { ...rocket("Hi \ufffd!"), chunks: 2 } },
  "reasoning-details": reasoned,
  "reasoning-details-beside": reasoned,
  "reasoning-details-again": reasoned,
  "reasoning-details-summary": reasoned,
};
