import assert from "node:assert/strict";
import { keyCredentials } from "../../benchmarks/wire/auth/credentials.ts";
import { startSimulator } from "../../benchmarks/simulator/spawn.ts";
import { chunk, event, head, lastChunk, plain, rawServer } from "../support/server.ts";
import { key, run, stream, target, turn } from "./turns.ts";

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
