import assert from "node:assert/strict";
import { gemini } from "../../../benchmarks/providers/google/gemini.ts";
import type { Delta } from "../../../benchmarks/providers/provider.ts";
import { checkFixtures, decode } from "../fixture_checks.ts";
import { exchangeOf, read } from "../protocol_checks.ts";

const event = (value: unknown) => `data: ${JSON.stringify(value)}\r\n\r\n`;
const said = (parts: object[], rest: object = {}, usageMetadata?: object) => ({
  candidates: [{ content: { parts, role: "model" }, index: 0, ...rest }],
  ...(usageMetadata ? { usageMetadata } : {}),
  modelVersion: "gemini-x",
  responseId: "r1",
});

const served: Delta = { kind: "served", model: "gemini-x", requestId: "r1" };
const role: Delta = { kind: "role" };
const content = (text: string): Delta => ({ kind: "content", text });
const thought = (text: string): Delta => ({ kind: "reasoning", text });
const call = (text: string): Delta => ({ kind: "tool_call", text });
const usage = (usage: object): Delta => ({ kind: "usage", usage });
const finish = (raw: string, reason: string): Delta => ({ kind: "finish", reason, raw }) as Delta;
const error = (code: string | null, message: string, kind = "stream_error"): Delta =>
  ({ kind: "error", class: kind, code, message }) as Delta;

const unavailable = { error: { code: 503, message: "Try: later", status: "UNAVAILABLE" } };
const answer = [
  said([{ text: "Hé" }], {}, { promptTokenCount: 4, totalTokenCount: 4 }),
  said([{ text: 'l"lo], 😀' }], { finishReason: "STOP" }, {
    promptTokenCount: 4,
    candidatesTokenCount: 3,
    totalTokenCount: 7,
  }),
];
const answerDeltas = [
  served,
  role,
  content("Hé"),
  usage({ input: 4 }),
  content('l"lo], 😀'),
  finish("STOP", "stop"),
  usage({ input: 4, output: 3 }),
];

