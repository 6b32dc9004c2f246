/** Frames written by AWS's own codec, so that those of a test are not of our making. */
import { EventStreamCodec } from "@smithy/core/event-streams";

const encoder = new TextEncoder();
const codec = new EventStreamCodec(
  (bytes) => new TextDecoder().decode(bytes as Uint8Array),
  (text) => encoder.encode(text),
);

/** A frame with string headers. */
export const frame = (
  headers: Record<string, string>,
  payload: string | Uint8Array,
): Uint8Array<ArrayBuffer> =>
  codec.encode({
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, { type: "string", value }]),
    ),
    body: typeof payload === "string" ? encoder.encode(payload) : payload,
  }) as Uint8Array<ArrayBuffer>;

/** An event with JSON in it, as Bedrock sends it. */
export const event = (type: string, value: unknown): Uint8Array<ArrayBuffer> =>
  frame({
    ":event-type": type,
    ":content-type": "application/json",
    ":message-type": "event",
  }, JSON.stringify(value));

/** What a service sends where a stream fails on its way. */
export const exception = (type: string, body: string): Uint8Array<ArrayBuffer> =>
  frame({
    ":exception-type": type,
    ":content-type": "application/json",
    ":message-type": "exception",
  }, body);
