/** Decoders of bodies that are JSON objects one after the other, as events or as lines: what they share. */
import type { Decoder, Delta, ErrorClass } from "./provider.ts";
import { errorOf } from "./failure.ts";
import { bounded, isObject, type JsonObject, parseJson } from "./json.ts";
import { lineFraming } from "./ndjson.ts";
import { servedByHead } from "./served.ts";
import { sseFraming } from "./sse.ts";

export type Head = { status: number; headers: [string, string][] };

/** What a protocol makes of a body's pieces. It remembers what it must of one answer. */
export interface StreamReader {
  /** The data of one event, or a line; `name` is the event's, null where it has none. */
  event(data: string, name: string | null): Delta[];
  /** A plain answer that came although a stream was asked for, without the delta that says so. */
  whole(answer: JsonObject): Delta[];
  /** The body is whole and its stream has ended: for protocols that have no mark for it. */
  end?(): Delta[];
}

/** Reads data that is a JSON object; `text` reads what is none, and says null where that is no good. */
export const jsonData = (
  object: (value: JsonObject, name: string | null) => Delta[],
  text: (data: string) => Delta[] | null = () => null,
): StreamReader["event"] =>
(data, name) => {
  const value = parseJson(data);
  if (isObject(value)) return object(value, name);
  return text(data) ?? [failed("protocol", `Data that is not a JSON object: ${bounded(data)}`)];
};

/** An error that a server put into a stream. */
export function streamError(body: JsonObject): Delta {
  const { code, message } = errorOf(body);
  return failed("stream_error", message ?? "error", code);
}

/** An error delta. */
export const failed = (found: ErrorClass, message: string, code: string | null = null): Delta => ({
  kind: "error",
  class: found,
  code,
  message: bounded(message),
});

const unstreamed: Delta = { kind: "unstreamed" };
const successful = ({ status }: Head) => status >= 200 && status < 300;

/** Reads nothing of a body, and of a head what servers say there. */
export function headDecoder(head: Head): Decoder {
  let told = false;
  const once = () => told ? [] : (told = true, servedByHead(head.headers));
  return { push: once, end: once };
}

/** Decodes lines of JSON. A first object for which `isWhole` holds is a plain answer. */
export function linesDecoder(
  head: Head,
  reader: StreamReader,
  isWhole: (first: JsonObject) => boolean,
): Decoder {
  const ofHead = headDecoder(head);
  if (!successful(head)) return ofHead;
  const framing = lineFraming();
  let first = true;
  const read = (lines: string[]): Delta[] =>
    lines.flatMap((line): Delta[] => {
      const value = first ? parseJson(line) : undefined;
      const whole = first && isObject(value) && isWhole(value);
      first = false;
      if (!whole) return reader.event(line, null);
      return [unstreamed, ...reader.whole(value)];
    });
  const over = overflowOf(framing, "line");
  return {
    push: (bytes) => [...ofHead.push(bytes), ...read(framing.push(bytes)), ...over()],
    end: () => [...ofHead.end(), ...read(framing.end()), ...over(), ...(reader.end?.() ?? [])],
  };
}

/**
 * Decodes server-sent events. A body that begins with `{` is no event stream, whatever its content type says:
 * it is collected and read as one plain answer.
 */
export function eventsDecoder(head: Head, reader: StreamReader): Decoder {
  const ofHead = headDecoder(head);
  if (!successful(head)) return ofHead;
  const framing = sseFraming();
  const over = overflowOf(framing, "event");
  const text = new TextDecoder();
  let start = ""; // the body while nothing was decoded, to tell what it is and to quote it
  let plain: string[] | null = null;
  let events = 0;
  const read = (found: { event: string | null; data: string }[]): Delta[] => {
    events += found.length;
    return [...found.flatMap(({ event, data }) => reader.event(data, event)), ...over()];
  };
  return {
    push(bytes) {
      const deltas = ofHead.push(bytes);
      if (bytes.length === 0) return deltas;
      if (plain) return plain.push(text.decode(bytes, { stream: true })), deltas;
      if (events === 0 && start.length < 1000) {
        start += text.decode(bytes, { stream: true });
        if (/^\s*[{[]/.test(start)) return plain = [start], deltas;
      }
      return deltas.concat(read(framing.push(bytes)));
    },
    end() {
      const deltas = ofHead.end();
      if (plain) {
        const whole = (answer: JsonObject) => [unstreamed, ...reader.whole(answer)];
        return deltas.concat(answerOf(plain.join("") + text.decode(), whole));
      }
      deltas.push(...read(framing.end()));
      // Comments alone are a stream without content; any other text that held no event is no stream.
      const other = start.split(/[\r\n]+/).filter((line) => line.trim() && !line.startsWith(":"));
      if (events === 0 && !framing.overflowed() && other.length) {
        return deltas.concat(
          failed("protocol", `The body is no event stream: ${bounded(other.join(" "))}`),
        );
      }
      return deltas.concat(reader.end?.() ?? []);
    },
  };
}

/** Decodes a body that is one JSON object and was asked for as one. */
export function objectDecoder(head: Head, read: (answer: JsonObject) => Delta[]): Decoder {
  const ofHead = headDecoder(head);
  if (!successful(head)) return ofHead;
  const text = new TextDecoder();
  const parts: string[] = [];
  return {
    push: (bytes) => (parts.push(text.decode(bytes, { stream: true })), ofHead.push(bytes)),
    end: () => [...ofHead.end(), ...answerOf(parts.join("") + text.decode(), read)],
  };
}

function answerOf(body: string, read: (answer: JsonObject) => Delta[]): Delta[] {
  const answer = parseJson(body);
  if (isObject(answer)) return read(answer);
  return [failed("protocol", `The body is not a JSON object: ${bounded(body)}`)];
}

/** Says once that a framing overflowed. */
function overflowOf(framing: { overflowed(): boolean }, what: string) {
  let told = false;
  return (): Delta[] => {
    if (told || !framing.overflowed()) return [];
    told = true;
    return [failed("protocol", `One ${what} was longer than 16 million characters`)];
  };
}
