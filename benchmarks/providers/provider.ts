/** What a provider is: pure functions from a request to bytes and from bytes to deltas. */
import type { Exchange } from "./recording.ts";
import type { Json } from "./read/json.ts";
import type { Settings } from "./setting.ts";

export type { Json };

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
export type AuthKind =
  | "none"
  | "bearer"
  | "x-api-key"
  | "api-key"
  | "x-goog-api-key"
  /** A token of Google's OAuth, made from a service account or the machine's identity. */
  | "google"
  /** A signature of AWS (SigV4) for that service; a bearer key where one is given. */
  | `aws:${string}`;

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
  /** `says` is what the server adds to its word. */
  | { kind: "finish"; reason: FinishReason; raw: string; says?: string }
  /** Events that the protocol does not have, by their name or what they hold; told at the end, where no text came. */
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
}

/** What is asked of a model, at an address as the vendor's SDK takes it. `params` are extra body fields. */
export interface Ask {
  baseUrl: string;
  model: string;
  messages: { role: "system" | "user" | "assistant"; content: string }[];
  maxOutputTokens: number | null;
  params: Record<string, Json>;
}

/** What a decoder may know of the request. */
export type Asked = Pick<Ask, "maxOutputTokens" | "params">;

/** A request without its key. */
export interface WireRequest {
  method: "GET" | "POST";
  url: string;
  headers: [string, string][];
  body: string | null;
}

/** How sure we are of a protocol: read in streams or source, in the vendor's documentation, or hearsay. */
export type Evidence = "read" | "documented" | "unconfirmed";

/** Columns of a row that only the server's own words can fill. */
export const toldColumns = [
  "reasoning_s",
  "tool_call_s",
  "input_tokens_reported",
  "output_tokens_reported",
  "reasoning_tokens_reported",
  "cached_tokens_reported",
  "cache_write_tokens_reported",
  "finish_reason",
  "request_id",
  "served_model",
  "system_fingerprint",
  "service_tier_echoed",
  "server_timings",
  "rate_limits",
] as const;
export type ToldColumn = (typeof toldColumns)[number];
/** Of each such column where in an answer its value stands, or why there is none and the column is null. */
export type Told = Record<ToldColumn, string | { not: string }>;

/** Code of others that read what we send, or sent what we read; `test` is the file that holds it against ours. */
export interface Witness {
  kind: "client" | "mock" | "server";
  name: string;
  test: string;
}

/** How LiteLLM calls it: prefixes of model names, and the variables it reads where they are others. */
export interface LitellmNames {
  prefixes: string[];
  baseNames?: string[];
  keyNames?: string[];
}

/** What a person must know to use a protocol; its page is made of it. */
export interface ProviderAbout {
  title: string;
  /** Base URL of the vendor, as its SDK takes it; null where everybody has their own. */
  base: string | null;
  /** How an address of one's own looks, where there is no other; https://HOST and `basePath` where left out. */
  exampleBase?: string;
  /** Other origins that the vendor's own sends an attempt on to. */
  followOrigins?: string[];
  /** What a base URL ends in by custom: "/v1" for OpenAI's kind, "" for a bare host. */
  basePath: string;
  /** Variables that the vendor's SDK reads base URL and key from, the first that is set counts. */
  baseNames: string[];
  keyNames: string[];
  evidence: Evidence;
  /** What a row has of it: sentences. */
  gives: string[];
  /** What it does not say, or says wrongly: sentences. */
  lacks: string[];
  told: Told;
  /** Its words for why an answer ended; then those of any provider count, and what nobody knows is `other`. */
  finishReasons: Record<string, FinishReason>;
  witnesses: Witness[];
  litellm?: LitellmNames;
  /** Variables that fill in the parts of an address that are everybody's own, such as a region, by the part's name. */
  places?: Record<string, string[]>;
  /** What column `provider` calls it in rows of others, where that is not its name or its host. */
  labels?: string[];
}

export interface Provider {
  /** Name for `--llm-api` and `api` of a target. */
  name: string;
  /** Name of the protocol, for column `api`, where it is another: many services speak one protocol. */
  protocol?: string;
  /** Extra fields of a body that it knows, where it refuses others. */
  takes?: string[];
  /** Where its request has the two settings that all are asked for alike; left out where it has neither. */
  settings?(ask: Pick<Ask, "model" | "params">): Settings;
  auth: AuthKind;
  about: ProviderAbout;
  /**
   * Which exchange of an attempt is the stream, from 0; left out where an attempt is one exchange. Tokens, finish
   * and end are its own; one after it adds usage and timings, and its failing is no failure of the attempt.
   */
  streamStep?: number;
  /** The next request of this attempt, or null when there is no more to send. */
  next(ask: Ask, done: Exchange[]): WireRequest | null;
  /** `asked` is for protocols whose answers do not say whether a limit cut them. */
  decoder(
    step: number,
    head: { status: number; headers: [string, string][] },
    asked?: Asked,
  ): Decoder;
  /** Reads a non-2xx answer. */
  failure(exchange: Exchange): ErrorInfo;
}

/** True for what an exchange may add to its attempt: after the stream nothing but usage and who served. */
export const belongs = (provider: Provider, step: number, delta: Delta): boolean =>
  step <= (provider.streamStep ?? 0) || delta.kind === "usage" || delta.kind === "served";
