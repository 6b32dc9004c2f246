/** Why a tool's figure of one request is not ours: each difference of the definitions by itself. Pure. */
import type { Mark, PerToken, ToolDefinition } from "./definition.ts";
import { type Count, moment, perToken, tokensOf } from "./read_stream.ts";
import type { Stream } from "./stream_events.ts";
import { tokenboard } from "./tools.ts";
import { counts, divisors, instead, marks } from "./words.ts";

/** One reason, and by how much it moves the figure, in seconds; all of a figure add up to the difference. */
export interface Reason {
  why: string;
  differenceS: number;
}

/** Of the time to the first token. */
export const ttftReasons = (stream: Stream, tool: ToolDefinition): Reason[] =>
  spanReasons(stream, tool.start, tool.ttft.mark, tokenboard.ttft.mark);

/** Of the latency. */
export const latencyReasons = (stream: Stream, tool: ToolDefinition): Reason[] =>
  spanReasons(stream, tool.start, tool.latency.end, tokenboard.latency.end);

function spanReasons(stream: Stream, start: Mark, end: Mark, ours: Mark): Reason[] {
  const at = (mark: Mark) => moment(stream, mark) ?? NaN;
  return told([
    { why: `starts at ${instead(marks, start, "started")}`, differenceS: -at(start) },
    { why: `ends at ${instead(marks, end, ours)}`, differenceS: at(end) - at(ours) },
  ]);
}

/**
 * Of a time per token. Ours becomes theirs in a fixed order: where the span starts, where it ends,
 * what is counted, what it is divided by; a reason's share is what its step changes.
 */
export function perTokenReasons(
  stream: Stream,
  tool: ToolDefinition,
  theirs: PerToken,
  count: Count,
): Reason[] {
  const ours = tokenboard.perToken[0];
  const tokens = (how: ToolDefinition) => tokensOf(stream, how.tokens.count, count);
  const steps: [string, Omit<PerToken, "name">, ToolDefinition][] = [
    ["", ours, tokenboard],
    [
      `starts at ${instead(marks, theirs.from, ours.from)}`,
      { ...ours, from: theirs.from },
      tokenboard,
    ],
    [`ends at ${instead(marks, theirs.to, ours.to)}`, { ...theirs, over: ours.over }, tokenboard],
    [
      `takes ${instead(counts, tool.tokens.count, tokenboard.tokens.count)}`,
      { ...theirs, over: ours.over },
      tool,
    ],
    [`divides by ${instead(divisors, theirs.over, ours.over)}`, theirs, tool],
  ];
  const values = steps.map(([, how, counted]) =>
    perToken(stream, how, tokens(counted), count) ?? NaN
  );
  return told(
    steps.slice(1).map(([why], i) => ({ why, differenceS: values[i + 1] - values[i] })),
  );
}

/** What moves the figure; a step that cannot be computed is left to the difference itself. */
const told = (reasons: Reason[]) => reasons.filter(({ differenceS }) => Math.abs(differenceS) > 0);
