/** Values that no column can hold: the row is written without them. */
import type { Expectations } from "../expectation.ts";

const hello = { status: "ok", content_text: "Hello", finish_reason: "stop" } as const;
const refused = { status: "failed", error_class: "server_error", http_status: 500 } as const;

export const values: Expectations = {
  "emoji-at-500": {
    row: { ...refused, error_code: "engine_error", error_message: "x".repeat(499) },
  },
  "half-characters-refused": {
    row: { ...refused, error_code: "engine\ufffd", error_message: "Broken \ufffd" },
  },
  "half-characters": {
    row: {
      status: "ok",
      content_text: "Half \ufffd sign",
      finish_reason: "other",
      finish_reason_raw: "stop\ufffd",
      served_model: "fault",
      system_fingerprint: "\ufffd",
      service_tier_echoed: "tier\ufffd",
      server_timings: '{"ms\ufffd":1}',
    },
  },
  "character-in-two": { row: { ...hello, content_text: "Two 😀" } },
  "counts-too-large": {
    row: { ...hello, input_tokens_reported: null, output_tokens_reported: null },
  },
  "counts-below-zero": {
    row: {
      ...hello,
      input_tokens_reported: 7,
      output_tokens_reported: null,
      cached_tokens_reported: null,
    },
  },
};
