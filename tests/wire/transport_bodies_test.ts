/** Bodies that are packed, or called so. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { sleep } from "../../benchmarks/wire/clock.ts";
import { head, lastChunk } from "../support/server.ts";
import { against, text } from "./against.ts";

/** One HTTP chunk of bytes. */
const part = (bytes: Uint8Array) =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]);

Deno.test("exchange() inflates gzip as it comes", async () => {
  const zipped = gzipSync(Buffer.from("hello hello hello"));
  await against(async (s) => {
    s.write(head("content-encoding: gzip\r\n"));
    s.write(part(zipped.subarray(0, 11)));
    await sleep(20);
    s.write(Buffer.concat([part(zipped.subarray(11)), Buffer.from(lastChunk)]));
  }, async (_, __, send) => {
    const got = await send();
    assert.deepEqual([got.end.how, text(got.bytes)], ["complete", "hello hello hello"]);
  });
});

Deno.test("exchange() reads what the bytes are, not what their label says", async () => {
  const sent = 'data: {"text":"é漢"}\n\n';
  const bodies: [string | null, Uint8Array][] = [
    ["gzip", gzipSync(sent)],
    [null, gzipSync(sent)],
    ["identity", gzipSync(sent)],
    ["br, gzip", gzipSync(sent)],
    ["deflate", deflateSync(sent)],
    ["deflate", deflateRawSync(sent)],
    ...["gzip", "deflate", "br", "zstd", "none", "utf-8", "UTF-8", "application/json", null]
      .map((label): [string | null, Uint8Array] => [label, Buffer.from(sent)]),
  ];
  for (const [label, body] of bodies) {
    const named = label === null ? "" : `content-encoding: ${label}\r\n`;
    await against((s) => {
      s.write(head(named));
      // The first byte alone, which must not be judged too early.
      s.write(part(body.subarray(0, 1)));
      s.write(Buffer.concat([part(body.subarray(1)), Buffer.from(lastChunk)]));
    }, async (_, __, send) => {
      const got = await send();
      assert.deepEqual([got.end.how, text(got.bytes)], ["complete", sent], `${label}`);
    });
  }
});

Deno.test("exchange() keeps the status of an answer that it cannot undo", async () => {
  const bytes = Uint8Array.of(0x8b, 0x05, 0x80, 0x68, 0x65, 0x03, 0xff);
  for (const label of ["br", "zstd", "gzip"]) {
    await against(
      (s) => {
        const status = head(`content-encoding: ${label}\r\n`).replace("200 OK", "429 Too Many");
        s.write(Buffer.concat([Buffer.from(status), part(bytes), Buffer.from(lastChunk)]));
      },
      async (_, __, send) => {
        const { end, status } = await send();
        assert.deepEqual([end.how, end.code, status], ["cut", "content_encoding", 429]);
      },
    );
  }
});
