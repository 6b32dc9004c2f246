import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { Turn } from "../../benchmarks/plan/plan.ts";
import type { Row } from "../../benchmarks/record/record.ts";
import type { AttemptText } from "../../benchmarks/record/to_record.ts";
import { keyCredentials } from "../../benchmarks/wire/auth/credentials.ts";
import { startSimulator } from "../../benchmarks/simulator/spawn.ts";
import { sleep, startClock } from "../../benchmarks/wire/clock.ts";
import { type RunOptions, runTurns } from "../../benchmarks/bench/runner.ts";
import { chunk, done, event, head, lastChunk, plain, rawServer } from "../support/server.ts";

const key = "sk-not-a-real-key-000";
const target = (url: string) => ({
  provider: "here",
  model: "m",
  model_size: "7b",
  api: "openai",
  base_url: `${url}/v1`,
  credentials: keyCredentials(key),
  simulated: true,
  params: { temperature: 0 },
});
const turn = (n: number, over: Partial<Turn> = {}): Turn => ({
  target: 0,
  phase: "measured",
  block: 0,
  items: Array.from({ length: n }, (_, i) => ({
    target: 0,
    phase: "measured" as const,
    block: 0,
    requestIndex: i,
    session: i,
    turn: 0,
    prompt: `hello ${i}`,
    promptHash: `h${i}`,
    inputTokensTarget: 3,
    outputTokensTarget: 5,
  })),
  ...over,
});
async function run(url: string, over: Partial<RunOptions>) {
  const rows: Row[] = [];
  const texts: AttemptText[] = [];
  await runTurns({
    turns: [turn(4)],
    targets: [target(url)],
    load: "closed",
    concurrency: 2,
    clock: startClock(),
    identity: {
      run_id: "r",
      config_name: "c",
      config_hash: "ch",
      workload_hash: "wh",
      location: "here",
    },
    onRow: (row, text) => void (rows.push(row), texts.push(text)),
    ...over,
  });
  return { rows, texts };
}
const stream = head() + chunk(event({ role: "assistant", content: "" })) +
  chunk(event({ content: "hi" })) + chunk(done) + lastChunk;

Deno.test("runTurns() has credentials renewed before every turn, and goes on where that fails", async () => {
  const server = await rawServer((s) => void s.write(stream));
  const happened: string[] = [];
  const credentials = {
    ...keyCredentials(key),
    prepare: () => {
      happened.push(`prepared after ${server.requests.length}`);
      return happened.length === 2 ? Promise.reject(new Error("down")) : Promise.resolve();
    },
  };
  try {
    const { rows } = await run(server.url, {
      turns: [turn(2), turn(2, { block: 1 }), turn(2, { block: 2 })],
      targets: [{ ...target(server.url), credentials }],
    });
    assert.deepEqual(happened, ["prepared after 0", "prepared after 2", "prepared after 4"]);
    assert.deepEqual(rows.map((r) => r.status), Array(6).fill("ok"));
  } finally {
    await server.close();
  }
});

