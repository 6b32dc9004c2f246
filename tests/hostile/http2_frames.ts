/** HTTP/2 as bytes (RFC 9113, RFC 7541): frames that a library would refuse to send. */
import { Buffer } from "node:buffer";

export const types = {
  data: 0,
  headers: 1,
  reset: 3,
  settings: 4,
  pushPromise: 5,
  ping: 6,
  goaway: 7,
  windowUpdate: 8,
  continuation: 9,
};
export const endStream = 1;
export const endHeaders = 4;

/** A frame; `length` says another length than that of its payload. */
export function frame(
  type: number,
  flags: number,
  stream: number,
  payload: Uint8Array | string = "",
  length?: number,
): Buffer {
  const bytes = Buffer.from(payload as string);
  const head = Buffer.alloc(9);
  head.writeUIntBE(length ?? bytes.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, bytes]);
}

/** A number of 32 bits, and of a setting its id of 16 before it. */
export const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
export const setting = (id: number, value: number): Buffer =>
  Buffer.concat([Buffer.from([0, id]), u32(value)]);

/** A length in HPACK, with a prefix of seven bits. */
function lengthOf(value: number): number[] {
  if (value < 127) return [value];
  const bytes = [127];
  for (value -= 127; value > 127; value = value >> 7) bytes.push((value & 127) | 128);
  return [...bytes, value];
}

/** A field as a literal, not indexed unless `first` says so. */
export const field = (name: string, value: string, first = 0): Buffer =>
  Buffer.concat([
    Buffer.from([first, ...lengthOf(name.length)]),
    Buffer.from(name, "latin1"),
    Buffer.from(lengthOf(value.length)),
    Buffer.from(value, "latin1"),
  ]);

const ok = Buffer.from([0x88]); // :status 200, in the static table
/** Of an answer that is an event stream. */
export const okFields = Buffer.concat([ok, field("content-type", "text/event-stream")]);
export const head = (stream: number): Buffer => frame(types.headers, endHeaders, stream, okFields);
export const data = (stream: number, text: Uint8Array | string, flags = 0): Buffer =>
  frame(types.data, flags, stream, text);
