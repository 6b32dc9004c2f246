import assert from "node:assert/strict";
import { type Reported, reportedColumns } from "../../benchmarks/providers/about.ts";
import type { Delta } from "../../benchmarks/providers/delta.ts";
import type { Provider } from "../../benchmarks/providers/provider.ts";
import { jsonFailure } from "../../benchmarks/providers/read/failure.ts";
import { decodeRecording } from "../../benchmarks/record/replay.ts";
import { toRecord } from "../../benchmarks/record/to_record.ts";
import { runAttempt } from "../../benchmarks/wire/attempt.ts";
import { keyCredentials } from "../../benchmarks/wire/auth/credentials.ts";
import { plainConnection } from "../../benchmarks/wire/connector.ts";
import { startClock } from "../../benchmarks/wire/clock.ts";
import { defaultLimits } from "../../benchmarks/wire/limits.ts";
import { openSlots } from "../../benchmarks/wire/origins.ts";
import { plainAsk } from "../providers/decoder_cases.ts";
import { plain, rawServer } from "../support/server.ts";

/** A protocol of three exchanges, the second of them at `elsewhere`; each answer's text is content. */
const threeSteps = (elsewhere: string): Provider => ({
  name: "three",
  auth: "bearer",
  about: {
    title: "Three",
    base: null,
    basePath: "",
    baseNames: [],
    keyNames: [],
    evidence: "read",
    gives: [],
    lacks: [],
    reported: Object.fromEntries(
      reportedColumns.map((column) => [column, { not: "Nothing." }]),
    ) as Reported,
    finishReasons: {},
    witnesses: [],
  },
  streamStep: 1,
  next(ask, done) {
    const url = [`${ask.baseUrl}/ask`, `${elsewhere}/stream`, `${ask.baseUrl}/summary`][
      done.length
    ];
    return url === undefined ? null : { method: "GET", url, headers: [], body: null };
  },
  decoder(step) {
    const say = (text: string): Delta[] => [
      { kind: "content", text: `${step}:${text}` },
      { kind: "error", class: "stream_error", code: null, message: `${step}` },
      { kind: "usage", usage: { output: step } },
    ];
    return {
      push: (bytes) => bytes.length ? say(new TextDecoder().decode(bytes)) : [],
      end: () => [],
    };
  },
  failure: jsonFailure,
});

/** Runs an attempt between two servers; answers with what it gave and what they were asked. */
async function attemptOf(answers: [string, string, string], named = true) {
  const home = await rawServer((socket, n) => void socket.write(answers[n === 0 ? 0 : 2]));
  const away = await rawServer((socket) => void socket.write(answers[1]));
  const slot = openSlots(home.url, startClock(), defaultLimits);
  try {
    await slot.warm();
    const provider = threeSteps(away.url);
    const attempt = await runAttempt(slot, provider, plainAsk({ baseUrl: home.url }), {
      credentials: keyCredentials("sk-steps-0123456789"),
      headers: [["x-team", "secret"]],
      follow: named ? [new URL(away.url).origin] : ["http://127.0.0.1:9"],
    });
    return { attempt, provider, home: home.requests, away: away.requests };
  } finally {
    slot.close();
    await home.close();
    await away.close();
  }
}
const recordContext = {
  identity: {
    run_id: "r",
    config_name: "c",
    provider: "p",
    model: "m",
    simulated: false,
    phase: "measured" as const,
    request_index: 0,
    attempt: 1,
  },
  startedAt: "2026-01-01T00:00:00Z",
  scheduledAt: null,
  utcOffsetMinutes: 0,
  keys: [],
  prompt: null,
  failure: null,
  streamStep: 1,
};
const kindsOf = (deltas: { delta: Delta }[]) => deltas.map(({ delta }) => delta.kind);

Deno.test("runAttempt() sends key and headers to the target's own host alone", async () => {
  const ok = plain("200 OK", "x");
  const { home, away, attempt } = await attemptOf([ok, ok, ok]);
  assert.equal(attempt.recording.exchanges.length, 3);
  assert.deepEqual(home.map((r) => r.split(" ")[1]), ["/ask", "/summary"]);
  assert.deepEqual(away.map((r) => r.split(" ")[1]), ["/stream"]);
  for (const request of home) {
    assert.match(request, /authorization: Bearer sk-steps/);
    assert.match(request, /x-team: secret/);
  }
  assert.doesNotMatch(away[0], /sk-steps|secret/);
});

