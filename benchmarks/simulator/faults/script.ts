/**
 * A fault as data: what a server sends in answer to one request, byte by byte and moment by moment. One literal
 * gives both what goes over a socket (`../play.ts`) and
 * what a recording of it holds (`recorded.ts`).
 */

/** One thing a server does. `at_ms` counts from the arrival of the request; steps stand in order of time. */
export type Step =
  /** The status line and the headers, in one write. */
  | { do: "head"; at_ms: number; head: Head }
  /** A piece of the body, in one write: with "chunked" it is one HTTP chunk. */
  | { do: "body"; at_ms: number; bytes: string | Uint8Array }
  /**
   * A piece of the body over and over, the first at `at_ms`, then one every `every_ms`; 0: as fast as the other
   * side reads. `times` may be Infinity.
   */
  | { do: "repeat"; at_ms: number; bytes: string; times: number; every_ms: number }
  /** Bytes as they are, outside the framing of the body, over and over: broken or endless heads. */
  | { do: "raw"; at_ms: number; text: string; times: number }
  /** Nothing for so long; whatever comes after is as much later than its `at_ms`. */
  | { do: "pause"; at_ms: number; pause_ms: number }
  /** The end: the last step, but that after "complete" the server may still close the connection. */
  | { do: "end"; at_ms: number; how: Ending };

export interface Head {
  status: number;
  headers: [string, string][];
  /** How the body's end is told: by HTTP chunks, by a content-length, or by closing the connection. */
  framing: "chunked" | "length" | "close";
}

/**
 * `complete`: the answer is whole by its framing, and where that allows the connection stays open.
 * `close`: the connection is closed in order (FIN), whole or not. `reset`: it is torn down (RST).
 */
export type Ending = "complete" | "close" | "reset";

export interface Script {
  /** Asked for under the base URL `/fault-NAME/v1`. */
  name: string;
  /** The line of the table of faults that it proves, in a few words. */
  line: Line;
  /** The answer to a connection's first request. */
  steps: Step[];
  /** The answer to later requests of the same connection, where it is another. */
  again?: Step[];
}

/** The table of faults, a line an entry. */
export const lines = [
  "nothing wrong: what other lines must equal",
  "role first, content later",
  "reasoning, then content",
  "tool call only",
  "error event inside a 200",
  "a reason that says it broke off",
  "a reason that nobody knows",
  "an error beside the answer",
  "an error field that tells of none",
  "events of another protocol",
  "finish reasons on every chunk, or before the text",
  "usage in parts, empty or zero",
  "a character in two deltas",
  "thought in reasoning_details",
  "neither finish reason nor [DONE]",
  "data that is not JSON",
  "plain JSON though a stream was asked for",
  "kept connection closed before any byte",
  "connection lost mid-stream, or silent",
  "200 without content",
  "reasoning reported, none streamed",
  "all text in one arrival",
  "output cap reached while reasoning",
  "reasoning and content in one delta",
  "no usage",
  "usage on every chunk or beside no choices",
  "framing as the SSE standard says",
  "split at any byte",
  "many tokens an event, many events an arrival",
  "no final blank line",
  "gzip though not asked for",
  "a content coding that is not there",
  "refused, in every shape of a body",
  "refused by words that say more than the status",
  "refused under a rarer status",
  "a redirect or a web page",
  "longer than memory",
  "deeper than a stack",
  "values that no column can hold",
  "answer complete, body not ended",
  "body ended, but not by its framing",
] as const;
export type Line = typeof lines[number];

/** Stands in a body where the server says back the key it was sent. */
export const callersKey = "{{the caller's key}}";

/** The script with all its pauses and the gaps of its repetitions set to so many milliseconds. */
export function paced(script: Script, ms: number): Script {
  const pace = (step: Step): Step =>
    step.do === "pause"
      ? { ...step, pause_ms: ms }
      : step.do === "repeat" && step.every_ms > 0
      ? { ...step, every_ms: ms }
      : step;
  return {
    ...script,
    steps: script.steps.map(pace),
    ...(script.again ? { again: script.again.map(pace) } : {}),
  };
}