checkFixtures(gemini, [
  { what: "text, usage on every chunk", body: answer.map(event).join(""), deltas: answerDeltas },
  {
    what: "one JSON array, as a server without alt=sse sends it",
    body: `[${answer.map((chunk) => JSON.stringify(chunk, null, 2)).join("\n,\r\n")}\n]\n`,
    deltas: answerDeltas,
  },
  {
    what: "an array that begins late and breaks off inside an element",
    body: ` \r\n[${JSON.stringify(answer[0])},\r\n{"candidates": [{"content": {"parts": [{"te`,
    deltas: answerDeltas.slice(0, 4),
  },
  {
    what: "thoughts, counted outside the candidates; what a cache held",
    body: event(said([{ text: "Hm", thought: true }], {}, {
      promptTokenCount: 50,
      thoughtsTokenCount: 6,
    })) +
      event(said([{ text: "Yes", thoughtSignature: "c2ln" }], { finishReason: "MAX_TOKENS" }, {
        promptTokenCount: 50,
        cachedContentTokenCount: 40,
        candidatesTokenCount: 2,
        thoughtsTokenCount: 9,
        totalTokenCount: 61,
      })),
    deltas: [
      served,
      role,
      thought("Hm"),
      usage({ input: 50, output: 6, reasoning: 6 }),
      content("Yes"),
      finish("MAX_TOKENS", "length"),
      usage({ input: 50, output: 11, reasoning: 9, cached: 40 }),
    ],
  },
  {
    what: "a thought and text in one chunk",
    body: event(said([{ text: "a", thought: true }, { text: "b" }])),
    deltas: [served, role, thought("a"), content("b")],
  },
  {
    what: "function calls: their names are no text, they end with STOP",
    body: event(said([{ functionCall: { name: "look", args: { at: "moon" } } }])) +
      event(said([{ functionCall: { name: "wait" } }], { finishReason: "STOP" })),
    deltas: [served, role, call('{"at":"moon"}'), call(""), finish("STOP", "tool_calls")],
  },
  {
    what: "a function call whose arguments come in pieces",
    body: event(
      said([{
        functionCall: {
          name: "look",
          partialArgs: [{ jsonPath: "$.at", stringValue: "mo" }],
          willContinue: true,
        },
      }]),
    ) +
      event(
        said([{
          functionCall: { partialArgs: [{ stringValue: "on" }, { numberValue: 3 }] },
        }]),
      ),
    deltas: [served, role, call("mo"), call("on3")],
  },
  {
    what: "answers that a filter cut, and a reason nobody knows",
    body: event(said([{ text: "x" }], { finishReason: "SAFETY" })) +
      event({ candidates: [{ finishReason: "NOVEL" }] }) +
      event({ candidates: [{ finishReason: "MALFORMED_FUNCTION_CALL" }] }),
    deltas: [
      served,
      role,
      content("x"),
      finish("SAFETY", "content_filter"),
      finish("NOVEL", "other"),
      finish("MALFORMED_FUNCTION_CALL", "error"),
    ],
  },
  {
    what: "a prompt that is refused",
    body: event({
      promptFeedback: { blockReason: "PROHIBITED_CONTENT" },
      usageMetadata: { promptTokenCount: 5, trafficType: "ON_DEMAND" },
    }),
    deltas: [
      { kind: "served", tier: "ON_DEMAND" },
      finish("PROHIBITED_CONTENT", "content_filter"),
      usage({ input: 5 }),
    ],
  },
  {
    what: "an error inside the stream",
    body: event(answer[0]) + event(unavailable),
    deltas: [...answerDeltas.slice(0, 4), error("UNAVAILABLE", "Try: later")],
  },
  {
    what: "an error that ends the stream as plain JSON over several lines",
    body: event(answer[0]) + JSON.stringify(unavailable, null, 2) + "\n",
    deltas: [...answerDeltas.slice(0, 4), error("UNAVAILABLE", "Try: later")],
  },
  {
    what: "an error that is an array of one",
    body: event(answer[0]) + event([unavailable]),
    deltas: [...answerDeltas.slice(0, 4), error("UNAVAILABLE", "Try: later")],
  },
  {
    what: "an error inside an array",
    body: `[${JSON.stringify(answer[0])},\r\n${JSON.stringify(unavailable)}]`,
    deltas: [...answerDeltas.slice(0, 4), error("UNAVAILABLE", "Try: later")],
  },
  {
    what: "data that is not JSON",
    body: event(answer[0]) + "data: {oops\n\n",
    deltas: [
      ...answerDeltas.slice(0, 4),
      error(null, "An event's data is not a JSON object: {oops", "protocol"),
    ],
  },
  {
    what: "one plain answer although a stream was asked for",
    body: JSON.stringify(
      said([{ text: "So", thought: true }, { text: "hi" }], { finishReason: "STOP" }),
    ),
    deltas: [
      { kind: "unstreamed" },
      served,
      role,
      thought("So"),
      content("hi"),
      finish("STOP", "stop"),
    ],
  },
  {
    what: "a page instead of a stream",
    body: "<html>busy</html>",
    deltas: [error(null, "The body is no event stream: <html>busy</html>", "protocol")],
  },
  { what: "an empty array", body: "[]", deltas: [] },
]);

Deno.test("gemini.decoder() bounds one endless element of an array", () => {
  const bytes = new TextEncoder().encode('[{"candidates":"' + "x".repeat(17 * 1024 * 1024));
  const cuts = Array.from({ length: 16 }, (_, i) => (i + 1) * 1024 * 1024);
  const deltas = decode(gemini, bytes, cuts);
  assert.equal(deltas.length, 1);
  assert.equal(deltas[0].kind === "error" && deltas[0].class, "protocol");
});

