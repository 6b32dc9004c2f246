/** Server-sent events from bytes, as the HTML standard frames them. */
import { createParser } from "eventsource-parser";
import type { TextDelta } from "../delta.ts";
import { parseJson } from "./json.ts";
import { ownText } from "./own_text.ts";

export interface SseEvent {
  /** Null where the event has no name. */
  event: string | null;
  data: string;
}

/** Who is told of events, each before what follows it is framed. */
export interface SseSink {
  event(event: SseEvent): void;
  /** Takes events of which it knows how they are framed, from a place of a text, and says how far they went. */
  run?(text: string, from: number): number;
  /** Takes arrivals of such events alone, which end at `ends` in a text, and gives what each of them brought. */
  arrivals?(text: string, ends: readonly number[]): (TextDelta | null)[];
}

/** Bytes in, events out; what is cut anywhere gives the same events as what is not. */
export interface SseFraming {
  push(bytes: Uint8Array): void;
  /** Hands on several arrivals, which end at `ends` in `bytes`, and says what the sink made of how many. */
  arrivals(bytes: Uint8Array, ends: readonly number[]): (TextDelta | null)[];
  /** Ends the body: an event without its final blank line still counts. */
  end(): void;
  /** True once an event was longer than the limit; nothing comes after. */
  overflowed(): boolean;
  /** What follows the last field of an event: some servers end a stream with an error that is plain JSON. */
  strays(): string;
}

/** Of the text since the last event so much is kept, and at most twice as much held. */
const maxStrayChars = 64 * 1024;
/** So often a piece is looked through for events that are known: each time takes as long as it is. */
const mostRuns = 16;

/** Keeps nothing of what it read. */
const ascii = new TextDecoder("utf-8", { ignoreBOM: true });

const field = /^(data|event|id|retry)?:/;

/** Frames a body; one event may hold `maxChars` characters. */
export function sseFraming(sink: SseSink, maxChars = 16 * 1024 * 1024): SseFraming {
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
  /** The decoder holds the first bytes of a character. */
  let halfRead = false;

  const parse = (text: string) => {
    try {
      parser.feed(text);
    } catch {
      overflowed = true;
    }
    clean = text.endsWith("\n\n");
    // The parser drops what is no field, so it is looked for in the text itself.
    if (events.length) {
      tail = tail.slice(Math.max(...["\n", "\r"].map((c) => tail.lastIndexOf(c))) + 1);
    }
    tail += text;
    if (tail.length > 2 * maxStrayChars) tail = tail.slice(-maxStrayChars);
    const found = events;
    events = [];
    for (const event of found) sink.event(event);
  };

  /** Takes events of one line of data, named or not, from a place of a text, and says how far they go. */
  const takeSimple = (text: string, start: number): number => {
    let from = start;
    for (let runs = 0;;) {
      const to = sink.run && runs < mostRuns ? sink.run(text, from) : from;
      if (to > from) runs++;
      from = to;
      let event: string | null = null;
      let at = from;
      if (text.startsWith("event: ", at)) {
        const end = text.indexOf("\n", at);
        event = text.slice(at + 7, end);
        if (end < 0 || event === "") return from;
        at = end + 1;
      }
      if (!text.startsWith("data: ", at)) return from;
      const end = text.indexOf("\n", at);
      if (end < 0 || text.charCodeAt(end + 1) !== 10) return from;
      if (end > at + 6) sink.event({ event, data: text.slice(at + 6, end) });
      from = end + 2;
    }
  };

  const feed = (piece: string) => {
    if (overflowed || piece === "") return;
    if (piece.length > maxChars || piece.includes("\r")) return parse(piece);
    let from = 0;
    if (!clean) {
      // The event that was begun is the parser's.
      from = piece.indexOf("\n\n") + 2;
      if (from < 2) return parse(piece);
      parse(piece.slice(0, from));
      if (overflowed) return;
    }
    const to = takeSimple(piece, from);
    if (to > from) tail = "";
    if (to < piece.length) parse(ownText(piece.slice(to)));
  };
  return {
    push(bytes) {
      if (bytes.length) halfRead = bytes[bytes.length - 1] >= 0x80;
      feed(decoder.decode(bytes, { stream: true }));
    },
    arrivals(bytes, ends) {
      if (!clean || halfRead || overflowed || !sink.arrivals) return [];
      const text = ascii.decode(bytes);
      // A character of several bytes would move the ends.
      const found = text.length === bytes.length ? sink.arrivals(text, ends) : [];
      if (found.length) tail = "";
      return found;
    },
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
