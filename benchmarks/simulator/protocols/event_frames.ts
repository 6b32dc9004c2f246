/** Frames of AWS's event stream, as its services send them. */
import { crc32 } from "node:zlib";

const utf8 = new TextEncoder();

/** One frame; headers are strings, in the order given. */
export function frame(headers: [string, string][], payload: string | Uint8Array): Uint8Array {
  const body = typeof payload === "string" ? utf8.encode(payload) : payload;
  const parts = headers.map(([name, value]) => [utf8.encode(name), utf8.encode(value)]);
  const headerBytes = parts.reduce((sum, [n, v]) => sum + 4 + n.length + v.length, 0);
  const bytes = new Uint8Array(16 + headerBytes + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bytes.length);
  view.setUint32(4, headerBytes);
  view.setUint32(8, crc32(bytes.subarray(0, 8)));
  let at = 12;
  for (const [name, value] of parts) {
    bytes[at] = name.length;
    bytes.set(name, at + 1);
    at += 1 + name.length;
    bytes[at] = 7; // a string
    view.setUint16(at + 1, value.length);
    bytes.set(value, at + 3);
    at += 3 + value.length;
  }
  bytes.set(body, at);
  view.setUint32(bytes.length - 4, crc32(bytes.subarray(0, bytes.length - 4)));
  return bytes;
}

/** An event with JSON in it. */
export const jsonEvent = (name: string, value: unknown): Uint8Array =>
  frame([
    [":event-type", name],
    [":content-type", "application/json"],
    [":message-type", "event"],
  ], JSON.stringify(value));

/** What a service sends where a stream fails on its way. */
export const exception = (type: string, value: unknown): Uint8Array =>
  frame([
    [":exception-type", type],
    [":content-type", "application/json"],
    [":message-type", "exception"],
  ], JSON.stringify(value));

/** The name that an error of that status has, and the header in which it stands. */
export function errorHeaders(status: number): [string, string][] {
  const names: Record<number, string> = {
    400: "ValidationException",
    401: "UnrecognizedClientException",
    403: "AccessDeniedException",
    404: "ResourceNotFoundException",
    429: "ThrottlingException",
    500: "InternalServerException",
    503: "ServiceUnavailableException",
  };
  const name = names[status];
  return name ? [["x-amzn-errortype", `${name}:http://internal.amazon.com/`]] : [];
}

const alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** Bedrock's padding: a stretch of the alphabet of changing length, so that lengths tell nobody what was said. */
export const padding = (i: number): string => alphabet.slice(0, 1 + (i * 7) % alphabet.length);
