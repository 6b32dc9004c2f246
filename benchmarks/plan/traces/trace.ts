/** A trace: requests as somebody's users sent them, their times and lengths, without their words. */
import type { Message } from "../items/message.ts";

/** One request of a trace. */
export interface TraceRequest {
  /** Seconds from the first moment of the trace; null where the trace has no times. */
  offsetS: number | null;
  /** Tokens of its prompt, or, where the trace has deltas, those that it adds to the one before. */
  inputTokens: number;
  /** Null sets no limit to the answer. */
  outputTokens: number | null;
  /** The blocks of its prompt, in order: equal ids are equal text. */
  hashIds?: (number | string)[];
  /** Which session it belongs to; requests of one are in order. */
  session?: string;
  /** Seconds from the end of the answer before it. */
  delayS?: number;
  /** Seconds that its answer took when it was recorded. */
  tookS?: number;
  /** Its own words, where the trace has them. */
  messages?: Message[];
}

export interface Trace {
  /** Of the format it was read as. */
  format: string;
  /** In order of time. */
  requests: TraceRequest[];
  /** Tokens of a block; null where the trace says nothing of shared prompts. */
  blockTokens: number | null;
  /** Whether a later request of a session has its whole prompt, or what it adds. */
  prompts: "whole" | "delta";
  /** What of the trace is not honoured, a sentence each. */
  notes: string[];
}

/** What a reader may find wrong: the entry's number and words. */
export class TraceFault extends Error {}

/** The sessions of a trace, in order of their first requests; a request without one is a session of its own. */
export function sessionsOf(requests: TraceRequest[]): TraceRequest[][] {
  const sessions: TraceRequest[][] = [];
  const known = new Map<string, TraceRequest[]>();
  for (const request of requests) {
    const open = request.session === undefined ? undefined : known.get(request.session);
    if (open) open.push(request);
    else {
      sessions.push([request]);
      if (request.session !== undefined) known.set(request.session, sessions.at(-1)!);
    }
  }
  return sessions;
}

/** What a copy of a trace says of it, before its requests. */
export const traceHeader = ({ requests: _, ...about }: Trace): Omit<Trace, "requests"> => about;

/** The requests of these sessions, each with the place of its session, for a copy. */
export const traceCopy = ({ requests }: Trace, places: number[]): unknown[] => {
  const sessions = sessionsOf(requests);
  return places.flatMap((place) => sessions[place].map((request) => ({ place, ...request })));
};
