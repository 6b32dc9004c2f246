/** Answers of HTTP/2 that no server of good will gives, each by a name. */
import { Buffer } from "node:buffer";
import type { Socket } from "node:net";
import { endless, stop, word } from "./answers.ts";
import {
  data,
  endHeaders,
  endStream,
  field,
  frame,
  head,
  okFields,
  setting,
  types,
  u32,
} from "./http2_frames.ts";

/** How a connection behaves: when it is opened, and to a request. */
export interface Http2Answer {
  /** Payload of the server's first SETTINGS. */
  settings?: Buffer;
  answer(socket: Socket, stream: number): void;
}

const kilo = "x".repeat(1024);
const many = (bytes: Uint8Array, times = 500) =>
  Buffer.concat(Array.from({ length: times }, () => bytes));

const bytes = (of: (stream: number) => (Uint8Array | string)[]): Http2Answer => ({
  answer(socket, stream) {
    for (const piece of of(stream)) socket.write(piece);
  },
});
/** The first pieces, then the last for ever. */
const flood = (of: (stream: number) => [first: Uint8Array, forever: Uint8Array]): Http2Answer => ({
  answer(socket, stream) {
    const [first, forever] = of(stream);
    endless(first, forever)(socket);
  },
});
const opened = (fields: Uint8Array, stream: number) => frame(types.headers, 0, stream, fields);
const whole = (stream: number) => [head(stream), data(stream, word + word + stop, endStream)];
const nothing = Buffer.alloc(0);

export const goodHttp2: Http2Answer = bytes(whole);

export const http2Answers: Record<string, Http2Answer> = {
  // Heads.
  "endless-continuations": flood((s) => [
    opened(okFields, s),
    many(frame(types.continuation, 0, s, field("x-flood", kilo)), 10),
  ]),
  "empty-continuations": flood((s) => [
    opened(okFields, s),
    many(frame(types.continuation, 0, s)),
  ]),
  "a-field-of-4-mb": bytes((s) => {
    const fields = Buffer.concat([okFields, field("x-long", kilo.repeat(4096))]);
    const pieces = [];
    for (let at = 0; at < fields.length; at += 16_384) {
      const part = fields.subarray(at, at + 16_384);
      const last = at + 16_384 >= fields.length ? endHeaders : 0;
      pieces.push(frame(at ? types.continuation : types.headers, last, s, part));
    }
    return [...pieces, data(s, word + stop, endStream)];
  }),
  "a-thousand-fields": bytes((s) => [
    frame(types.headers, endHeaders, s, Buffer.concat([okFields, many(field("x-a", "b"), 1000)])),
    data(s, word + stop, endStream),
  ]),
  // One field of 3,900 bytes goes into the table, and 12,000 bytes name it 12,000 times.
  "a-bomb-of-a-head": bytes((s) => [
    frame(
      types.headers,
      endHeaders,
      s,
      Buffer.concat([
        okFields,
        field("x-bomb", kilo.repeat(3), 0x40),
        Buffer.alloc(12_000, 0x80 | 62),
      ]),
    ),
    data(s, word + stop, endStream),
  ]),
  "no-field-at-all": bytes((s) => [frame(types.headers, endHeaders, s)]),
  "a-status-that-is-none": bytes((s) => [
    frame(types.headers, endHeaders, s, field(":status", "abc")),
    data(s, word + stop, endStream),
  ]),
  "two-statuses": bytes((s) => [
    frame(types.headers, endHeaders, s, Buffer.concat([okFields, field(":status", "500")])),
    data(s, word + stop, endStream),
  ]),
  "a-table-that-is-not-there": bytes((s) => [
    frame(types.headers, endHeaders, s, Buffer.from([0xff, 0x80, 0x80, 0x80, 0x01])),
  ]),
  "endless-interim-heads": flood((s) => [
    nothing,
    many(frame(types.headers, endHeaders, s, field(":status", "103"))),
  ]),
  "trailers-for-ever": flood((s) => [
    head(s),
    many(frame(types.headers, endHeaders, s, field("x-trailer", "a"))),
  ]),
  // Floods of frames.
  "a-flood-of-pings": flood(() => [nothing, many(frame(types.ping, 0, 0, kilo.slice(0, 8)))]),
  "a-flood-of-settings": flood(() => [nothing, many(frame(types.settings, 0, 0))]),
  "a-flood-of-resets": flood((s) => [head(s), many(frame(types.reset, 0, s, u32(8)))]),
  "a-flood-of-empty-data": flood((s) => [head(s), many(data(s, ""))]),
  "a-flood-of-windows": flood(
    (s) => [head(s), many(frame(types.windowUpdate, 0, s, u32(2 ** 31 - 1)))],
  ),
  "a-flood-of-unknown-frames": flood((s) => [head(s), many(frame(0xee, 0xff, 0, kilo), 50)]),
  "an-endless-body": flood((s) => [head(s), many(data(s, kilo), 50)]),
  // Order, and what is left open.
  "goaway-with-a-request-open": bytes((s) => [
    head(s),
    data(s, word),
    frame(types.goaway, 0, 0, Buffer.concat([u32(0), u32(0)])),
  ]),
  "goaway-of-an-error": bytes(() => [
    frame(types.goaway, 0, 0, Buffer.concat([u32(0), u32(11), Buffer.from(kilo)])),
  ]),
  "data-after-the-end": bytes((s) => [...whole(s), data(s, word), data(s, word, endStream)]),
  "data-before-the-head": bytes((s) => [data(s, word), ...whole(s)]),
  "a-stream-that-nobody-opened": bytes((s) => [head(s + 98), data(s + 98, word, endStream)]),
  "a-promise": bytes((s) => [
    frame(types.pushPromise, endHeaders, s, Buffer.concat([u32(2), okFields])),
    ...whole(s),
  ]),
  "a-frame-of-16-mb": bytes((s) => [head(s), frame(types.data, 0, s, kilo, 0xffffff)]),
  "a-window-never-opened": { settings: setting(4, 0), answer: () => {} },
  "settings-that-are-none": { settings: setting(5, 1), answer: goodHttp2.answer },
  "old-http": bytes(() => ["HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nab"]),
  "nothing": bytes(() => []),
};
