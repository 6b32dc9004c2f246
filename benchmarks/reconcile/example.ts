/** A made-up stream on which twelve tools disagree, as a recording: its events and when each arrived. */
import type { Recording } from "../providers/recording.ts";

const chunk = (delta: object, more: object = {}) => ({
  object: "chat.completion.chunk",
  choices: [{ index: 0, delta, ...more }],
});
const ms = 1_000_000;

/** Milliseconds and what arrives then: a role, 2 tokens of reasoning, 16 of content in fours, the finish reason. */
const events: [number, object | string][] = [
  [5, chunk({ role: "assistant" })],
  [200, chunk({ reasoning_content: "yes" })],
  [220, chunk({ reasoning_content: " no" })],
  [500, chunk({ content: "one two three four" })],
  [540, chunk({ content: " one two three four" })],
  [580, chunk({ content: " one two three four" })],
  [620, chunk({ content: " one two three four" })],
  [625, chunk({}, { finish_reason: "stop" })],
  [630, { object: "chat.completion.chunk", choices: [], usage: { completion_tokens: 18 } }],
  [632, "[DONE]"],
];

/** The recording; `usage: false` leaves out the event of usage; written `connectMs` after its start. */
export function exampleStream({ usage = true, connectMs = 0 } = {}): Recording {
  const kept = events.filter(([at]) => usage || at !== 630);
  const texts = kept.map(([, data]) =>
    `data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`
  );
  const bytes = new TextEncoder().encode(texts.join(""));
  let endByte = 0;
  const arrivals = kept.map(([at], i) => ({ at: at * ms, endByte: endByte += texts[i].length }));
  return {
    scheduled: null,
    exchanges: [{
      started: 0,
      sent: connectMs * ms,
      dns: null,
      connected: null,
      secured: null,
      reused: true,
      reconnected: false,
      httpVersion: "1.1",
      headersAt: 1 * ms,
      status: 200,
      headers: [["content-type", "text/event-stream"]],
      arrivals,
      bytes,
      end: { how: "complete", at: 632 * ms, code: null },
    }],
  };
}
