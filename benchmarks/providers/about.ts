/** What a person must know of a provider, as data: its page and its line in a list are made of it. */
import type { FinishReason } from "./delta.ts";

/** How sure we are of a protocol: read in streams or source, in the vendor's documentation, or hearsay. */
export type Evidence = "read" | "documented" | "unconfirmed";

/** Columns of a row that only the server's own words can fill. */
export const reportedColumns = [
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
export type ReportedColumn = (typeof reportedColumns)[number];
/** Of each such column where in an answer its value stands, or why there is none and the column is null. */
export type Reported = Record<ReportedColumn, string | { not: string }>;

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
  reported: Reported;
  /** Its words for why an answer ended; then those of any provider count, and what nobody knows is `other`. */
  finishReasons: Record<string, FinishReason>;
  witnesses: Witness[];
  litellm?: LitellmNames;
  /** Variables that fill in the parts of an address that are everybody's own, such as a region, by the part's name. */
  places?: Record<string, string[]>;
  /** What column `provider` calls it in rows of others, where that is not its name or its host. */
  labels?: string[];
}
