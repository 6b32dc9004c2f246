/** One stream read under one tool's definitions. Pure. */
import type { Divisor, Gaps, Mark, PerToken, TokenCount, ToolDefinition } from "./definition.ts";
import type { Stream, StreamEvent } from "./stream_events.ts";

/** Tokens of a text by the reference tokenizer, without a BOS; "" has 0. */
export type Count = (text: string) => number;

/** A tool's figures of one request, seconds and tokens; null where it has none. */
export interface Reading {
  ttft: number | null;
  latency: number | null;
  tokens: number | null;
  /** In the order of its definition. */
  perToken: (number | null)[];
  /** Their sum and how many: tools take the mean over the gaps of all requests. */
  gaps: { sum: number; count: number } | null;
  rate: number | null;
}

/** What a tool that fails the request has of it: nothing. */
const nothing = ({ perToken }: ToolDefinition): Reading => ({
  ttft: null,
  latency: null,
  tokens: null,
  perToken: perToken.map(() => null),
  gaps: null,
  rate: null,
});

/** Reads a stream as the tool does. */
export function readStream(stream: Stream, tool: ToolDefinition, count: Count): Reading {
  if (tool.failsOnUsage && stream.events.some((e) => e.usage && !e.choices)) return nothing(tool);
  const from = moment(stream, tool.start);
  const since = (mark: Mark) => less(moment(stream, mark), from);
  const tokens = tokensOf(stream, tool.tokens.count, count);
  const { ttft, latency, gaps, rate } = tool;
  const enough = ttft.leastTokens === undefined || (tokens ?? 0) >= ttft.leastTokens;
  return {
    ttft: enough ? since(ttft.mark) : null,
    latency: since(latency.end),
    tokens,
    perToken: tool.perToken.map((p) => perToken(stream, p, tokens, count)),
    gaps: gaps && gapsOf(stream, gaps, tokens),
    rate: rate && quotient(
      divisorOf(stream, rate.count, tokens, count),
      less(moment(stream, rate.to), moment(stream, rate.from)),
    ),
  };
}

/** A span of a stream divided as the definition says; null where there is nothing to divide by. */
export const perToken = (
  stream: Stream,
  { from, to, over }: Omit<PerToken, "name">,
  tokens: number | null,
  count: Count,
): number | null =>
  quotient(
    less(moment(stream, to), moment(stream, from)),
    divisorOf(stream, over, tokens, count),
  );

const tokenKinds = ["content", "reasoning", "tool_call"] as const;
const textOf = (e: StreamEvent) => tokenKinds.map((kind) => e[kind]).join("");
const is: Record<"choices" | "output" | "content" | "text" | "token", (e: StreamEvent) => boolean> =
  {
    choices: (e) => e.choices,
    output: (e) => e.output,
    content: (e) => e.content !== "",
    text: (e) => e.content !== "" || e.reasoning !== "",
    token: (e) => textOf(e) !== "",
  };

/** A moment in seconds from the start of the attempt; null where the stream has none. */
export function moment({ events, sentS, bodyEndS }: Stream, mark: Mark): number | null {
  const last = (holds: (e: StreamEvent) => boolean) => events.findLast(holds)?.atS ?? null;
  switch (mark) {
    case "started":
      return 0;
    case "sent":
      return sentS;
    case "body_end":
      return bodyEndS;
    case "done":
      return last((e) => e.done) ?? bodyEndS;
    case "usage":
      return last((e) => e.usage !== null) ?? last(is.choices);
    case "last_event":
      return last((e) => !e.done);
    default: {
      const [end, kind] = mark.split("_") as ["first" | "last", keyof typeof is];
      return end === "last" ? last(is[kind]) : events.find(is[kind])?.atS ?? null;
    }
  }
}

/** How many tokens the answer has, counted that way; null where nothing says. */
export function tokensOf({ events, asked }: Stream, how: TokenCount, count: Count): number | null {
  const whole = (kind: (typeof tokenKinds)[number]) => count(events.map((e) => e[kind]).join(""));
  const counted = () => tokenKinds.reduce((sum, kind) => sum + whole(kind), 0) || null;
  const reported = events.findLast((e) => e.usage?.output !== undefined)?.usage?.output ?? null;
  switch (how) {
    case "reported":
      return reported;
    case "reported_or_asked":
      return reported ?? asked;
    case "reported_or_events":
      return reported ?? (events.filter(is.token).length || null);
    case "reported_or_counted":
      return reported ?? counted();
    case "counted":
      return counted();
    case "counted_content":
      return whole("content") || null;
    case "counted_content_bos":
      return whole("content") + 1;
  }
}

/** What a figure is divided by, or its rate multiplied with; null where that is not known. */
export function divisorOf(
  stream: Stream,
  divisor: Divisor,
  tokens: number | null,
  count: Count,
): number | null {
  if (divisor === "events") return stream.events.filter((e) => !e.done).length;
  if (tokens === null) return null;
  if (divisor === "tokens") return tokens;
  if (divisor === "tokens_minus_1") return tokens - 1;
  const first = stream.events.find(is.token);
  if (!first) return null;
  const together = divisor === "tokens_after_first"
    ? [first]
    : stream.events.filter(({ atS }) => atS === first.atS);
  const tokensWith = (kind: (typeof tokenKinds)[number]) =>
    count(together.map((e) => e[kind]).join(""));
  return tokens - tokenKinds.reduce((sum, kind) => sum + tokensWith(kind), 0);
}

function gapsOf({ events }: Stream, { between }: Gaps, tokens: number | null) {
  const kind = { content_tokens: "content", token_arrivals: "token" } as const;
  const holds =
    is[between in kind ? kind[between as keyof typeof kind] : between as keyof typeof is];
  const all = events.filter(holds).map((e) => e.atS);
  const times = between === "token_arrivals" ? [...new Set(all)] : all;
  // The tokens of one event share its time.
  const count = between === "content_tokens" ? (tokens ?? 0) - 1 : times.length - 1;
  return times.length && count > 0 ? { sum: times[times.length - 1] - times[0], count } : null;
}

const less = (a: number | null, b: number | null) => a === null || b === null ? null : a - b;
/** Null where there is nothing to divide by, as with one token. */
const quotient = (a: number | null, b: number | null) =>
  a === null || b === null || b <= 0 ? null : a / b;
