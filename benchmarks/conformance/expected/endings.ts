/** Answers that break off, fall silent or turn into an error. */
import type { Expectations } from "../expectation.ts";
import { wellBehaved } from "./answers.ts";

const kept = { content_text: "Partial answer", chunks: 2 };
const inside = (over: object, says = "The engine fell over") => ({
  row: {
    status: "failed",
    error_class: "stream_error",
    error_code: "engine_error",
    http_status: 200,
    ...kept,
    ...over,
  },
  says,
});
const notJson = (over: object, says: string) => ({
  row: { status: "failed", error_class: "protocol", http_status: 200, ...over },
  says,
});
const truncated = {
  row: { status: "failed", error_class: "truncated", finish_reason: null, ...kept },
  ms: { ttft_s: 20, last_token_s: 30 },
};
const lost = {
  row: { status: "failed", error_class: "connection_reset", e2e_latency_s: null, ...kept },
  ms: { ttft_s: 20, last_token_s: 30 },
};

export const endings: Expectations = {
  "error-in-200": inside({}),
  "error-in-200-first": inside({ content_text: null, chunks: 0 }),
  "error-in-200-string": inside({ error_code: null }),
  "error-in-200-flat": inside({}),
  "error-in-200-named": inside({}),
  "no-finish": truncated,
  "no-finish-closed": truncated,
  "not-json": notJson({ finish_reason: "stop" }, "{this is no JSON"),
  "not-json-first": notJson({ content_text: null }, "{this is no JSON"),
  "not-json-long": notJson(kept, "{no JSON no JSON"),
  "not-json-html": notJson({ content_text: null }, "502 Bad Gateway"),
  "closed-keepalive": {
    row: { ...wellBehaved, reconnected: true, connection_reused: false },
    requests: 2,
  },
  "reset-keepalive": {
    row: { ...wellBehaved, reconnected: true, connection_reused: false },
    requests: 2,
  },
  // The connection is known to be gone when the next request comes: it is opened anew, not repaired.
  "left-keepalive": { row: wellBehaved, requests: 2 },
  "closed-unanswered": {
    row: {
      status: "failed",
      error_class: "connection_reset",
      http_status: null,
      reconnected: false,
    },
  },
  "reset-midstream": lost,
  "closed-midstream": lost,
  "stall": {
    row: { status: "failed", error_class: "idle_timeout", ...kept },
    limits: { idleMs: 150 },
    ends: { how: "timeout", code: "idle" },
  },
  "stall-first": {
    row: { status: "failed", error_class: "first_token_timeout", content_text: null, ttft_s: null },
    limits: { firstTokenMs: 150 },
    ends: { how: "timeout", code: "first_token" },
  },
  "stall-head": {
    row: { status: "failed", error_class: "first_token_timeout", http_status: 200 },
    limits: { firstTokenMs: 150 },
    ends: { how: "timeout", code: "first_token" },
  },
};
