/** What a provider is: pure functions from a request to bytes and from bytes to deltas. */
import type { ProviderAbout } from "./about.ts";
import type { Decoder, Delta, ErrorInfo } from "./delta.ts";
import type { Exchange } from "./recording.ts";
import type { Json } from "./read/json.ts";
import type { Settings } from "./setting.ts";

export type { Json };

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
