/** Server-sent events from bytes, as the HTML standard frames them. */
import { createParser } from "eventsource-parser";
import { parseJson } from "./json.ts";

export interface SseEvent {
  /** Null where the event has no name. */
  event: string | null;
  data: string;
}

/** Bytes in, events out; what is cut anywhere gives the same events as what is not. */
export interface SseFraming {
  push(bytes: Uint8Array): SseEvent[];
  /** Ends the body: an event without its final blank line still counts. */
  end(): SseEvent[];
  /** True once an event was longer than the limit; nothing comes after. */
  overflowed(): boolean;
  /** What follows the last field of an event: some servers end a stream with an error that is plain JSON. */
  strays(): string;
}

/** Of the text since the last event so much is kept, and at most twice as much held. */
const maxStrayChars = 64 * 1024;

const field = /^(data|event|id|retry)?:/;

/** Frames a body; one event may hold `maxChars` characters. */
export function sseFraming(maxChars = 16 * 1024 * 1024): SseFraming {
  // The parser strips the byte order mark itself; stripping it here too would eat a second one.
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let events: SseEvent[] = [];
  let overflowed = false;
  let tail = "";
  const parser = createParser({
    onEvent({ event, data }) {
      // By the standard an event without data is none; the parser tells it, and servers keep connections alive by it.
      if (data !== "") events.push({ event: event ?? null, data });
    },
    // No onError: the parser makes an error with its stack for every line that is no field, and a flood of lines is
    // then a standstill of a minute. Beyond its limit it throws, from the next piece on.
    maxBufferSize: maxChars,
  });
  /** The parser holds nothing: what comes begins a line, and an event. */
  let clean = false;
  /** Takes events of one line of data from the start of a text, and says how far they go. */
  const takeSimple = (text: string): number => {
    let from = 0;
    while (text.startsWith("data: ", from)) {
      const end = text.indexOf("\n", from + 6);
      if (end < 0 || text.charCodeAt(end + 1) !== 10) break;
      if (end > from + 6) events.push({ event: null, data: text.slice(from + 6, end) });
      from = end + 2;
    }
    return from;
  };
  const feed = (piece: string) => {
    events = [];
    if (overflowed || piece === "") return events;
    let text = piece;
    if (clean && piece.length <= maxChars && !piece.includes("\r")) {
      const from = takeSimple(piece);
      if (from > 0) tail = "";
      if (from === piece.length) return events;
      text = piece.slice(from);
    }
    try {
      parser.feed(text);
    } catch {
      overflowed = true;
      return events;
    }
    clean = text.endsWith("\n\n");
    // The parser drops what is no field, so it is looked for in the text itself.
    if (events.length) {
      tail = tail.slice(Math.max(...["\n", "\r"].map((c) => tail.lastIndexOf(c))) + 1);
    }
    tail += text;
    if (tail.length > 2 * maxStrayChars) tail = tail.slice(-maxStrayChars);
    return events;
  };
  return {
    push: (bytes) => feed(decoder.decode(bytes, { stream: true })),
    end: () => feed(decoder.decode() + "\n\n"),
    overflowed: () => overflowed,
    strays() {
      const lines = tail.split(/\r\n|\r|\n/);
      const rest = lines.slice(lines.findLastIndex((line) => field.test(line)) + 1).join("\n")
        .trim();
      // llama.cpp's server writes an error as a field of its own, which by the standard is nothing.
      const [, error] = /^error:[ ]*(.*)/.exec(rest) ?? [];
      return error === undefined ? rest : JSON.stringify({ error: parseJson(error) ?? error });
    },
  };
}
