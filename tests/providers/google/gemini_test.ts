import assert from "node:assert/strict";
import { gemini } from "../../../benchmarks/providers/google/gemini.ts";
import type { Delta } from "../../../benchmarks/providers/delta.ts";
import { checkFixtures } from "../fixture_checks.ts";
import { exchangeOf, read } from "../exchanges.ts";
import {
  answer,
  answerDeltas,
  content,
  event,
  finish,
  role,
  said,
  served,
  thought,
  usage,
} from "./gemini_events.ts";

const call = (text: string): Delta => ({ kind: "tool_call", text });

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
]);

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
