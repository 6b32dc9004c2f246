/** Frames of Bedrock's Converse. */
import { EventStreamCodec } from "@smithy/core/event-streams";

export const encoder = new TextEncoder();

/** AWS's own codec, so that no frame here is of our making. */
const codec = new EventStreamCodec(
  (bytes) => new TextDecoder().decode(bytes as Uint8Array),
  (text) => encoder.encode(text),
);
export const text = (value: string) => ({ type: "string" as const, value });
export const frame = (headers: Record<string, string>, payload: string) =>
  codec.encode({
    headers: Object.fromEntries(Object.entries(headers).map(([n, v]) => [n, text(v)])),
    body: encoder.encode(payload),
  });
export const event = (type: string, value: unknown) =>
  frame({
    ":event-type": type,
    ":content-type": "application/json",
    ":message-type": "event",
  }, JSON.stringify(value));
export const stop = (stopReason: string) => event("messageStop", { stopReason, p: "abc" });
