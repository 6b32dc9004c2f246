/** Answers that are over while their body is not: when they end, and what becomes of their connection. */
import assert from "node:assert/strict";
import { contextOf } from "../../benchmarks/conformance/context.ts";
import { openai } from "../../benchmarks/providers/openai/openai.ts";
import { decodeRecording } from "../../benchmarks/record/replay.ts";
import { toRecord } from "../../benchmarks/record/to_record.ts";
import { runAttempt } from "../../benchmarks/wire/attempt.ts";
import { sleep, startClock } from "../../benchmarks/wire/clock.ts";
import { defaultLimits, type Limits } from "../../benchmarks/wire/limits.ts";
import { openSlot } from "../../benchmarks/wire/transport.ts";
import { hear } from "../support/hear.ts";
import { inTime } from "../support/in_time.ts";
import { chunk, head, lastChunk, rawServer } from "../support/server.ts";

const data = (value: unknown) => chunk(`data: ${JSON.stringify(value)}\n\n`);
const content = (content: string) => data({ choices: [{ delta: { content } }] });
const finish = data({ choices: [{ delta: {}, finish_reason: "stop" }] });
const answer = content("One") + content(" two");
const mark = chunk("data: [DONE]\n\n");
const sse = head();

/** Sooner than by any other limit than the one that is meant: the next is that of idle bodies, 60 s. */
const anyOtherMs = 50_000;

type Write = (text: string) => void;

/** Asks `times` over one slot a server that answers with `play`, and tells how each attempt went. */
async function ask(
  play: (write: Write, seen: (text: string) => Promise<void>) => Promise<void> | void,
  times = 1,
  limits: Partial<Limits> = {},
  signal?: AbortSignal,
) {
  const { heard, seen, forget } = hear(openai);
  const server = await rawServer((socket) => {
    forget();
    return play((text) => socket.writable && socket.write(text), seen);
  });
  const slot = openSlot(server.url, startClock(), { ...defaultLimits, ...limits });
  const attempts = [];
  try {
    for (let i = 0; i < times; i++) {
      const before = performance.now();
      const attempt = await runAttempt(slot, heard, {
        baseUrl: `${server.url}/v1`,
        model: "m",
        messages: [{ role: "user", content: "hello" }],
        maxOutputTokens: 4,
        params: {},
      }, { credentials: null, signal });
      const { recording, deltas, failure } = attempt;
      const [exchange] = recording.exchanges;
      const context = contextOf("p", [], failure);
      const again = decodeRecording(recording, openai);
      const { row, text } = toRecord(recording, deltas, context);
      assert.deepEqual(toRecord(recording, again.deltas, context), { row, text }, "replayed");
      attempts.push({ exchange, row, text, ms: performance.now() - before });
    }
    return { attempts, connections: server.connections() };
  } finally {
    slot.close();
    await server.close();
  }
}

Deno.test("a body that stays open after its end mark ends there, and its connection is not used again", async () => {
  const { attempts, connections } = await ask(async (write) => {
    write(sse + answer + finish);
    await sleep(30);
    write(mark);
  }, 2);
  for (const { exchange, row, ms } of attempts) {
    assert.deepEqual([row.status, row.finish_reason, row.error_class], ["ok", "stop", null]);
    assert.equal(exchange.end.code, "held_open");
    assert.equal(exchange.end.at, exchange.arrivals.at(-1)!.at);
    assert.equal(row.connection_reused, false);
    assert.ok(ms > 500 && ms < anyOtherMs, `the slot is free after ${ms} ms`);
  }
  assert.equal(connections, 2);
});

