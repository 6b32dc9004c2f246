/** What a provider is: pure functions from a request to bytes and from bytes to deltas. */
import type { Exchange } from "../wire/recording.ts";

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
/** How a key is put on a request; done by `wire/auth/`, after the provider made it. */
export type AuthKind = "none" | "bearer";
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

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

/** One decoded piece of an answer, stamped by the runner with its arrival's time. */
export type Delta =
  | { kind: "role" }
  | { kind: "content" | "reasoning" | "tool_call"; text: string }
  | { kind: "usage"; usage: Usage }
  | { kind: "finish"; reason: FinishReason; raw: string }
  | { kind: "done" }
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
}

/** What is asked of a model. `params` are extra body fields. */
export interface Ask {
  baseUrl: string;
  model: string;
  messages: { role: "system" | "user" | "assistant"; content: string }[];
  maxOutputTokens: number | null;
  params: Record<string, Json>;
}

/** A request without its key. */
export interface WireRequest {
  method: "GET" | "POST";
  url: string;
  headers: [string, string][];
  body: string | null;
}

export interface Provider {
  name: string;
  auth: AuthKind;
  /** The next request of this attempt, or null when there is no more to send. */
  next(ask: Ask, done: Exchange[]): WireRequest | null;
  decoder(step: number, head: { status: number; headers: [string, string][] }): Decoder;
  /** Reads a non-2xx answer. */
  failure(exchange: Exchange): ErrorInfo;
}
