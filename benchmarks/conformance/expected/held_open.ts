/** Complete answers whose body does not end, or ends otherwise than its framing says. */
import type { Expectation, Expectations } from "../expectation.ts";
import { wellBehaved } from "./answers.ts";

const ends = { how: "complete", code: "held_open" } as const;
/** The answer ended so many milliseconds after it was asked for, whatever its body did then. */
const ended = (ms: number, row: Expectation["row"], more: Partial<Expectation> = {}) => ({
  row,
  ms: { e2e_latency_s: ms },
  ends,
  ends_ms: ms,
  ...more,
});
const left = { limits: { finishGraceMs: 150 } };
const lost = { status: "failed", error_class: "connection_reset", e2e_latency_s: null } as const;

export const heldOpen: Expectations = {
  "held-open": ended(80, wellBehaved),
  "held-open-comments": ended(80, wellBehaved, { recordedBytes: 3000 }),
  "held-open-no-mark": ended(70, wellBehaved, left),
  "held-open-no-mark-comments": ended(70, wellBehaved, { ...left, recordedBytes: 3000 }),
  // A reason right after the first piece may be said of every piece: only the idle limit tells.
  "held-open-one-piece": ended(40, { status: "ok", content_text: "Hello", finish_reason: "stop" }, {
    limits: { idleMs: 150 },
  }),
  "held-open-error": ended(40, {
    status: "failed",
    error_class: "stream_error",
    error_code: "engine_error",
    content_text: "Partial answer",
  }, left),
  "held-open-refused": ended(10, {
    status: "failed",
    error_class: "server_error",
    error_code: "engine_error",
    http_status: 500,
  }, left),
  "stall-reason-every-piece": {
    row: { status: "failed", error_class: "idle_timeout", e2e_latency_s: null },
    limits: { idleMs: 150, finishGraceMs: 50 },
    ends: { how: "timeout", code: "idle" },
  },
  "late-end": {
    row: wellBehaved,
    ms: { e2e_latency_s: 200 },
  },
  "no-last-chunk": { row: wellBehaved },
  "no-last-chunk-reset": { row: wellBehaved },
  "no-last-chunk-no-mark": { row: wellBehaved },
  "no-last-chunk-reason-every-piece": { row: lost },
  "length-and-chunks": {
    row: { status: "failed", error_class: "protocol", http_status: null, ttft_s: null },
    says: "a length and chunks at once",
    ends: { how: "cut", code: "two_framings" },
  },
};