Deno.test("a body that ends soon after its end mark ends with its last byte; its connection is kept", async () => {
  const { attempts, connections } = await ask(
    async (write, seen) => {
      write(sse + answer + finish + mark);
      await seen("[DONE]");
      write(lastChunk);
    },
    2,
    { endGraceMs: anyOtherMs },
  );
  for (const { exchange, row } of attempts) {
    assert.deepEqual([row.status, exchange.end.code], ["ok", null]);
    assert.ok(exchange.end.at > exchange.arrivals.at(-1)!.at, "the end of the body");
  }
  assert.deepEqual([attempts[1].row.connection_reused, connections], [true, 1]);
});

Deno.test("what comes after the end mark of a body that stays open is no part of the answer", async () => {
  const { attempts: [{ exchange, row, text }] } = await ask(async (write, seen) => {
    write(sse + answer + finish + mark);
    await seen("[DONE]");
    write(content(" three") + data({ error: { message: "too late" } }));
    await sleep(60);
    write(chunk(": bye\n\n"));
  });
  assert.deepEqual([row.status, text.content], ["ok", "One two"]);
  assert.equal(row.last_token_s! <= row.e2e_latency_s!, true);
  assert.equal(exchange.arrivals.at(-1)!.at, exchange.end.at);
  assert.ok(!new TextDecoder().decode(exchange.bytes).includes("three"));
});

Deno.test("counts may come late after a finish reason; text shows that the reason was not the end", async () => {
  const limits = (by: number) => ({ finishGraceMs: 200 * by, idleMs: 600 * by });
  const late = await inTime(40, (by) =>
    ask(
      async (write) => {
        write(sse + answer + finish);
        for (let i = 0; i < 3; i++) {
          await sleep(50 * by);
          write(chunk(": waiting\n\n"));
        }
        write(data({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 2 } }));
      },
      1,
      limits(by),
    ));
  const [{ row }] = late.found.attempts;
  assert.deepEqual([row.status, row.output_tokens_reported], ["ok", 2]);
  const [shortest, longest] = [0.13 * late.factor, 0.5 * late.factor];
  assert.ok(row.e2e_latency_s! > shortest && row.e2e_latency_s! < longest, `${row.e2e_latency_s}`);
  const goesOn = await inTime(100, (by) =>
    ask(
      async (write) => {
        write(sse + answer + finish);
        await sleep(50 * by);
        write(content(" three"));
        await sleep(400 * by); // longer than the grace, shorter than the idle limit
        write(finish + mark + lastChunk);
      },
      1,
      limits(by),
    ));
  const [on] = goesOn.found.attempts;
  assert.deepEqual([on.row.status, on.text.content], ["ok", "One two three"]);
  assert.equal(on.exchange.end.code, null);
});

Deno.test("a limit of the request or the end of the run takes nothing from an answer that is over", async () => {
  const late = await inTime(200, (by) =>
    ask(
      (write) => write(sse + answer + finish + mark),
      1,
      { requestMs: 300 * by, endGraceMs: 600 * by },
    ));
  const [over] = late.found.attempts;
  assert.deepEqual([over.row.status, over.exchange.end.code], ["ok", "held_open"]);
  const run = await inTime(50, (by) => {
    const run = new AbortController();
    return ask(
      async (write) => {
        write(sse + answer + finish + mark);
        await sleep(100 * by);
        run.abort();
      },
      1,
      { endGraceMs: 60_000 },
      run.signal,
    );
  });
  const [cut] = run.found.attempts;
  assert.deepEqual([cut.row.status, cut.exchange.end.code], ["ok", "held_open"]);
  assert.ok(cut.ms < anyOtherMs);
});

Deno.test("a refusal whose body stays open is read as far as it came", async () => {
  const { attempts: [{ row, ms }] } = await ask(
    (write) => write(head("", "503 Busy") + chunk('{"error":{"message":"no slot","code":"busy"}}')),
    1,
    { finishGraceMs: 200 },
  );
  assert.deepEqual([row.http_status, row.error_class, row.error_code, row.error_message], [
    503,
    "server_error",
    "busy",
    "no slot",
  ]);
  assert.ok(ms < anyOtherMs);
});
