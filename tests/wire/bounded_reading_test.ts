/** Reading an answer takes time and memory by what was asked: a bomb, a flood of faults, a list without end. */
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { openai } from "../../benchmarks/providers/openai/openai.ts";
import { endError } from "../../benchmarks/record/errors.ts";
import { decodeRecording } from "../../benchmarks/record/replay.ts";
import { runAttempt } from "../../benchmarks/wire/attempt.ts";
import { startClock } from "../../benchmarks/wire/clock.ts";
import { bodyDecoder } from "../../benchmarks/wire/body/inflate.ts";
import { bytesFor, defaultLimits } from "../../benchmarks/wire/limits.ts";
import { openSlot } from "../../benchmarks/wire/transport.ts";
import { rawServer } from "../support/server.ts";

const mebibyte = 1 << 20;
const bomb = gzipSync(new Uint8Array(64 * mebibyte));

Deno.test("bodyDecoder() leaves compressed what nobody asks for", () => {
  let [pieces, most] = [0, 0];
  for (const { length } of bodyDecoder("gzip").push(bomb)) {
    most = Math.max(most, length);
    if (++pieces === 3) break;
  }
  assert.equal(pieces, 3);
  assert.ok(most < 2 * mebibyte, `${most}`);
});

/** One attempt at an answer, and what its recording gives again. */
async function attempt(body: string | Uint8Array, head: string) {
  const server = await rawServer((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\n${head}content-length: ${body.length}\r\n\r\n`);
    socket.write(body);
  });
  const slot = openSlot(server.url, startClock(), defaultLimits);
  try {
    const ask = {
      baseUrl: `${server.url}/v1`,
      model: "m",
      messages: [{ role: "user" as const, content: "hello" }],
      maxOutputTokens: 20,
      params: {},
    };
    const { recording, deltas } = await runAttempt(slot, openai, ask, { credentials: null });
    assert.deepEqual(decodeRecording(recording, openai, ask).deltas, deltas);
    const errors = deltas.flatMap(({ delta }) => delta.kind === "error" ? [delta] : []);
    return { exchange: recording.exchanges[0], errors };
  } finally {
    slot.close();
    await server.close();
  }
}

const events = "content-type: text/event-stream\r\n";

Deno.test("a bomb is cut where any other body is", async () => {
  const { exchange } = await attempt(bomb, `${events}content-encoding: gzip\r\n`);
  assert.equal(exchange.bytes.length, bytesFor(20));
  assert.equal(exchange.end.code, "body_limit");
});

Deno.test("a flood of events that cannot be read is left after the first hundred", async () => {
  const { exchange, errors } = await attempt("data: {x\n\n".repeat(400_000), events);
  assert.equal(exchange.end.code, "unreadable");
  assert.match(errors[0].message, /^An event's data is not a JSON object/);
  assert.ok(exchange.bytes.length < mebibyte, `${exchange.bytes.length}`);
});

Deno.test("a list of more values than any answer has is a fault of the answer", async () => {
  const choices = '{"delta":{"content":"a"}},'.repeat(150_000);
  const { exchange, errors } = await attempt(`data: {"choices":[${choices}{}]}\n\n`, events);
  assert.equal(exchange.end.code, "unreadable");
  assert.equal(errors.length, 1);
  assert.match(errors[0].message, /could not be read \(RangeError: a list of 150001 values\)/);
});

Deno.test("a flood of interim answers is no waiting for an answer", async () => {
  const server = await rawServer((socket) => {
    socket.write("HTTP/1.1 103 Early Hints\r\n\r\n".repeat(99));
    if (server.requests.length === 1) socket.write("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
    else socket.write("HTTP/1.1 103 Early Hints\r\n\r\n".repeat(99));
  });
  const slot = openSlot(server.url, startClock(), defaultLimits);
  try {
    const ask = () => slot.exchange({ method: "GET", url: server.url, headers: [], body: null });
    const [few, many] = [await ask(), await ask()];
    assert.deepEqual([few.end.how, few.status], ["complete", 200]);
    assert.deepEqual([many.end.how, many.end.code], ["cut", "interim_answers"]);
    assert.equal(endError(many.end)!.class, "protocol");
  } finally {
    slot.close();
    await server.close();
  }
});
