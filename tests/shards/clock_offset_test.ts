/** How far another clock is from ours: NTP's arithmetic, and clocks over sockets that lie by what is known. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Exchange, nextAsk, offsetOf, surest } from "../../benchmarks/shards/clock_offset.ts";
import { findOffset, httpClock } from "../../benchmarks/shards/clocks/ask.ts";
import { serveClock } from "../../benchmarks/shards/clocks/serve.ts";
import { sleep } from "../../benchmarks/wire/clock.ts";

const exchange = (
  [askedMs, receivedMs, sentMs, answeredMs]: number[],
  resolutionMs = 0,
): Exchange => ({ askedMs, receivedMs, sentMs, answeredMs, resolutionMs });

Deno.test("an offset is NTP's of four time stamps, and no surer than half its way", () => {
  // Worked by hand: theirs is 500 ahead; 10 there, 2 at theirs, 4 back.
  assert.deepEqual(offsetOf(exchange([1000, 1510, 1512, 1016])), {
    offsetMs: ((1510 - 1000) + (1512 - 1016)) / 2, // 503: 3 off, half of how far there and back differ
    uncertaintyMs: 7,
    roundTripMs: 14,
  });
  // As long there as back: exact.
  assert.equal(offsetOf(exchange([0, -95, -95, 10])).offsetMs, -100);
  // A clock of whole seconds that says 5: it may be all of 5 to 6.
  assert.deepEqual(offsetOf(exchange([4990, 5000, 5000, 5010], 1000)), {
    offsetMs: (-10 + 1010) / 2,
    uncertaintyMs: 510,
    roundTripMs: 20,
  });
  const fine = [[0, 120, 120, 40], [100, 210, 210, 110], [200, 330, 330, 260]].map((t) =>
    exchange(t)
  );
  assert.deepEqual(surest(fine), { offsetMs: 105, uncertaintyMs: 5, roundTripMs: 10 });
  assert.equal(surest([]), null);
});

Deno.test("a clock of whole seconds is known by the moment at which it changes", () => {
  for (const offsetMs of [-123_456, -7, 0, 0.5, 499, 987_654_321]) {
    let [now, exchanges]: [number, Exchange[]] = [1_700_000_000_123, []];
    const ask = () => {
      const askedMs = now;
      // 3 ms there and 9 back: asked in the middle of the way it would seem 3 ms late.
      const theirs = Math.floor((askedMs + 3 + offsetMs) / 1000) * 1000;
      now += 12;
      exchanges = [...exchanges, exchange([askedMs, theirs, theirs, now], 1000)];
    };
    ask();
    for (let n = 0; n < 11; n++) {
      const at = nextAsk(now, surest(exchanges)!, 1000);
      assert.ok(at >= now && at <= now + 1000);
      now = at;
      ask();
    }
    const found = surest(exchanges)!;
    assert.ok(found.uncertaintyMs < 12, `${offsetMs}: ${found.uncertaintyMs}`);
    assert.ok(
      Math.abs(found.offsetMs - offsetMs) <= found.uncertaintyMs,
      `${offsetMs}: ${JSON.stringify(found)}`,
    );
  }
});

/** A clock that is `lieMs` ahead of ours, and whose answers take so long each way. */
async function lyingClock(lieMs: number, thereMs: number, backMs: number) {
  const server = createServer(async (_, response) => {
    await sleep(thereMs);
    const received_ms = Date.now() + lieMs;
    await sleep(3);
    const sent_ms = Date.now() + lieMs;
    await sleep(backMs);
    response.end(JSON.stringify({ received_ms, sent_ms }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

const asking = { nowMs: () => Date.now(), goesOn: () => true };

Deno.test("an offset over a socket is right within what it says, however unlike the ways there and back", async () => {
  for (const [lieMs, thereMs, backMs] of [[2500, 30, 0], [-90_000, 0, 30]]) {
    const clock = await lyingClock(lieMs, thereMs, backMs);
    try {
      const found = (await findOffset(httpClock(clock.url), asking))!;
      // Half of 30 ms is what the ways hide; whole milliseconds of both clocks are 1 more.
      assert.ok(found.uncertainty_s >= 0.0145, `${found.uncertainty_s}`);
      assert.ok(
        Math.abs(found.offset_s * 1000 - lieMs) <= found.uncertainty_s * 1000 + 1,
        JSON.stringify(found),
      );
      assert.deepEqual([found.reference, found.exchanges], ["shard 0", 8]);
    } finally {
      await clock.close();
    }
  }
});

Deno.test("shard 0 lets its clock be asked, and waits for those who will ask again", async () => {
  const server = await serveClock(0, () => Date.now() + 40_000, "127.0.0.1");
  const url = `http://127.0.0.1:${server.port}/`;
  try {
    const source = httpClock(url);
    const found = (await findOffset(source, asking))!;
    assert.ok(Math.abs(found.offset_s - 40) <= found.uncertainty_s + 0.001, JSON.stringify(found));
    const posted = await fetch(url, { method: "POST", body: "x".repeat(100_000) });
    assert.deepEqual([posted.status, await posted.text()], [405, ""]);
    let waits = true;
    const asked = server.lastAsked(2, 60, () => true).then(() => waits = false);
    await source.leave!(1);
    await source.leave!(1);
    await sleep(120);
    assert.ok(waits, "one of two has asked for the last time");
    await source.leave!(2);
    await asked;
    await server.lastAsked(3, 60, () => false); // who is interrupted waits for nobody
  } finally {
    await server.close();
  }
});

Deno.test("what is no clock is told so, and never read whole", async () => {
  const answers: [body: string, status: number][] = [
    ["<html>", 200],
    [JSON.stringify({ received_ms: 2, sent_ms: 1 }), 200],
    [JSON.stringify({ received_ms: 1, sent_ms: 1 }), 500],
    [JSON.stringify({ received_ms: 1, sent_ms: 1, more: "x".repeat(5000) }), 200],
  ];
  for (const [body, status] of answers) {
    const server = createServer((_, response) => void response.writeHead(status).end(body));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await assert.rejects(
      () => findOffset(httpClock(url), asking),
      new RegExp(`is no clock: it answered ${status}, and not with two times`),
    );
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
