/** LLMock, a server made to break clients: each of its faults, and its own journal of what it did. */
import type { Row } from "../../benchmarks/record/record.ts";
import { bench, check, checkRows, end, freePort, pythonWith, serve } from "./peer.ts";

const environment = await pythonWith("llmock", ["llmock==0.2.2"]);
const port = await freePort();
const peer = await serve(
  `${environment}/bin/llmock`,
  ["serve", "--port", `${port}`, "--stream-chunk-delay-ms", "20"],
  port,
  "/health",
);
const key = "peer-key-0123456789";
const model = "gpt-4o-mini";

/** One request as the journal has it; `duration` in seconds. */
interface Entry {
  stream: boolean;
  chunks_sent: number;
  fault: string | null;
  duration: number;
  body: { model: string };
}

/** Runs with a behaviour that stays, and answers with our rows and its journal. */
async function meet(behaviour: unknown, dialect = "v1", requestTimeout = 60) {
  const json = { "content-type": "application/json" };
  const post = async (path: string, body: unknown) => {
    const answer = await fetch(`${peer.url}/_llmock/${path}`, {
      method: "POST",
      headers: json,
      body: JSON.stringify(body),
    });
    const words = await answer.text();
    if (!answer.ok) throw new Error(`LLMock refused ${JSON.stringify(body)}: ${words}`);
  };
  await post("reset", {});
  if (behaviour) await post("scenario", { behaviors: [{ ...behaviour, times: null }] });
  const base = `${peer.url}/${dialect}`;
  const { rows } = await bench({
    base,
    key,
    model,
    input: 40,
    output: 40,
    requests: 2,
    requestTimeout,
  });
  const { requests } = await (await fetch(`${peer.url}/_llmock/requests`)).json();
  return { rows, journal: requests as Entry[] };
}

const http = (status: number, more: object = {}) => ({ type: "fail", status, ...more });
const stream = (kind: string) => ({ type: "stream_fault", kind, after_chunks: 3 });
const failed = { status: "failed" as const, served_model: null, ttft_s: null, streamed: null };
const cut = { status: "failed" as const, http_status: 200, streamed: true, served_model: model };

const cases: [string, unknown, Partial<Row>, string?, number?][] = [
  ["429 that says when", http(429, { retry_after: 7 }), {
    ...failed,
    http_status: 429,
    error_class: "rate_limited",
    error_code: "rate_limit_exceeded",
    retry_after_s: 7,
  }],
  ["401", http(401), {
    ...failed,
    error_class: "auth",
    error_code: "invalid_api_key",
  }],
  ["402", http(402), { ...failed, error_class: "payment" }],
  ["422", http(422), { ...failed, error_class: "bad_request" }],
  ["503", http(503), { ...failed, error_class: "server_error", error_code: "service_unavailable" }],
  ["529", http(529), { ...failed, error_class: "server_error", error_code: "overloaded" }],
  ["a 429 of Mistral's", http(429, { retry_after: 0.25 }), {
    ...failed,
    error_class: "rate_limited",
    retry_after_s: 0.25,
  }, "mistral/v1"],
  ["a 503 of Groq's", http(503), { ...failed, error_class: "server_error" }, "groq/openai/v1"],
  ["a 401 of Perplexity's", http(401), { ...failed, error_class: "auth" }, "perplexity/v1"],
  ["a connection dropped", stream("disconnect"), {
    ...cut,
    error_class: "connection_reset",
    e2e_latency_s: null,
    finish_reason: null,
  }],
  ["a stream that ends early", stream("truncate"), {
    ...cut,
    error_class: "truncated",
    finish_reason: null,
  }],
  ["a chunk that is no JSON", stream("malformed"), { ...cut, error_class: "protocol" }],
  [
    "a stream that stalls",
    stream("stall"),
    {
      ...cut,
      error_class: "timeout",
      error_code: "request",
    },
    "v1",
    4,
  ],
  ["a tool call", { type: "reply", tool_calls: [{ name: "find", arguments: { at: "moon" } }] }, {
    status: "ok",
    finish_reason: "tool_calls",
    ttft_content_s: null,
  }],
  ["an answer without a word", { type: "reply", text: "" }, {
    ...cut,
    error_class: "empty",
    chunks: 0,
  }],
];

try {
  for (const dialect of ["v1", "mistral/v1", "groq/openai/v1", "together/v1", "xai/v1"]) {
    const { rows, journal } = await meet(null, dialect);
    const expected = { status: "ok" as const, finish_reason: "stop" as const, served_model: model };
    checkRows(`${dialect} answers`, rows, expected);
    check(
      `${dialect} was asked once for each row, for a stream`, //
      journal.length === rows.length && journal.every((e) => e.stream && e.body.model === model),
    );
  }
  const slow = await meet({ type: "slow_first_token", seconds: 1.5 });
  check(
    "a first token that is held back for 1.5 s is not seen before", //
    slow.rows.every((r) => r.ttft_s! >= 1.5 && r.headers_s! < r.ttft_s!),
  );
  for (const [what, behaviour, expected, dialect, limit] of cases) {
    const { rows, journal } = await meet(behaviour, dialect, limit);
    checkRows(what, rows, expected);
    // Two chunks held text; on a busy machine both may come in one read.
    if (expected.status === "failed" && expected.streamed && expected.chunks !== 0) {
      check("  what came before is kept", rows.every((r) => r.chunks! > 0 && r.output_tokens! > 0));
    }
    check("  and nothing was sent twice", journal.length === rows.length, journal.length);
  }
} finally {
  await peer.stop();
}
end();
