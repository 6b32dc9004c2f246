import assert from "node:assert/strict";
import { EventStreamCodec } from "@smithy/core/event-streams";
import fc from "fast-check";
import { crc32, eventStreamFraming } from "../../../benchmarks/providers/read/event_stream.ts";
import { frame as simulated } from "../../../benchmarks/simulator/protocols/event_frames.ts";
import { concat } from "../exchanges.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** AWS's own codec: what it writes and reads is the protocol. */
const codec = new EventStreamCodec(
  (bytes) => decoder.decode(bytes as Uint8Array),
  (text) => encoder.encode(text),
);
const hex = (text: string) => Uint8Array.from(text.match(/../g)!, (byte) => parseInt(byte, 16));

/** Headers and payloads of the frames, the body pushed in pieces that end at `cuts`. */
function framesOf(bytes: Uint8Array, cuts: number[] = [bytes.length], maxBytes?: number) {
  const framing = eventStreamFraming(maxBytes);
  const frames: { headers: Record<string, string>; payload: string }[] = [];
  let from = 0;
  for (const cut of cuts) {
    for (const { headers, payload } of framing.push(bytes.subarray(from, cut))) {
      // A plain copy: theirs has no prototype, so that no name of a server meets one.
      frames.push({ headers: { ...headers }, payload: decoder.decode(payload) });
    }
    from = cut;
  }
  framing.end();
  return { frames, fault: framing.fault() };
}

Deno.test("crc32() is that of zlib, PNG and Ethernet", () => {
  assert.equal(crc32(encoder.encode("123456789")), 0xcbf43926); // the check value of the standard
  assert.equal(crc32(new Uint8Array(0)), 0);
});

Deno.test("eventStreamFraming() reads frames written down byte by byte", () => {
  // 16 bytes in all, no headers, no payload.
  const empty = hex("000000100000000005c248eb7d98c8ff");
  assert.deepEqual(framesOf(empty), { frames: [{ headers: {}, payload: "" }], fault: null });
  // 29 bytes in all, no headers, a payload of 13.
  const noHeaders = hex("0000001d00000000fd528c5a7b27666f6f273a27626172277dc3653936");
  assert.deepEqual(framesOf(noHeaders).frames, [{ headers: {}, payload: "{'foo':'bar'}" }]);
  // 41 bytes in all, of them 23 of headers: ":event-type" with a string, "b" with true.
  const named = hex(
    "00000029000000172a2017db0b3a6576656e742d747970650700056368756e6b0162007b7d467d8743",
  );
  assert.deepEqual(framesOf(named).frames, [{
    headers: { ":event-type": "chunk" },
    payload: "{}",
  }]);
});

const value = fc.oneof(
  fc.string({ maxLength: 20 }).map((value) => ({ type: "string" as const, value })),
  fc.boolean().map((value) => ({ type: "boolean" as const, value })),
  fc.integer({ min: -128, max: 127 }).map((value) => ({ type: "byte" as const, value })),
  fc.integer({ min: -32768, max: 32767 }).map((value) => ({ type: "short" as const, value })),
  fc.integer().map((value) => ({ type: "integer" as const, value })),
  fc.uint8Array({ maxLength: 20 }).map((value) => ({ type: "binary" as const, value })),
  fc.date({ noInvalidDate: true }).map((value) => ({ type: "timestamp" as const, value })),
  fc.uuid().map((value) => ({ type: "uuid" as const, value })),
);
const message = fc.record({
  headers: fc.dictionary(fc.string({ minLength: 1, maxLength: 12 }), value, { maxKeys: 5 }),
  body: fc.string({ maxLength: 300 }),
});

Deno.test("eventStreamFraming() reads whatever AWS's codec writes, wherever it is cut", () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 6 }), fc.array(fc.nat(2000)), (messages, cuts) => {
      const bytes = concat(
        messages.map(({ headers, body }) => codec.encode({ headers, body: encoder.encode(body) })),
      );
      const ends = [...cuts.filter((c) => c < bytes.length), bytes.length].sort((a, b) => a - b);
      const { frames, fault } = framesOf(bytes, ends);
      assert.equal(fault, null);
      assert.deepEqual(
        frames,
        messages.map(({ headers, body }) => ({
          headers: Object.fromEntries(
            Object.entries(headers).flatMap(([name, { type, value }]) =>
              type === "string" ? [[name, value]] : []
            ),
          ),
          payload: decoder.decode(encoder.encode(body)),
        })),
      );
    }),
  );
});

Deno.test("AWS's codec reads the simulator's frames", () => {
  const { headers, body } = codec.decode(
    simulated([[":event-type", "chunk"], ["ü", "Grüße"]], "payload"),
  );
  assert.deepEqual(headers, {
    ":event-type": { type: "string", value: "chunk" },
    "ü": { type: "string", value: "Grüße" },
  });
  assert.equal(decoder.decode(body as Uint8Array), "payload");
});

Deno.test("eventStreamFraming() finds every flipped bit, and reads nothing after it", () => {
  const [first, second, third] = ["one", "two", "three"].map((payload) =>
    simulated([[":message-type", "event"]], payload)
  );
  for (let bit = 0; bit < second.length * 8; bit++) {
    const broken = second.slice();
    broken[bit >> 3] ^= 1 << (bit & 7);
    const { frames, fault } = framesOf(concat([first, broken, third]));
    assert.deepEqual(frames.map((f) => f.payload), ["one"], `bit ${bit}`);
    assert.match(fault!, /checksum/, `bit ${bit}`);
  }
});

Deno.test("eventStreamFraming() says what is wrong with a body", () => {
  const whole = simulated([], "0123456789");
  const cases: [Uint8Array, RegExp, number?][] = [
    [whole.subarray(0, whole.length - 1), /ended within a frame/],
    [encoder.encode("<html><head><title>Bad gateway</title>"), /text stands.*: <html><head>$/],
    [whole, /longer than 20 bytes/, 20],
    // Headers of 9 bytes in a frame of 16, its checksum right.
    [
      hex("0000001000000009" + crc32(hex("0000001000000009")).toString(16).padStart(8, "0")),
      /shorter than its headers/,
    ],
    // A header whose name is said to be 200 bytes long; a header of the unknown type 10.
    ...["c807000000000000", "016107ffff000000", "01610a0000000000"].map((headers) =>
      [withHeaders(hex(headers)), /headers of a frame cannot be read/] as [Uint8Array, RegExp]
    ),
  ];
  for (const [bytes, pattern, maxBytes] of cases) {
    for (const cuts of [[bytes.length], Array.from(bytes, (_, i) => i + 1)]) {
      const { frames, fault } = framesOf(bytes, cuts, maxBytes);
      assert.deepEqual(frames, []);
      assert.match(fault!, pattern);
    }
  }
});

/** A frame with those bytes for headers, its checksums right. */
function withHeaders(headers: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(16 + headers.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bytes.length);
  view.setUint32(4, headers.length);
  view.setUint32(8, crc32(bytes, 0, 8));
  bytes.set(headers, 12);
  view.setUint32(bytes.length - 4, crc32(bytes, 0, bytes.length - 4));
  return bytes;
}

Deno.test("eventStreamFraming() reads a frame in which a recording masked a key", () => {
  const bytes = simulated([], 'the key is "bearer-key"');
  const at = decoder.decode(bytes).lastIndexOf("bearer-key") - decoder.decode(bytes).length;
  bytes.fill(0x2a, bytes.length + at, bytes.length + at + "bearer-key".length);
  assert.deepEqual(framesOf(bytes), {
    frames: [{ headers: {}, payload: 'the key is "**********"' }],
    fault: null,
  });
});
