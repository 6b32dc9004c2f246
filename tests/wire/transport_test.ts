import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { sleep, startClock } from "../../benchmarks/wire/clock.ts";
import { defaultLimits, type Limits } from "../../benchmarks/wire/limits.ts";
import type { Ns } from "../../benchmarks/providers/recording.ts";
import { type ExchangeOptions, openSlot, type Slot } from "../../benchmarks/wire/transport.ts";
import { chunk, head, lastChunk, plain, rawServer, type TestServer } from "../support/server.ts";

const request = (url: string) => ({
  method: "POST" as const,
  url: `${url}/v1/x?y=1`,
  headers: [["content-type", "application/json"]] as [string, string][],
  body: '{"é":1}',
});
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** One HTTP chunk of bytes. */
const part = (bytes: Uint8Array) =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]);

/** Runs a test against a server and one slot, and closes both. */
async function against(
  answer: Parameters<typeof rawServer>[0],
  test: (
    slot: Slot,
    server: TestServer,
    send: (o?: ExchangeOptions) => ReturnType<Slot["exchange"]>,
  ) => Promise<void>,
  limits: Partial<Limits> = {},
) {
  const server = await rawServer(answer);
  const slot = openSlot(server.url, startClock(), { ...defaultLimits, ...limits });
  try {
    await test(slot, server, (options) => slot.exchange(request(server.url), options));
  } finally {
    slot.close();
    await server.close();
  }
}

Deno.test("exchange() stamps the moments of a cold, a reused and a warm connection", async () => {
  await against((s) => void s.write(plain("200 OK", "hi")), async (_, server, send) => {
    const cold = await send();
    assert.equal(text(cold.bytes), "hi");
    assert.equal(cold.status, 200);
    assert.equal(cold.end.how, "complete");
    assert.equal(cold.reused, false);
    assert.equal(cold.dns, null, "an address needs no look-up");
    assert.equal(cold.secured, null);
    const order = [cold.started, cold.connected!, cold.sent!, cold.headersAt!, cold.end.at];
    assert.deepEqual(order, order.toSorted((a, b) => a - b));
    const again = await send();
    assert.deepEqual([again.reused, again.connected, again.reconnected], [true, null, false]);
    assert.equal(server.connections(), 1);
    assert.match(server.requests[0], /^POST \/v1\/x\?y=1 HTTP\/1.1\r\n/);
    assert.ok(!/accept-encoding/i.test(server.requests[0]));
  });
  await against((s) => void s.write(plain("200 OK", "hi")), async (slot, server, send) => {
    await slot.warm();
    await sleep(20);
    assert.deepEqual([server.connections(), server.requests.length], [1, 0], "open, nothing sent");
    const warm = await send();
    assert.deepEqual([warm.end.how, warm.reused, warm.connected], ["complete", true, null]);
    assert.equal(server.connections(), 1);
    assert.ok(warm.sent! - warm.started < 20e6, "sent follows started");
  });
});

Deno.test("exchange() makes one arrival of one write, however many chunks it holds", async () => {
  await against(async (s) => {
    s.write(head() + Array.from({ length: 10 }, (_, i) => chunk(`${i}`)).join(""));
    await sleep(60);
    s.write(chunk("x") + lastChunk);
  }, async (_, __, send) => {
    const seen: [string, Ns][] = [];
    const got = await send({ onArrival: (bytes, at) => void seen.push([text(bytes), at]) });
    assert.equal(text(got.bytes), "0123456789x");
    assert.deepEqual(got.arrivals.map((a) => a.endByte), [10, 11]);
    assert.equal(new Set(seen.map(([, at]) => at)).size, 2);
    const gap = got.arrivals[1].at - got.arrivals[0].at;
    assert.ok(gap > 50e6 && gap < 200e6, `${gap}`);
  });
});

Deno.test("exchange() resends over a fresh connection when a kept one was dead", async () => {
  await against((s, n) => {
    if (n === 1) return void s.destroy(); // read the request, answer nothing
    s.write(plain("200 OK", `answer ${n}`));
  }, async (_, server, send) => {
    await send();
    const got = await send();
    assert.equal(text(got.bytes), "answer 2");
    assert.deepEqual([got.end.how, got.reused, got.reconnected], ["complete", false, true]);
    assert.ok(got.connected! > got.started && got.sent! > got.connected!);
    assert.equal(server.connections(), 2);
  });
});

Deno.test("exchange() survives a server that leaves right after each answer", async () => {
  await against((s) => {
    s.write(plain("200 OK", "hi", "connection: keep-alive\r\n"));
    setTimeout(() => s.end(), 1);
  }, async (_, __, send) => {
    for (let i = 0; i < 40; i++) {
      const got = await send();
      assert.deepEqual([got.end.how, text(got.bytes)], ["complete", "hi"], JSON.stringify(got.end));
      await sleep(i % 3);
    }
  });
});

Deno.test("exchange() does not resend what a fresh connection lost, nor an answer begun", async () => {
  await against((s) => void s.destroy(), async (_, server, send) => {
    const got = await send();
    assert.deepEqual([got.end.how, got.reconnected], ["reset", false]);
    assert.equal(server.requests.length, 1);
  });
  await against((s, n) => {
    if (n === 0) return void s.write(plain("200 OK", "hi"));
    s.write("HTTP/1.1 200 O", () => s.destroy());
  }, async (_, server, send) => {
    await send();
    const got = await send();
    assert.deepEqual([got.end.how, server.requests.length], ["reset", 2]);
  });
});

