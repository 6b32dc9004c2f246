/** Bodies that are JSON objects one after the other: what the protocols of them share beyond event streams. */
import { addAll } from "./add_all.ts";
import type { Decoder, Delta } from "../delta.ts";
import { bounded, isObject, type JsonObject, parseJson } from "./json.ts";
import { lineFraming } from "./ndjson.ts";
import { type Head, headOnly, protocolError } from "./sse_body.ts";
import { countingUnread } from "./unread.ts";

/** Reads data that is a JSON object; `text` reads what is none, and says null where that is no good. */
export const jsonData = (
  object: (value: JsonObject) => Delta[],
  text: (data: string) => Delta[] | null = () => null,
) =>
(data: string): Delta[] => {
  const value = parseJson(data);
  if (isObject(value)) return object(value);
  return text(data) ?? [protocolError(`Data that is not a JSON object: ${bounded(data)}`)];
};

const successful = ({ status }: Head) => status >= 200 && status < 300;

/** What a protocol makes of its lines. */
export interface LineReader {
  line(data: string): Delta[];
  /** True where the first line is a plain answer that came although a stream was asked for. */
  isWhole(first: JsonObject): boolean;
}

/** Decodes lines of JSON. */
export function linesDecoder(head: Head, { line, isWhole }: LineReader): Decoder {
  const ofHead = headOnly(head);
  if (!successful(head)) return ofHead;
  const framing = lineFraming();
  let first = true;
  let overflowTold = false;
  const read = (lines: string[]): Delta[] => {
    const deltas: Delta[] = [];
    for (const text of lines) {
      const value = first ? parseJson(text) : undefined;
      if (isObject(value) && isWhole(value)) deltas.push({ kind: "unstreamed" });
      first = false;
      addAll(deltas, line(text));
    }
    if (framing.overflowed() && !overflowTold) {
      overflowTold = true;
      deltas.push(protocolError("One line was longer than 16 million characters"));
    }
    return deltas;
  };
  return countingUnread({
    push: (bytes) => [...ofHead.push(bytes), ...read(framing.push(bytes))],
    end: () => [...ofHead.end(), ...read(framing.end())],
  });
}

/** Decodes a body that is one JSON object and was asked for as one. */
export function objectDecoder(head: Head, read: (answer: JsonObject) => Delta[]): Decoder {
  const ofHead = headOnly(head);
  if (!successful(head)) return ofHead;
  const text = new TextDecoder();
  const parts: string[] = [];
  return {
    push: (bytes) => (parts.push(text.decode(bytes, { stream: true })), ofHead.push(bytes)),
    end() {
      const body = parts.join("") + text.decode();
      const answer = parseJson(body);
      const deltas = isObject(answer)
        ? read(answer)
        : [protocolError(`The body is not a JSON object: ${bounded(body)}`)];
      return [...ofHead.end(), ...deltas];
    },
  };
}
