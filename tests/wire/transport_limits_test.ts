/** What ends an exchange: nobody there, limits, signals, faults of ours. */
import { offAbort, onAbort } from "../../benchmarks/wire/abort.ts";
import assert from "node:assert/strict";
import { sleep, startClock } from "../../benchmarks/wire/clock.ts";
import { defaultLimits, type Limits } from "../../benchmarks/wire/limits.ts";
import { openSlot } from "../../benchmarks/wire/transport.ts";
import type { Exchange } from "../../benchmarks/providers/recording.ts";
import { inTime } from "../support/in_time.ts";
import { inTries } from "../support/tries.ts";
import { chunk, head, lastChunk, plain, rawServer } from "../support/server.ts";
import { against, request, text } from "./against.ts";

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
        else assert.ok(got.end.at - got.started >= 99e6);
      }, limits));
  }
  await t.step(
    "idle, and the first-token limit is off once a token came",
    async () => {
      const { found } = await inTime(30, async (by) => {
        let got!: Exchange;
        await against((s) => void s.write(head() + chunk("token")), async (slot, _, send) => {
          got = await send({ onArrival: () => slot.gotToken() });
        }, { idleMs: 150 * by, firstTokenMs: 50 * by });
        return { got, idleMs: 150 * by };
      });
      const { end, arrivals } = found.got;
      assert.deepEqual([end.how, end.code], ["timeout", "idle"]);
      assert.ok((end.at - arrivals[0].at) / 1e6 >= found.idleMs - 1);
    },
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

Deno.test("what came while this process stood still is in time, whatever limit passed meanwhile", () =>
  inTries(async () => {
    for (const limit of [{ requestMs: 300 }, { firstTokenMs: 300 }]) {
      const asked = Promise.withResolvers<void>();
      await against(async (s) => {
        s.write(head());
        await asked.promise;
        s.write(chunk("all of it") + lastChunk, () => {
          for (const until = performance.now() + 400; performance.now() < until;);
        });
      }, async (slot, _, send) => {
        const got = await send({
          onHead: () => asked.resolve(),
          onArrival: () => slot.gotToken(),
        });
        assert.deepEqual([got.end.how, text(got.bytes)], ["complete", "all of it"], got.end.code!);
      }, limit);
    }
  }));

Deno.test("exchange() ends as cut by the run when its signal aborts", async () => {
  await against((s) => void s.write(head() + chunk("some")), async (_, __, send) => {
    const cut = new AbortController();
    const got = await send({
      signal: cut.signal,
      onArrival: () => void setTimeout(() => cut.abort()),
    });
    assert.deepEqual([got.end.how, got.end.code, text(got.bytes)], ["cut", "run", "some"]);
    const late = await send({ signal: cut.signal });
    assert.equal(late.end.code, "run");
  });
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

Deno.test("onAbort() tells each once, who was not taken back, and nobody of another signal", async () => {
  const [run, other] = [new AbortController(), new AbortController()];
  const told: string[] = [];
  const last = () => void told.push("last");
  const first = () => {
    told.push("first");
    offAbort(run.signal, last);
    offAbort(run.signal, first);
  };
  const gone = () => void told.push("gone");
  onAbort(run.signal, first);
  onAbort(run.signal, gone);
  onAbort(run.signal, () => void told.push("second"));
  onAbort(run.signal, last);
  onAbort(other.signal, () => void told.push("other"));
  offAbort(run.signal, gone);
  run.abort();
  run.abort();
  assert.deepEqual(told, ["first", "second"]);
  other.abort();
  onAbort(run.signal, () => void told.push("late"));
  await Promise.resolve();
  assert.deepEqual(told, ["first", "second", "other", "late"]);
});