Deno.test("exchange() keeps what came before a reset", async () => {
  await against(async (s) => {
    s.write(head() + chunk("some"));
    await sleep(20);
    s.resetAndDestroy();
  }, async (_, __, send) => {
    const got = await send();
    assert.deepEqual([got.end.how, text(got.bytes), got.status], ["reset", "some", 200]);
    assert.equal((await send()).end.how, "reset", "the slot lives on");
  });
});

Deno.test("exchange() names nobody listening, an unknown host, garbage and a header flood", async () => {
  const server = await rawServer(() => {});
  await server.close();
  const slot = (url: string) => openSlot(url, startClock(), defaultLimits);
  const ends = async (url: string) => {
    const one = slot(url);
    await one.warm();
    const { end, started } = await one.exchange(request(url));
    one.close();
    assert.ok(end.at > started);
    return [end.how, end.code];
  };
  assert.deepEqual(await ends(server.url), ["refused", "ECONNREFUSED"]);
  const [how, code] = await ends("http://nobody.invalid");
  assert.equal(how, "refused");
  assert.match(code!, /^(ENOTFOUND|EAI_AGAIN|EAI_FAIL)$/);
  await against((s) => void s.write("garbage\r\n\r\n"), async (_, __, send) => {
    const { end } = await send();
    assert.equal(end.how, "cut");
    assert.match(end.code!, /^(HPE_|HTTPParserError)/);
  });
  await against((s) => {
    s.write("HTTP/1.1 200 OK\r\n" + `x-flood: ${"y".repeat(1000)}\r\n`.repeat(100) + "\r\n");
  }, async (_, __, send) => {
    const { end } = await send();
    assert.equal(end.code, "UND_ERR_HEADERS_OVERFLOW");
  });
});

Deno.test("exchange() keeps its limits", async (t) => {
  const drip = async (s: Parameters<Parameters<typeof rawServer>[0]>[0]) => {
    s.write(head());
    for (let i = 0; i < 50 && !s.destroyed; i++) {
      s.write(chunk("."));
      await sleep(20);
    }
  };
  const cases: [string, Partial<Limits>, string][] = [
    ["first_token", { firstTokenMs: 100 }, "timeout"],
    ["request", { requestMs: 100 }, "timeout"],
    ["body_limit", { maxBytes: 3 }, "cut"],
  ];
  for (const [code, limits, how] of cases) {
    await t.step(code, () =>
      against(drip, async (_, __, send) => {
        const got = await send();
        assert.deepEqual([got.end.how, got.end.code], [how, code]);
        if (code === "body_limit") assert.equal(text(got.bytes), "...");
        else assert.ok(got.end.at - got.started >= 99e6 && got.end.at - got.started < 400e6);
      }, limits));
  }
  await t.step(
    "idle, and the first-token limit is off once a token came",
    () =>
      against((s) => void s.write(head() + chunk("token")), async (slot, _, send) => {
        const got = await send({ onArrival: () => slot.gotToken() });
        assert.deepEqual([got.end.how, got.end.code], ["timeout", "idle"]);
        const waited = (got.end.at - got.arrivals[0].at) / 1e6;
        assert.ok(waited >= 149 && waited < 400, `${waited}`);
      }, { idleMs: 150, firstTokenMs: 50 }),
  );
  await t.step("limits longer than a timer can wait are none", () => {
    const year = 365 * 86_400_000;
    const limits = { requestMs: year, firstTokenMs: year, idleMs: year, connectMs: year };
    const answer = async (s: Parameters<Parameters<typeof rawServer>[0]>[0]) => {
      s.write(head() + chunk("token"));
      await sleep(150);
      s.write(chunk("more") + lastChunk);
    };
    return against(answer, async (slot, _, send) => {
      const got = await send({ onArrival: () => slot.gotToken() });
      assert.deepEqual([got.end.how, text(got.bytes)], ["complete", "tokenmore"]);
    }, limits);
  });
  await t.step("connect", async () => {
    // A documentation address: packets to it go nowhere, or the network says so at once.
    const slot = openSlot("http://192.0.2.1", startClock(), { ...defaultLimits, connectMs: 100 });
    const { end } = await slot.exchange(request("http://192.0.2.1"));
    slot.close();
    assert.ok(["timeout", "refused"].includes(end.how), JSON.stringify(end));
  });
});

Deno.test("exchange() ends as cut by the run when its signal aborts", async () => {
  await against((s) => void s.write(head() + chunk("some")), async (_, __, send) => {
    const cut = new AbortController();
    setTimeout(() => cut.abort(), 50);
    const got = await send({ signal: cut.signal });
    assert.deepEqual([got.end.how, got.end.code, text(got.bytes)], ["cut", "run", "some"]);
    const late = await send({ signal: cut.signal });
    assert.equal(late.end.code, "run");
  });
});

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

Deno.test("exchange() rejects where a callback throws: a fault of ours", async () => {
  await against((s) => void s.write(plain("200 OK", "hi")), async (_, __, send) => {
    await assert.rejects(
      send({
        onArrival() {
          throw new Error("ours");
        },
      }),
      /ours/,
    );
  });
});