Deno.test("a server does not choose whom we ask: nothing connects to what no configuration names", async () => {
  const ok = plain("200 OK", "x");
  const { home, away, attempt, provider } = await attemptOf([ok, ok, ok], false);
  assert.deepEqual([home.length, away.length], [1, 0]);
  const { end } = attempt.recording.exchanges[1];
  assert.equal(end.code, "foreign_origin");
  const { row } = toRecord(attempt.recording, attempt.deltas, recordContext);
  assert.deepEqual([row.status, row.error_class, row.e2e_latency_s], ["failed", "protocol", null]);
  assert.match(
    row.error_message!,
    /sends the attempt on to http:\/\/127\.0\.0\.1:\d+, .*follow_origins/,
  );
  assert.deepEqual(decodeRecording(attempt.recording, provider).deltas, attempt.deltas);
});

Deno.test("a Unix socket answers for its own target alone", async () => {
  const folder = await Deno.makeTempDir({ prefix: "tokenboard-" });
  const listener = Deno.listen({ transport: "unix", path: `${folder}/s` });
  const asked: string[] = [];
  (async () => {
    for await (const connection of listener) {
      const bytes = new Uint8Array(4096);
      const n = await connection.read(bytes);
      asked.push(new TextDecoder().decode(bytes.subarray(0, n ?? 0)).split("\r\n")[0]);
      await connection.write(new TextEncoder().encode(plain("200 OK", "x")));
    }
  })();
  const away = await rawServer((socket) => void socket.write(plain("200 OK", "x")));
  const slot = openSlots("http://named.invalid", startClock(), defaultLimits, {
    ...plainConnection,
    socketPath: `${folder}/s`,
  });
  try {
    const get = (url: string) => slot.exchange({ method: "GET", url, headers: [], body: null });
    assert.equal((await get("http://named.invalid/own")).status, 200);
    assert.equal((await get(`${away.url}/other`)).status, 200);
    assert.deepEqual(asked, ["GET /own HTTP/1.1"]);
    assert.equal(away.requests.length, 1);
  } finally {
    slot.close();
    listener.close();
    await away.close();
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("after the stream an exchange adds usage alone, live and replayed", async () => {
  const ok = plain("200 OK", "x");
  const { attempt, provider } = await attemptOf([ok, ok, ok]);
  const expected = ["content", "error", "usage", "content", "error", "usage", "usage"];
  assert.deepEqual(kindsOf(attempt.deltas), expected);
  assert.deepEqual(decodeRecording(attempt.recording, provider).deltas, attempt.deltas);
});

Deno.test("an exchange after the stream that is refused is no failure; one before or the stream is", async () => {
  const ok = plain("200 OK", "x");
  const no = plain("503 Busy", '{"detail":"busy"}');
  const cases: [[string, string, string], number, string | null][] = [
    [[ok, ok, no], 3, null],
    [[ok, no, ok], 2, "busy"],
    [[no, ok, ok], 1, "busy"],
  ];
  for (const [answers, exchanges, message] of cases) {
    const { attempt, provider } = await attemptOf(answers);
    assert.equal(attempt.recording.exchanges.length, exchanges);
    assert.equal(attempt.failure?.message ?? null, message);
    assert.deepEqual(decodeRecording(attempt.recording, provider).failure, attempt.failure);
  }
});

Deno.test("the limits of an attempt count from its first exchange", async () => {
  const silent = await rawServer(() => {});
  const clock = startClock();
  const slot = openSlots(silent.url, clock, { ...defaultLimits, requestMs: 600_000 });
  try {
    // It began an hour ago: nothing is left of ten minutes.
    const since = clock.now() - 3600e9;
    const request = { method: "GET" as const, url: `${silent.url}/`, headers: [], body: null };
    const { end, started } = await slot.exchange(request, { since });
    assert.deepEqual([end.how, end.code], ["timeout", "request"]);
    assert.ok(started > since);
  } finally {
    slot.close();
    await silent.close();
  }
});
