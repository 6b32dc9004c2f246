/** What an answer may take: bytes by what was asked, memory shared by all, and no fault of it is ours. */
import assert from "node:assert/strict";
import { expected } from "../../benchmarks/conformance/expected/index.ts";
import { faultsOf, overSocket } from "../../benchmarks/conformance/judge.ts";
import { meet } from "../../benchmarks/conformance/meet.ts";
import { openai } from "../../benchmarks/providers/openai/openai.ts";
import type { Provider } from "../../benchmarks/providers/provider.ts";
import { decodeRecording } from "../../benchmarks/record/replay.ts";
import { startSimulator } from "../../benchmarks/simulator/spawn.ts";
import { runAttempt } from "../../benchmarks/wire/attempt.ts";
import { startClock } from "../../benchmarks/wire/clock.ts";
import { sharedMemory } from "../../benchmarks/wire/held.ts";
import { bytesFor, defaultLimits } from "../../benchmarks/wire/limits.ts";
import { openSlot } from "../../benchmarks/wire/transport.ts";

const characters = { name: "characters", count: (text: string) => text.length };
const mebibyte = 1 << 20;

Deno.test("over a socket, floods and nesting are faults of their answers", async (t) => {
  const simulator = await startSimulator({ seed: 1 });
  const ask = (name: string) => ({
    baseUrl: `${simulator.url}/fault-${name}/v1`,
    model: "fault",
    messages: [{ role: "user" as const, content: "hello" }],
    maxOutputTokens: 20,
    params: {},
  });
  const attempt = async (name: string, provider: Provider, share?: { add(): boolean }) => {
    const slot = openSlot(simulator.url, startClock(), defaultLimits);
    try {
      return await runAttempt(slot, provider, ask(name), {
        credentials: null,
        share: share && { ...share, close() {} },
      });
    } finally {
      slot.close();
    }
  };
  try {
    const names = [
      "one-long-word",
      "long-line",
      ...Object.keys(expected).filter((n) => /^deep-/.test(n)),
    ];
    for (const name of names) {
      await t.step(name, async () => {
        const { row } = await meet(
          simulator.url,
          name,
          expected[name],
          "sk-0123456789",
          characters,
        );
        assert.deepEqual(faultsOf(row, expected[name], overSocket), []);
      });
    }
    await t.step("bytes go with the tokens asked", async () => {
      assert.equal(bytesFor(20), 4 * mebibyte + 20 * 16 * 1024);
      const { recording } = await attempt("one-long-word", openai);
      const [{ bytes, end }] = recording.exchanges;
      assert.equal(bytes.length, bytesFor(20));
      assert.deepEqual([end.how, end.code], ["cut", "body_limit"]);
    });
    await t.step("an answer that holds more than its share is ended", async () => {
      const { recording } = await attempt("endless", openai, { add: () => false });
      const { how, code } = recording.exchanges[0].end;
      assert.deepEqual([how, code], ["cut", "memory_limit"]);
    });
    const failing = (what: Partial<Provider>): Provider => ({ ...openai, ...what });
    const fails = () => {
      throw new RangeError("Maximum call stack size exceeded");
    };
    const cases: [string, Provider, string][] = [
      ["making a decoder", failing({ decoder: fails }), "well-behaved"],
      [
        "reading a piece",
        failing({ decoder: () => ({ push: fails, end: () => [] }) }),
        "well-behaved",
      ],
      [
        "reading the end",
        failing({ decoder: () => ({ push: () => [], end: fails }) }),
        "well-behaved",
      ],
      ["reading a refusal", failing({ failure: fails }), "deep-refusal"],
      [
        "making the next request",
        failing({ next: (ask, done) => done.length ? fails() : openai.next(ask, done) }),
        "well-behaved",
      ],
      [
        "the address of the next request",
        failing({
          next: (ask, done) => ({ ...openai.next(ask, [])!, ...(done.length ? { url: "x" } : {}) }),
        }),
        "well-behaved",
      ],
    ];
    for (const [what, provider, name] of cases) {
      await t.step(`a fault in ${what} is the attempt's`, async () => {
        const { recording, deltas } = await attempt(name, provider);
        // What was decided about the next request is in no recording.
        if (provider.next === openai.next) {
          assert.deepEqual(decodeRecording(recording, provider, ask(name)).deltas, deltas);
        }
        const errors = deltas.flatMap(({ delta }) => delta.kind === "error" ? [delta] : []);
        assert.equal(errors.length, 1);
        assert.equal(errors[0].class, "protocol");
        assert.match(errors[0].message, /^What came could not be read \(\w+Error: /);
      });
    }
  } finally {
    await simulator.stop();
  }
});

Deno.test("sharedMemory() ends those that hold more than an equal share, and only while all hold too much", () => {
  const memory = sharedMemory(1000);
  const flood = memory.open();
  assert.equal(flood.add(900, 0), true); // alone it may hold all
  const small = memory.open();
  assert.equal(small.add(400, 0), true); // over in all, but under its half
  assert.equal(flood.add(1, 0), false);
  assert.equal(small.add(50, 1), false); // 200 for the piece: 650 of a half of 500
  flood.close();
  assert.equal(small.add(1, 0), true);
  small.close();
  const next = memory.open();
  assert.equal(next.add(1000, 0), true);
  assert.equal(next.add(1, 0), false);
});
