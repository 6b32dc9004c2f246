import assert from "node:assert/strict";
import { sleep } from "../../benchmarks/wire/clock.ts";
import type { Ns } from "../../benchmarks/providers/recording.ts";
import { chunk, head, lastChunk, plain } from "../support/server.ts";
import { inTries } from "../support/tries.ts";
import { against, text } from "./against.ts";

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
    while (server.connections() === 0) await sleep(1);
    assert.deepEqual([server.connections(), server.requests.length], [1, 0], "open, nothing sent");
    const warm = await send();
    assert.deepEqual([warm.end.how, warm.reused, warm.connected], ["complete", true, null]);
    assert.equal(server.connections(), 1);
    await inTries(async () => {
      const { sent, started } = await send();
      assert.ok(sent! - started < 20e6, "sent follows started");
    });
  });
});

Deno.test("exchange() counts nothing that others did before a kept connection was written", async () => {
  await against((s) => void s.write(plain("200 OK", "hi")), async (_, __, send) => {
    await send();
    // In the turn between the start of a request and its writing.
    const busy = () => {
      for (const until = performance.now() + 80; performance.now() < until;);
    };
    await inTries(async () => {
      setImmediate(() => setImmediate(busy));
      const { reused, sent, started } = await send();
      assert.ok(reused && sent! - started < 40e6, `${(sent! - started) / 1e6} ms`);
    });
  });
});

Deno.test("exchange() makes one arrival of one write, however many chunks it holds", async () => {
  const first = Promise.withResolvers<void>();
  await against(async (s) => {
    s.write(head() + Array.from({ length: 10 }, (_, i) => chunk(`${i}`)).join(""));
    await first.promise;
    s.write(chunk("x") + lastChunk);
  }, async (_, __, send) => {
    const seen: [string, Ns][] = [];
    const got = await send({
      onArrival: (bytes, at) => void (seen.push([text(bytes), at]), first.resolve()),
    });
    assert.equal(text(got.bytes), "0123456789x");
    assert.deepEqual(got.arrivals.map((a) => a.endByte), [10, 11]);
    assert.equal(new Set(seen.map(([, at]) => at)).size, 2);
    assert.ok(got.arrivals[1].at > got.arrivals[0].at);
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
  const came = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await against(async (s, n) => {
    s.write(head() + chunk("some"));
    await came[n].promise;
    s.resetAndDestroy();
  }, async (_, __, send) => {
    const got = await send({ onArrival: () => came[0].resolve() });
    assert.deepEqual([got.end.how, text(got.bytes), got.status], ["reset", "some", 200]);
    const again = await send({ onArrival: () => came[1].resolve() });
    assert.equal(again.end.how, "reset", "the slot lives on");
  });
});
