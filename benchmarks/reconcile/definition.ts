/** What a tool means by its figures, as data: moments of a stream, counts, and what divides what. */

/**
 * A moment of an attempt. The first and last of a kind, where "output" is `StreamEvent.output`; `usage` is the event
 * with the usage, else the end mark.
 */
export type Mark =
  | "started"
  | "sent"
  | "first_choices"
  | "last_choices"
  | "first_output"
  | "last_output"
  | "first_content"
  | "last_content"
  | "first_text"
  | "last_text"
  | "first_token"
  | "last_token"
  | "last_event"
  | "usage"
  | "done"
  | "body_end";

/** How a tool counts the tokens of an answer. */
export type TokenCount =
  /** The usage that the server reports. */
  | "reported"
  /** The same; where it reports none, the limit that was asked for. */
  | "reported_or_asked"
  /** The same; where it reports none, the number of events that brought a token. */
  | "reported_or_events"
  /** The same; where it reports none, by a tokenizer over all text. */
  | "reported_or_counted"
  /** By a tokenizer over content, reasoning and tool calls. */
  | "counted"
  /** By a tokenizer over the content alone. */
  | "counted_content"
  /** The same with the token that opens a text (BOS). */
  | "counted_content_bos";

/** What a time is divided by, or a rate multiplied with. */
export type Divisor =
  | "tokens"
  | "tokens_minus_1"
  /** Tokens that did not come with the first event that brought one. */
  | "tokens_after_first"
  /** Tokens that did not come with the first arrival that brought one; it may hold several events. */
  | "tokens_after_arrival"
  /** Events with data, the end mark left out: LLMPerf's lines. */
  | "events";

/** A span of time, divided; `name` is the tool's own word for it. */
export interface PerToken {
  name: string;
  from: Mark;
  to: Mark;
  over: Divisor;
  /** Its mean is over tokens: a long answer weighs more than a short one. */
  byToken?: true;
}

/** Gaps between events of a kind; the tokens of one event have a gap of 0, events of one arrival too. */
export interface Gaps {
  name: string;
  between: "choices" | "output" | "text" | "token" | "token_arrivals" | "content_tokens";
}

/** Tokens of one request per second. */
export interface Rate {
  name: string;
  count: Divisor;
  from: Mark;
  to: Mark;
}

/** One tool at one version. The statistics of all are over the requests that succeeded. */
export interface ToolDefinition {
  tool: string;
  /** As column `imported_from` names it, where its result files can be imported. */
  importedFrom?: string;
  version: string;
  /** Where its source says so. */
  source: string;
  /** Where its clock starts: before connecting, or when the request is written. */
  start: "started" | "sent";
  ttft: { name: string; mark: Mark; leastTokens?: number };
  latency: { name: string; end: Mark };
  tokens: { name: string; count: TokenCount };
  perToken: PerToken[];
  gaps: Gaps | null;
  rate: Rate | null;
  /** It fails a request whose stream holds an event of usage without choices. */
  failsOnUsage?: true;
}
