/** How a difference between two definitions reads. */
import type { Divisor, Gaps, Mark, Rate, TokenCount } from "./definition.ts";

export const marks: Record<Mark, string> = {
  started: "the start (before connecting)",
  sent: "the request being written (after connecting)",
  first_choices: "the first event of the answer (a role without text is one)",
  last_choices: "the last event of the answer (a finish reason without text is one)",
  first_output:
    "the first event with output (content, `reasoning` or a tool call; `reasoning_content` is none)",
  last_output:
    "the last event with output (content, `reasoning` or a tool call; `reasoning_content` is none)",
  first_content: "the first content (reasoning is none)",
  last_content: "the last content (reasoning is none)",
  first_text: "the first content or reasoning",
  last_text: "the last content or reasoning",
  first_token: "the first token",
  last_token: "the last token",
  last_event: "the last event before the end mark",
  usage: "the event that reports usage",
  done: "the end mark",
  body_end: "the end of the body",
};

export const counts: Record<TokenCount, string> = {
  reported: "the usage that the server reports",
  reported_or_asked: "the usage that the server reports, else the limit asked for",
  reported_or_events: "the usage that the server reports, else the number of events",
  reported_or_counted: "the usage that the server reports, else a tokenizer's count",
  counted: "a tokenizer's count of all text",
  counted_content: "a tokenizer's count of the content alone",
  counted_content_bos: "a tokenizer's count of the content and one token that opens it",
};

export const divisors: Record<Divisor, string> = {
  tokens: "all tokens",
  tokens_minus_1: "all tokens but one",
  tokens_after_first: "the tokens after the first event",
  tokens_after_arrival: "the tokens after the first arrival",
  events: "the events of the stream",
};

const gaps: Record<Gaps["between"], string> = {
  choices: "every two events of the answer, with or without text",
  output: "every two events with content, `reasoning` or a tool call",
  text: "every two events with content or reasoning",
  token: "every two events with a token",
  token_arrivals: "every two arrivals with a token",
  content_tokens: "every two tokens of content, of which those of one event have no gap",
};

/** `theirs, not ours` in those words; where they are the same, just that. */
export const instead = <K extends string>(words: Record<K, string>, theirs: K, ours: K): string =>
  theirs === ours ? words[ours] : `${words[theirs]}, not ${words[ours]}`;

export const gapsWhy = ({ between }: Gaps): string =>
  `takes the gap between ${instead(gaps, between, "token_arrivals")}`;

export const tokensWhy = (count: TokenCount): string =>
  `takes ${instead(counts, count, "counted")}`;

export const rateWhy = ({ count, from, to }: Rate): string =>
  `divides ${divisors[count]} by the time from ${marks[from]} to ${marks[to]}`;
