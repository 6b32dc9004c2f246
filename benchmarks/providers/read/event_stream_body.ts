/** A body of AWS's event stream as deltas: what its frames have in common, whatever is in them. */
import { addAll } from "./add_all.ts";
import { errorDelta } from "./inside.ts";
import { eventStreamFraming, type Frame } from "./event_stream.ts";
import { bounded, type JsonObject, object, parseJson, string } from "./json.ts";
import type { Decoder, Delta } from "../delta.ts";
import type { Json } from "../provider.ts";
import { servedByHead } from "./served.ts";
import { countingUnread } from "./unread.ts";

/** What one protocol makes of its frames. */
export interface FrameReader {
  /** An event by its name; `payload` must not be kept. */
  event(name: string, payload: Uint8Array): Delta[];
  /** A plain answer that came although a stream was asked for. */
  whole(answer: Json): Delta[];
  /** The end of the body, where something was held back. */
  end?(): Delta[];
}

type Head = { status: number; headers: [string, string][] };

/** The decoder of an answer whose 2xx body is an event stream, or a plain JSON answer. */
export const eventStreamDecoder = (head: Head, reader: FrameReader): Decoder =>
  countingUnread(frameDecoder(head, reader));

function frameDecoder(head: Head, reader: FrameReader): Decoder {
  const framing = eventStreamFraming();
  const success = head.status >= 200 && head.status < 300;
  let headReported = false;
  let begun = false;
  let plain: Uint8Array[] | null = null;
  let faultReported = false;

  const ofHead = () => headReported ? [] : (headReported = true, servedByHead(head.headers));
  const fault = (): Delta[] => {
    const message = framing.fault();
    if (message === null || faultReported) return [];
    faultReported = true;
    return [protocolError(message)];
  };

  return {
    push(bytes) {
      const deltas = ofHead();
      let rest = bytes;
      if (!begun) {
        const first = bytes.findIndex((byte) => byte !== 32 && (byte < 9 || byte > 13));
        if (!success || first < 0) return deltas;
        begun = true;
        rest = bytes.subarray(first);
        // No frame begins so: it would be longer than a thousand million bytes.
        if (rest[0] === brace || rest[0] === bracket) plain = [];
      }
      if (plain) return plain.push(rest.slice()), deltas;
      for (const frame of framing.push(rest)) addAll(deltas, messageOf(frame, reader));
      return deltas.concat(fault());
    },
    end() {
      const deltas = ofHead();
      if (!success) return deltas;
      if (plain) {
        const text = joined(plain);
        const answer = parseJson(text);
        return deltas.concat(
          answer === undefined
            ? protocolError(`The body is neither an event stream nor JSON: ${bounded(text)}`)
            : reader.whole(answer),
        );
      }
      framing.end();
      return deltas.concat(fault(), reader.end?.() ?? []);
    },
  };
}

const brace = 0x7b;
const bracket = 0x5b;

/** Events go to their protocol; exceptions and errors are the same in all of them. */
function messageOf({ headers, payload }: Frame, reader: FrameReader): Delta[] {
  const type = headers[":message-type"];
  if (type === "event") return reader.event(headers[":event-type"] ?? "", payload);
  if (type !== "exception" && type !== "error") {
    return [protocolError(`A frame is of an unknown kind: ${bounded(type ?? "none", 100)}`)];
  }
  const text = new TextDecoder().decode(payload);
  const body = object(parseJson(text)) ?? {};
  const message = headers[":error-message"] ?? string(body.message) ?? string(body.Message) ??
    (text || "An error without a message");
  const code = headers[":exception-type"] ?? headers[":error-code"] ?? null;
  return [errorDelta(code, message)];
}

/** The payload's JSON object, or what to say where it is none. */
export function jsonPayload(payload: Uint8Array): JsonObject | Delta[] {
  const text = new TextDecoder().decode(payload);
  return object(parseJson(text)) ??
    [protocolError(`An event's payload is not a JSON object: ${bounded(text)}`)];
}

export const protocolError = (message: string): Delta => ({
  kind: "error",
  class: "protocol",
  code: null,
  message,
});

function joined(parts: Uint8Array[]): string {
  const text = new TextDecoder();
  return parts.map((part) => text.decode(part, { stream: true })).join("") + text.decode();
}