Deno.test("runTurns() makes a row of every request, over warm connections", async () => {
  const server = await rawServer((s) => void s.write(stream));
  try {
    const { rows, texts } = await run(server.url, {});
    assert.equal(rows.length, 4);
    assert.deepEqual(rows.map((r) => r.request_index).toSorted(), [0, 1, 2, 3]);
    for (const row of rows) {
      assert.deepEqual(
        [row.status, row.connection_reused, row.http_status, row.endpoint],
        ["ok", true, 200, new URL(server.url).host],
      );
      assert.ok(row.ttft_s! > 0 && row.ttft_s! <= row.e2e_latency_s!);
      assert.match(row.started_at!, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
      assert.deepEqual(JSON.parse(row.request_params!), { max_tokens: 5, temperature: 0 });
    }
    assert.equal(server.connections(), 2);
    assert.ok(server.requests.every((r) => r.includes(`authorization: Bearer ${key}`)));
    assert.ok(!JSON.stringify({ rows, texts }).includes(key));
  } finally {
    await server.close();
  }
});

Deno.test("runTurns() opens no connection that no request would use", async () => {
  const server = await rawServer((s) => void s.write(stream));
  try {
    const turns = [turn(2), turn(3)];
    const { rows } = await run(server.url, { turns, concurrency: 60_000 });
    assert.equal(rows.length, 5);
    assert.equal(server.connections(), 3);
  } finally {
    await server.close();
  }
});

Deno.test("runTurns() records what a hostile server does, and leaves no key", async () => {
  const answers = [
    plain(
      "429 Too Many",
      `{"error":{"message":"key ${key} asks too often"}}`,
      "retry-after-ms: 1500\r\n",
    ),
    plain("401 No", ""),
    plain("500 Oops", "<html>oops</html>"),
    head() + chunk(event({ content: "x" })) + lastChunk,
    head() + chunk(event({ content: "x" })) + chunk("data: {broken\n\n") + lastChunk,
    head() + chunk(`data: {"error":{"message":"${key}"}}\n\n`) + lastChunk,
    head() + lastChunk,
    plain("200 OK", '{"choices":[{"message":{"content":"hi"},"finish_reason":"stop"}]}'),
    "garbage\r\n\r\n",
  ];
  const server = await rawServer((s, n) => void s.write(answers[n]));
  try {
    const { rows, texts } = await run(server.url, {
      turns: [turn(answers.length)],
      concurrency: 1,
    });
    assert.deepEqual(rows.map((r) => r.error_class ?? r.status), [
      "rate_limited",
      "auth",
      "server_error",
      "truncated",
      "protocol",
      "stream_error",
      "empty",
      "ok",
      "protocol",
    ]);
    assert.equal(rows[0].retry_after_s, 1.5);
    assert.equal(rows[0].error_message, "key [redacted] asks too often");
    assert.equal(rows[3].chunks, 1);
    assert.match(rows[4].error_message!, /\{broken/);
    assert.equal(rows[7].streamed, false);
    assert.ok(!JSON.stringify({ rows, texts }).includes(key));
  } finally {
    await server.close();
  }
  const gone = await run(server.url, { turns: [turn(2)] });
  assert.deepEqual(gone.rows.map((r) => r.error_class), ["refused", "refused"]);
});

/** Counts requests under way; answers after 30 ms, or 90 ms for every third. */
async function counting() {
  let now = 0;
  let most = 0;
  const alone: boolean[] = [];
  let served = 0;
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    most = Math.max(most, ++now);
    await sleep(served++ % 3 === 0 ? 90 : 30);
    alone.push(now === 1);
    now--;
    response.setHeader("content-type", "text/event-stream");
    response.end(event({ content: "hi" }) + done);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    most: () => most,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

Deno.test("runTurns() in waves waits for the slowest, in a closed loop for nobody", async () => {
  for (const load of ["waves", "closed"] as const) {
    const server = await counting();
    try {
      const { rows } = await run(server.url, { load, concurrency: 3, turns: [turn(9)] });
      assert.equal(server.most(), 3);
      const span = (row: Row) => {
        const start = Date.parse(row.started_at!.slice(0, 23) + "Z") +
          Number(row.started_at!.slice(23, 26)) / 1000;
        return [start, start + row.e2e_latency_s! * 1000];
      };
      const spans = rows.toSorted((a, b) => a.request_index - b.request_index).map(span);
      const firstEnd = Math.max(...spans.slice(0, 3).map(([, end]) => end));
      const secondStart = Math.min(...spans.slice(3, 6).map(([start]) => start));
      assert.equal(
        secondStart >= firstEnd - 1,
        load === "waves",
        `${load}: ${secondStart - firstEnd}`,
      );
    } finally {
      await server.close();
    }
  }
});

Deno.test("runTurns() lets requests finish, or cuts them", async () => {
  for (const [say, status] of [["finish", "ok"], ["now", "incomplete"]] as const) {
    const server = await rawServer(async (s) => {
      s.write(head() + chunk(event({ content: "one" })));
      await sleep(400);
      s.write(chunk(event({ content: "two" }) + done) + lastChunk);
    });
    try {
      const from = performance.now();
      const { rows, texts } = await run(server.url, {
        shouldStop: () => performance.now() - from > 100 ? say : "no",
      });
      assert.deepEqual(rows.map((r) => r.status), [status, status]);
      assert.equal(rows[0].error_class, null);
      assert.equal(texts[0].content, say === "finish" ? "onetwo" : "one");
      assert.ok(rows.every((r) => r.ttft_s !== null));
    } finally {
      await server.close();
    }
  }
});

Deno.test("runTurns() ends with the fault where onRow throws", async () => {
  const server = await rawServer((s) => void s.write(stream));
  try {
    await assert.rejects(
      run(server.url, {
        onRow() {
          throw new Error("disk full");
        },
      }),
      /disk full/,
    );
  } finally {
    await server.close();
  }
});

Deno.test("runTurns() has what was asked and what was echoed in columns of their own", async () => {
  const simulator = await startSimulator({ seed: 4 });
  const asked = { reasoning_effort: "low", service_tier: "standard_only" };
  const of = (api: string, path: string, params: Record<string, string>) => ({
    ...target(`${simulator.url}/groq-70b`),
    base_url: `${simulator.url}/groq-70b${path}`,
    api,
    params,
  });
  try {
    const { rows } = await run(simulator.url, {
      turns: [turn(1), turn(1, { target: 1 }), turn(1, { target: 2 })].map((t) => ({
        ...t,
        items: t.items.map((item) => ({ ...item, target: t.target })),
      })),
      targets: [
        of("anthropic", "", asked),
        of("openai-responses", "/v1", { ...asked, service_tier: "flex" }),
        of("ollama", "", {}),
      ],
      concurrency: 1,
    });
    assert.deepEqual(
      rows.map((r) => [
        r.status,
        r.reasoning_effort,
        r.service_tier_requested,
        r.service_tier_echoed,
      ]),
      [
        ["ok", "low", "standard_only", "standard"],
        ["ok", "low", "flex", "default"],
        ["ok", null, null, null],
      ],
    );
  } finally {
    await simulator.stop();
  }
});
