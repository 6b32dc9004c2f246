import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { connect } from "node:net";
import { scripts } from "../../benchmarks/simulator/faults/index.ts";
import { callersKey, type Script } from "../../benchmarks/simulator/faults/script.ts";
import { startServer } from "../../benchmarks/simulator/server.ts";
import { ask, isWhole, key, parse } from "../support/raw_client.ts";

const utf8 = (bytes: string | Uint8Array) =>
  typeof bytes === "string" ? Buffer.from(bytes.replaceAll(callersKey, key)) : Buffer.from(bytes);

/** The pieces of body that a script's literal lists, where it lists them all. */
const listed = (script: Script) =>
  script.steps.flatMap((s) =>
    s.do === "body"
      ? [utf8(s.bytes)]
      : s.do === "repeat"
      ? Array.from({ length: s.times }, () => utf8(s.bytes))
      : []
  );
/** Of a long answer only the newest bytes are at hand. */
const isLast = (bytes: Buffer) => bytes.subarray(-5).toString() === "0\r\n\r\n";
const endless = (script: Script) => script.steps.some((s) => "times" in s && s.times === Infinity);
const paused = (script: Script) => script.steps.some((s) => s.do === "pause");

async function withServer(test: (url: string) => Promise<void>) {
  const server = await startServer();
  try {
    await test(server.url);
  } finally {
    await server.close();
  }
}

Deno.test("every script with an end gives its status, headers, bytes and ending over a socket", () =>
  withServer(async (url) => {
    const plain = scripts.filter((s) => !endless(s) && !paused(s) && !/^long-/.test(s.name));
    assert.ok(plain.length > 80);
    await Promise.all(plain.map(async (script) => {
      const { name, steps } = script;
      const last = steps.at(-1)!;
      assert.ok(last.do === "end", name);
      const seen = await ask(
        url,
        name,
        (bytes, total) =>
          last.how === "complete" && (bytes.length === total ? isWhole(bytes) : isLast(bytes)),
      );
      assert.equal(
        seen.ended,
        { complete: "open", close: "close", reset: "reset" }[last.how],
        name,
      );
      assert.ok(seen.ended_ms >= last.at_ms, `${name} ended before ${last.at_ms} ms`);
      const head = steps.find((s) => s.do === "head");
      if (!head) return assert.equal(seen.bytes.length, 0, name);
      const { status, headers, body, pieces, whole } = parse(seen.bytes);
      assert.equal(status, head.head.status, name);
      for (const [header, value] of head.head.headers) {
        assert.equal(headers.get(header), value.replaceAll(callersKey, key), name);
      }
      assert.equal(headers.get("x-tokenboard-simulator"), `fault-${name}`);
      const expected = listed(script);
      assert.ok(body.equals(Buffer.concat(expected)), `${name}: other bytes`);
      if (head.head.framing === "chunked") {
        assert.deepEqual(pieces.map((p) => p.length), expected.map((p) => p.length), name);
        assert.equal(whole, steps.some((s) => s.do === "end" && s.how === "complete"), name);
      }
    }));
  }));

Deno.test("a long line is 64 MB without an end of line", () =>
  withServer(async (url) => {
    for (const name of ["long-line", "long-comment"]) {
      const seen = await ask(url, name, isLast);
      const { body, whole } = parse(seen.bytes);
      assert.ok(whole, name);
      const start = body.indexOf("x".repeat(100)); // behind the role
      const end = body.indexOf("\n", start);
      assert.ok((end < 0 ? body.length : end) - start >= 64 * 2 ** 20, name);
    }
  }));

Deno.test("scripts without end go on until the client leaves, and the server goes on after it", () =>
  withServer(async (url) => {
    const cases: [name: string, bytes: number, begins: string, repeats: string, times: number][] = [
      ["endless", 1 << 20, "HTTP/1.1 200 ", '{"content":" more"}', 999],
      ["endless-keep-alives", 400, "HTTP/1.1 200 ", ": PROCESSING\n\n", 5],
      ["endless-refusal", 1 << 20, "HTTP/1.1 500 ", "x".repeat(1024), 999],
      ["header-flood", 1 << 20, "HTTP/1.1 200 ", `x-flood: ${"x".repeat(1024)}\r\n`, 999],
      ["slow-drip", 700, "HTTP/1.1 200 ", "\r\n1\r\nx", 5],
      ["slow-drip@1", 700, "HTTP/1.1 200 ", "\r\n1\r\nx", 5],
    ];
    for (const [name, length, begins, repeats, times] of cases) {
      const seen = await ask(url, name, (_, total) => total > length);
      assert.equal(seen.ended, "open", name);
      const text = seen.bytes.toString();
      assert.ok(text.startsWith(begins), name);
      assert.ok(text.split(repeats).length > times, name);
      if (name === "header-flood") assert.ok(!text.includes("\r\n\r\n"), "the head has an end");
    }
    const after = await ask(url, "401", isWhole);
    assert.match(after.bytes.toString(), /^HTTP\/1\.1 401 /);
  }));

Deno.test("a kept connection is closed or reset before any byte of the second answer", () =>
  withServer(async (url) => {
    for (const [name, ended] of [["closed-keepalive", "close"], ["reset-keepalive", "reset"]]) {
      const socket = connect(Number(new URL(url).port), "127.0.0.1");
      const request =
        `POST /fault-${name}/v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}`;
      socket.write(request);
      let bytes = Buffer.alloc(0);
      let first = 0;
      let how = "";
      socket.on("data", (part: Buffer) => {
        bytes = Buffer.concat([bytes, part]);
        if (first || !isWhole(bytes)) return;
        first = bytes.length;
        socket.write(request);
      });
      socket.on("end", () => void (how = "close"));
      socket.on("error", () => void (how = "reset"));
      await new Promise((resolve) => socket.on("close", resolve));
      assert.equal(how, ended, name);
      assert.equal(parse(bytes).headers.get("connection"), "keep-alive");
      assert.ok(first > 0 && bytes.length === first, `${name}: bytes of a second answer`);
    }
    // llama.cpp's way: it leaves by itself, though it promised to stay.
    const left = await ask(url, "left-keepalive", () => false);
    assert.equal(left.ended, "close");
    assert.ok(isWhole(left.bytes));
  }));

Deno.test("a stall is silence on an open connection, for as long as NAME@MS says", () =>
  withServer(async (url) => {
    await Promise.all(["stall", "stall-first", "stall-head", "slow-head"].map(async (name) => {
      const long = new AbortController();
      const silent = await Promise.race([
        ask(url, name, () => long.signal.aborted),
        new Promise((resolve) => setTimeout(() => resolve("silent"), 250)),
      ]);
      long.abort();
      assert.equal(silent, "silent", name);
      const short = await ask(url, `${name}@120`, isWhole);
      assert.ok(short.ended_ms >= 120, name);
      if (name === "slow-head") return assert.equal(short.ended, "close");
      assert.match(parse(short.bytes).body.toString(), /\[DONE\]\n\n$/, name);
    }));
  }));
