/** A 2xx body that should be an event stream: its events as deltas, or what it is instead. */
import { addAll } from "./add_all.ts";
import type { Decoder, Delta } from "../delta.ts";
import { bounded, isObject, type JsonObject, parseJson } from "./json.ts";
import { type Repeated, repeatedEvents } from "./repeated.ts";
import { servedByHead } from "./served.ts";
import { type SseEvent, type SseFraming, sseFraming, type SseSink } from "./sse.ts";
import { countingUnread } from "./unread.ts";

export type Head = { status: number; headers: [string, string][] };

/** What a protocol makes of the pieces. */
export interface SseReader {
  event(event: SseEvent): Delta[];
  /**
   * An event that said a text and nothing else says so with another text too, whatever came in between of its kind,
   * and leaves the reader as it is: most of them need not be parsed.
   */
  repeats?: true;
  /** A plain answer that came although a stream was asked for. */
  whole(answer: JsonObject): Delta[];
  /** Once, after the last event; left out where nothing waits for the end. */
  end?(): Delta[];
}

/** Frames a body that is one JSON array, for protocols that stream so. */
export type ArrayFraming = (sink: SseSink) => Omit<SseFraming, "strays" | "arrivals">;

/** Decodes what the head says, and nothing else: the body of an answer that says no. */
export function headOnly(head: Head): Decoder {
  let reported = false;
  const once = () => reported ? [] : (reported = true, servedByHead(head.headers));
  return { push: once, end: once };
}

/** A decoder of a protocol whose 2xx answers are event streams. */
export const sseDecoder = (
  head: Head,
  reader: () => SseReader,
  array?: ArrayFraming,
  repeated: Repeated = repeatedEvents(),
): Decoder =>
  head.status >= 200 && head.status < 300
    ? countingUnread(sseBody(head, reader, repeated, array))
    : headOnly(head);

/** So much of a body that is no event stream is kept for its quote: more than a record keeps. */
const quotedChars = 1000;
/** At least as many characters. */
const quotedBytes = 3 * quotedChars;

/**
 * Decodes a 2xx body. A body that begins with `{` is no event stream, whatever its content type says:
 * it is collected and read as one plain answer; so is one that begins with `[`, unless `array` frames it.
 */
function sseBody(
  head: Head,
  newReader: () => SseReader,
  repeated: Repeated,
  array?: ArrayFraming,
): Decoder {
  const reader = newReader();
  const ofHead = headOnly(head);
  // Asked to strip the mark itself, Deno strips one at the start of any piece.
  const text = new TextDecoder("utf-8", { ignoreBOM: true });
  const unmarked = (body: string) => body.replace(/^\ufeff/, "");
  let start = ""; // the body while nothing was decoded, to tell what it is and to quote it
  let plain: string[] | null = null;
  let events = 0;
  let overflowReported = false;
  let deltas: Delta[] = []; // of the piece at hand

  const sink: SseSink = {
    event(event) {
      events++;
      const known = repeated.textOf(event);
      if (known) return void deltas.push(known);
      repeated.forget();
      const found = reader.event(event);
      if (reader.repeats) {
        // Another reader is asked: what it is asked may change what it says next.
        repeated.learn(event, found, (again) => {
          const other = newReader();
          other.event(event);
          return other.event(again);
        });
      }
      addAll(deltas, found);
    },
    run(body, from) {
      const known = repeated.run(body, from);
      if (!known) return from;
      events++;
      deltas.push(known.delta);
      return known.to;
    },
    arrivals: repeated.arrivals,
  };
  const sse = sseFraming(sink);
  let framing: ReturnType<ArrayFraming> = sse;

  const tellOverflow = () => {
    if (!framing.overflowed() || overflowReported) return;
    overflowReported = true;
    deltas.push(protocolError("One event was longer than 16 million characters"));
  };

  return {
    push(bytes) {
      deltas = ofHead.push(bytes);
      if (bytes.length === 0) return deltas;
      if (plain) return plain.push(text.decode(bytes, { stream: true })), deltas;
      if (framing === sse && events === 0 && start.length < quotedChars) {
        start += text.decode(bytes.subarray(0, quotedBytes), { stream: true });
        const first = start.trimStart()[0];
        if (first === "{" || (first === "[" && !array)) {
          plain = [start, text.decode(bytes.subarray(quotedBytes), { stream: true })];
          return deltas;
        }
        // What came before was white space, and an array needs none of it.
        if (first === "[" && array) framing = array(sink);
      }
      framing.push(bytes);
      tellOverflow();
      return deltas;
    },
    // Known events follow others of an event stream: the head is told, and the body is no other.
    texts: sse.arrivals,
    end() {
      deltas = ofHead.end();
      if (plain) {
        const whole = unmarked(plain.join("") + text.decode());
        const value = parseJson(whole);
        // Text Generation Inference answers a list of one at its root.
        const answer = Array.isArray(value) && value.length === 1 ? value[0] : value;
        return deltas.concat(
          isObject(answer)
            ? reader.whole(answer)
            : protocolError(`The body is not a JSON object: ${bounded(whole)}`),
        );
      }
      framing.end();
      tellOverflow();
      const stray = sse.strays();
      if (stray[0] === "{" && isObject(parseJson(stray))) {
        events++;
        addAll(deltas, reader.event({ event: null, data: stray }));
      }
      addAll(deltas, reader.end?.() ?? []);
      // Comments alone are a stream without content; any other text that held no event is no stream.
      const quote = bounded(unmarked(start), quotedChars); // the last arrival went beyond, as far as it happened to
      const other = quote.split(/[\r\n]+/).filter((line) => line.trim() && !line.startsWith(":"));
      if (events === 0 && !overflowReported && other.length && framing === sse) {
        deltas.push(protocolError(`The body is no event stream: ${bounded(other.join(" "))}`));
      }
      return deltas;
    },
  };
}

/** What was sent is not of the protocol. */
export const protocolError = (message: string): Delta => ({
  kind: "error",
  class: "protocol",
  code: null,
  message,
});

/** The data of an event should have been a JSON object. */
export const notAnObject = (data: string): Delta =>
  protocolError(`An event's data is not a JSON object: ${bounded(data)}`);