Deno.test("gemini: the row has the tier that the head names, and no text of a cut chunk", () => {
  const bytes = new TextEncoder().encode(event(answer[0]) + "data: " + JSON.stringify(answer[1]));
  const headers: [string, string][] = [["x-gemini-service-tier", "priority"]];
  const over = { headers, end: { how: "reset" as const, at: 4e6, code: "ECONNRESET" } };
  const { row, text } = read(gemini, [exchangeOf(bytes, over)]);
  assert.deepEqual(
    [row.status, row.error_class, text.content, row.service_tier_echoed, row.finish_reason],
    ["failed", "connection_reset", "Hé", "priority", null],
  );
  assert.deepEqual([row.input_tokens_reported, row.output_tokens_reported], [4, null]);
});

Deno.test("gemini.failure() reads Google's refusals, and how long to wait", () => {
  const refusal = (status: number, value: unknown) => {
    const bytes = new TextEncoder().encode(JSON.stringify(value, null, 2));
    return gemini.failure(exchangeOf(bytes, { status }));
  };
  const quota = {
    error: {
      code: 429,
      message: "Quota exceeded",
      status: "RESOURCE_EXHAUSTED",
      details: [
        { "@type": "type.googleapis.com/google.rpc.QuotaFailure" },
        { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "34.5s" },
      ],
    },
  };
  const expected = {
    class: "rate_limited",
    code: "RESOURCE_EXHAUSTED",
    message: "Quota exceeded",
    retryAfterS: 34.5,
  };
  assert.deepEqual(refusal(429, quota), expected);
  assert.deepEqual(refusal(429, [quota]), expected, "without alt=sse it is an array");
  assert.deepEqual(
    refusal(400, {
      error: { code: 400, message: "API key not valid", status: "INVALID_ARGUMENT" },
    }),
    { class: "auth", code: "INVALID_ARGUMENT", message: "API key not valid" },
  );
});

Deno.test("gemini.next() builds the request, without a key", () => {
  const ask = {
    baseUrl: "http://h/",
    model: "gemini-x",
    messages: [
      { role: "system" as const, content: "be brief" },
      { role: "user" as const, content: "hi" },
      { role: "assistant" as const, content: "ho" },
      { role: "user" as const, content: "he" },
    ],
    maxOutputTokens: 7,
    params: {
      temperature: 0,
      safetySettings: [],
      generationConfig: { thinkingConfig: { includeThoughts: true } },
    },
  };
  const request = gemini.next(ask, [])!;
  assert.equal(request.url, "http://h/v1beta/models/gemini-x:streamGenerateContent?alt=sse");
  assert.deepEqual(JSON.parse(request.body!), {
    contents: [
      { role: "user", parts: [{ text: "hi" }] },
      { role: "model", parts: [{ text: "ho" }] },
      { role: "user", parts: [{ text: "he" }] },
    ],
    systemInstruction: { parts: [{ text: "be brief" }] },
    safetySettings: [],
    generationConfig: {
      maxOutputTokens: 7,
      temperature: 0,
      thinkingConfig: { includeThoughts: true },
    },
  });
  const body = (params: object) => JSON.parse(gemini.next({ ...ask, params } as never, [])!.body!);
  assert.deepEqual(body({ maxOutputTokens: 9 }).generationConfig, { maxOutputTokens: 9 });
  assert.equal("generationConfig" in body({ maxOutputTokens: null }), false);
  assert.equal("systemInstruction" in body({ systemInstruction: null }), false);
  const url = (over: object) => gemini.next({ ...ask, ...over }, [])!.url;
  assert.match(url({ baseUrl: "http://h/v1alpha" }), /^http:\/\/h\/v1alpha\/models\/gemini-x:/);
  assert.match(url({ model: "tunedModels/t" }), /\/v1beta\/tunedModels\/t:streamGenerate/);
  assert.equal(gemini.next(ask, [exchangeOf(new Uint8Array())]), null);
});
