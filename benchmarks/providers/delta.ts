/** What a decoder makes of the bytes of an answer. */
import type { Json } from "./read/json.ts";

export type FinishReason = "stop" | "length" | "content_filter" | "tool_calls" | "error" | "other";
/** Closed set of error classes; each is documented in record/errors.ts. */
export type ErrorClass =
  | "rate_limited"
  | "auth"
  | "payment"
  | "not_found"
  | "bad_request"
  | "server_error"
  | "dns"
  | "refused"
  | "tls"
  | "connection_reset"
  | "connect_timeout"
  | "first_token_timeout"
  | "idle_timeout"
  | "timeout"
  | "stream_error"
  | "truncated"
  | "empty"
  | "protocol"
  | "unknown";

/** Token counts as the provider reported them; a missing one stays undefined. */
export interface Usage {
  input?: number;
  output?: number;
  reasoning?: number;
  cached?: number;
  cacheWrite?: number;
}

export interface ErrorInfo {
  class: ErrorClass;
  code: string | null;
  message: string;
  retryAfterS?: number;
}

/** A piece of text. `pieces` is how many of one arrival were put together, where that is more than one. */
export interface TextDelta {
  kind: "content" | "reasoning" | "tool_call";
  text: string;
  pieces?: number;
}

/** One decoded piece of an answer, stamped by the runner with its arrival's time. */
export type Delta =
  | { kind: "role" }
  | TextDelta
  | { kind: "usage"; usage: Usage }
  /** `says` is what the server adds to its word. */
  | { kind: "finish"; reason: FinishReason; raw: string; says?: string }
  /**
   * Events that the protocol does not have, by their name or what they hold; reported at the end,
   * where no text came.
   */
  | { kind: "unread"; event: string; count: number }
  /** The end mark. `whole` where a server writes it after whole answers only, not after those it breaks off. */
  | { kind: "done"; whole?: true }
  | { kind: "unstreamed" }
  | {
    kind: "served";
    requestId?: string;
    rateLimits?: Json;
    model?: string;
    fingerprint?: string;
    tier?: string;
    timings?: Json;
  }
  | { kind: "error"; class: ErrorClass; code: string | null; message: string };

/** Bytes in, deltas out; `end` is called once, at the end of the body. */
export interface Decoder {
  push(bytes: Uint8Array): Delta[];
  end(): Delta[];
  /**
   * Reads several arrivals at once, which end at `ends` in `bytes`, as far as they hold nothing but texts: of each its
   * text, null where it ends before one is whole. `push` makes the same of them; those that are left are for it.
   */
  texts?(bytes: Uint8Array, ends: readonly number[]): (TextDelta | null)[];
}
