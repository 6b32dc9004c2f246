/** The words of the scripts: events of an OpenAI chat completion stream, and steps made of them. */
import type { Ending, Head, Line, Script, Step } from "./script.ts";

/** Fields every chunk has. */
export const made = {
  id: "chatcmpl-fault",
  object: "chat.completion.chunk",
  created: 0,
  model: "fault",
};

export const event = (data: string) => `data: ${data}\n\n`;

/** One chunk with one choice. `more` are fields beside `choices`. */
export const chunk = (delta: object, finish_reason: string | null = null, more: object = {}) =>
  event(JSON.stringify({ ...made, choices: [{ index: 0, delta, finish_reason }], ...more }));

export const role = chunk({ role: "assistant", content: "" });
export const content = (text: string) => chunk({ content: text });
export const finish = (reason = "stop") => chunk({}, reason);
export const usage = (counts: object) =>
  event(JSON.stringify({ ...made, choices: [], usage: counts }));
export const done = event("[DONE]");

/** What the harness's own counts may be held against: the usage of `words`. */
export const counts = { prompt_tokens: 7, completion_tokens: 4, total_tokens: 11 };

/** Content with code points of one to four bytes, and one of several code points. */
export const words = ["Hé", "llo, 漢字", " and 👩‍🚀", " end."];

/** A well-behaved answer, an event a piece: role, words, finish, usage, [DONE]. */
export const events = [role, ...words.map(content), finish(), usage(counts), done];

export const sse: Head = {
  status: 200,
  headers: [["content-type", "text/event-stream"]],
  framing: "chunked",
};

/** A reset at once could overtake what was sent before it. */
const resetAfterMs = 50;

/**
 * Head at once, then the pieces, the first after `from_ms`, one every `gap_ms`; the end comes with the last,
 * but a reset later.
 */
export function stream(
  pieces: (string | Uint8Array)[],
  options: { head?: Head; from_ms?: number; gap_ms?: number; how?: Ending } = {},
): Step[] {
  const { head = sse, from_ms = 10, gap_ms = 10, how = "complete" } = options;
  const at_ms = (i: number) => from_ms + i * gap_ms;
  const end_ms = (pieces.length ? at_ms(pieces.length - 1) : 0) +
    (how === "reset" ? resetAfterMs : 0);
  return [
    { do: "head", at_ms: 0, head },
    ...pieces.map((bytes, i): Step => ({ do: "body", at_ms: at_ms(i), bytes })),
    { do: "end", at_ms: end_ms, how },
  ];
}

/** Head at once, then pieces at moments of their own, and the end with the last. */
export function timed(pieces: [at_ms: number, text: string][]): Step[] {
  return [
    { do: "head", at_ms: 0, head: sse },
    ...pieces.map(([at_ms, bytes]): Step => ({ do: "body", at_ms, bytes })),
    { do: "end", at_ms: pieces.at(-1)![0], how: "complete" },
  ];
}

/** Scripts that prove one line. */
export const scriptsOf = (line: Line, steps: Record<string, Step[]>): Script[] =>
  Object.entries(steps).map(([name, steps]) => ({ name, line, steps }));
