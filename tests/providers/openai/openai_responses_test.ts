import assert from "node:assert/strict";
import { openaiResponses as provider } from "../../../benchmarks/providers/openai/openai_responses.ts";
import type { Delta } from "../../../benchmarks/providers/provider.ts";
import { replayRow } from "../../../benchmarks/record/replay.ts";
import { openaiResponses as simulated } from "../../../benchmarks/simulator/protocols/openai_responses.ts";
import { checkFixtures } from "../fixture_checks.ts";
import { checkProtocol, exchangeOf, read } from "../protocol_checks.ts";

checkProtocol(provider, simulated, { reasoning: true });

const event = (type: string, rest: object = {}) =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;
const content = (text: string): Delta => ({ kind: "content", text });
const done: Delta = { kind: "done" };
const stop: Delta = { kind: "finish", reason: "stop", raw: "completed" };
const usage = (output_tokens: number) => ({
  input_tokens: 34,
  input_tokens_details: { cached_tokens: 30, cache_write_tokens: 2 },
  output_tokens,
  output_tokens_details: { reasoning_tokens: 1 },
});
const usageDelta = (output: number): Delta => ({
  kind: "usage",
  usage: { input: 34, output, reasoning: 1, cached: 30, cacheWrite: 2 },
});
const message = (text: string) => ({
  type: "message",
  id: "msg_1",
  role: "assistant",
  content: [{ type: "output_text", text, annotations: [] }],
});
const ended = (over: object, type = "response.completed") => event(type, { response: over });

/** As OpenAI's reference shows it: each text comes as deltas and is then told three times more. */
const openaiStream = event("response.created", {
  response: { id: "resp_1", model: "gpt-4.1", status: "in_progress", service_tier: "auto" },
}) +
  event("response.output_item.added", { output_index: 0, item: { ...message(""), content: [] } }) +
  event("response.content_part.added", {
    item_id: "msg_1",
    part: { type: "output_text", text: "" },
  }) +
  event("response.output_text.delta", { item_id: "msg_1", delta: "Hé" }) +
  event("response.output_text.delta", { item_id: "msg_1", delta: "llo 😀", obfuscation: "xYz" }) +
  event("response.output_text.done", { item_id: "msg_1", text: "Héllo 😀" }) +
  event("response.content_part.done", {
    item_id: "msg_1",
    part: { type: "output_text", text: "Héllo 😀" },
  }) +
  event("response.output_item.done", { output_index: 0, item: message("Héllo 😀") });
const openaiDeltas: Delta[] = [
  { kind: "served", model: "gpt-4.1", requestId: "resp_1" },
  { kind: "role" },
  content("Hé"),
  content("llo 😀"),
];
const final = {
  id: "resp_1",
  model: "gpt-4.1",
  service_tier: "flex",
  output: [message("Héllo 😀")],
  usage: usage(3),
};
const servedAtEnd: Delta = { kind: "served", model: "gpt-4.1", requestId: "resp_1", tier: "flex" };

checkFixtures(provider, [
  {
    what: "OpenAI's stream: text counted once, the tier of the last event",
    body: openaiStream + ended({ ...final, status: "completed" }),
    deltas: [...openaiDeltas, servedAtEnd, usageDelta(3), stop, done],
  },
  {
    what: "an answer that its limit cut, as OpenAI says it",
    body: openaiStream + ended({
      ...final,
      status: "incomplete",
      incomplete_details: { reason: "max_output_tokens" },
    }, "response.incomplete"),
    deltas: [...openaiDeltas, servedAtEnd, usageDelta(3), {
      kind: "finish",
      reason: "length",
      raw: "max_output_tokens",
    }, done],
  },
  {
    what: "an answer that a filter cut",
    body: openaiStream + ended({
      ...final,
      status: "incomplete",
      incomplete_details: { reason: "content_filter" },
    }, "response.incomplete"),
    deltas: [...openaiDeltas, servedAtEnd, usageDelta(3), {
      kind: "finish",
      reason: "content_filter",
      raw: "content_filter",
    }, done],
  },
  {
    what:
      "llama.cpp's completed although the limit cut the answer, its events without index, its timings",
    asked: { maxOutputTokens: 2, params: {} },
    body: event("response.created", { response: { id: "r", object: "response" } }) +
      event("response.output_item.added", { item: { ...message(""), content: [] } }) +
      event("response.output_text.delta", { item_id: "msg_1", delta: "Here" }) +
      event("response.output_text.delta", { item_id: "msg_1", delta: " is" }) +
      event("response.output_text.done", { item_id: "msg_1", text: "Here is" }) +
      event("response.output_item.done", { item: message("Here is") }) +
      event("response.completed", {
        response: {
          id: "r",
          status: "completed",
          model: "smol",
          output: [message("Here is")],
          usage: { input_tokens: 34, output_tokens: 2, input_tokens_details: { cached_tokens: 0 } },
        },
        timings: { prompt_ms: 1093.198 },
      }),
    deltas: [
      { kind: "role" },
      content("Here"),
      content(" is"),
      { kind: "served", model: "smol", requestId: "r", timings: { prompt_ms: 1093.198 } },
      { kind: "usage", usage: { input: 34, output: 2, cached: 0 } },
      { kind: "finish", reason: "length", raw: "completed" },
      done,
    ],
  },
  {
    what: "completed below the limit, the configuration's own",
    asked: { maxOutputTokens: 2, params: { max_output_tokens: 50 } },
    body: openaiStream + ended({ ...final, status: "completed" }),
    deltas: [...openaiDeltas, servedAtEnd, usageDelta(3), stop, done],
  },
  {
    what: "reasoning text, its summary left out where both come",
    body: event("response.output_item.added", { item: { type: "reasoning", id: "rs_1" } }) +
      event("response.reasoning_text.delta", { item_id: "rs_1", delta: "hm" }) +
      event("response.reasoning_summary_text.delta", { item_id: "rs_1", delta: "It says hm" }) +
      event("response.reasoning_text.done", { item_id: "rs_1", text: "hm" }) +
      event("response.output_item.done", { item: { type: "reasoning", id: "rs_1" } }) +
      openaiStream + ended({ ...final, status: "completed" }),
    deltas: [
      { kind: "reasoning", text: "hm" },
      ...openaiDeltas,
      servedAtEnd,
      usageDelta(3),
      stop,
      done,
    ],
  },
  {
    what: "a reasoning summary alone, in two parts",
    body: event("response.output_item.added", { item: { type: "reasoning", id: "rs_1" } }) +
      event("response.reasoning_summary_text.delta", { summary_index: 0, delta: "a" }) +
      event("response.reasoning_summary_text.done", { summary_index: 0, text: "a" }) +
      event("response.reasoning_summary_text.delta", { summary_index: 1, delta: "b" }) +
      event("response.output_item.done", {
        item: { type: "reasoning", summary: [{ type: "summary_text", text: "ab" }] },
      }),
    deltas: [{ kind: "reasoning", text: "a" }, { kind: "reasoning", text: "b" }],
  },
  {
    what: "a tool call",
    body: event("response.output_item.added", {
      item: { type: "function_call", name: "look", arguments: "" },
    }) +
      event("response.function_call_arguments.delta", { delta: '{"at":' }) +
      event("response.function_call_arguments.delta", { delta: '"moon"}' }) +
      event("response.function_call_arguments.done", { arguments: '{"at":"moon"}' }) +
      event("response.output_item.done", {
        item: { type: "function_call", name: "look", arguments: '{"at":"moon"}' },
      }) + ended({ status: "completed" }),
    deltas: [
      { kind: "tool_call", text: "" },
      { kind: "tool_call", text: '{"at":' },
      { kind: "tool_call", text: '"moon"}' },
      { kind: "finish", reason: "tool_calls", raw: "completed" },
      done,
    ],
  },
  {
    what: "a text that comes only at its end",
    body: event("response.output_item.added", { item: { ...message(""), content: [] } }) +
      event("response.output_text.done", { text: "late" }) +
      event("response.output_item.done", { item: message("late") }) +
      ended({ status: "completed", output: [message("late")] }),
    deltas: [{ kind: "role" }, content("late"), stop, done],
  },
  {
    what: "a text that only the last event has",
    body: ended({ status: "completed", output: [message("last")] }),
    deltas: [content("last"), stop, done],
  },
  {
    what: "a refusal",
    body: event("response.refusal.delta", { delta: "No." }) +
      event("response.refusal.done", { refusal: "No." }) + ended({ status: "completed" }),
    deltas: [content("No."), stop, done],
  },
  {
    what: "an error, then response.failed",
    body: event("response.output_text.delta", { delta: "x" }) +
      event("error", { code: "server_error", message: "It fell over", param: null }) +
      ended(
        { status: "failed", error: { code: "server_error", message: "It fell" } },
        "response.failed",
      ),
    deltas: [
      content("x"),
      { kind: "error", class: "stream_error", code: "server_error", message: "It fell over" },
      { kind: "error", class: "stream_error", code: "server_error", message: "It fell" },
      done,
    ],
  },
  {
    what: "an error without a name, nested, as gateways send it",
    body: 'data: {"error":{"message":"no slot","type":"unavailable_error","code":503}}\n\n',
    deltas: [{
      kind: "error",
      class: "stream_error",
      code: "unavailable_error",
      message: "no slot",
    }],
  },
  {
    what: "names of events only in the event line",
    body: 'event: response.output_text.delta\ndata: {"delta":"x"}\n\n' +
      'event: response.completed\ndata: {"response":{"status":"completed"}}\n\n',
    deltas: [content("x"), stop, done],
  },
  {
    what: "response.done as the end, as Realtime has it, [DONE] behind it",
    body: openaiStream + ended({ ...final, status: "completed" }, "response.done") +
      "data: [DONE]\n\n",
    deltas: [...openaiDeltas, servedAtEnd, usageDelta(3), stop, done, done],
  },
  {
    what: "response.done that names no status, and one that failed",
    body: event("response.done", { response: { output: [message("x")] } }) +
      event("response.done", { response: { status: "failed", error: { message: "It fell" } } }),
    deltas: [content("x"), stop, done, {
      kind: "error",
      class: "stream_error",
      code: null,
      message: "It fell",
    }, done],
  },
  {
    what: "a plain response",
    body: JSON.stringify({
      object: "response",
      status: "completed",
      error: null,
      output: [message("hi")],
    }),
    deltas: [{ kind: "unstreamed" }, content("hi"), stop],
  },
  {
    what: "a plain error inside a 200",
    body: '{"error":{"message":"overloaded","code":"busy"}}',
    deltas: [
      { kind: "unstreamed" },
      { kind: "error", class: "stream_error", code: "busy", message: "overloaded" },
    ],
  },
]);

Deno.test("openai-responses: a recording knows what was asked, so replayed it ends alike", () => {
  const bytes = new TextEncoder().encode(
    openaiStream + ended({ ...final, status: "completed" }),
  );
  const { row } = read(provider, [exchangeOf(bytes)]);
  assert.equal(row.finish_reason, "stop", "without a limit nothing says otherwise");
  const asked = { ...row, output_tokens_target: 3, request_params: '{"max_tokens":3}' };
  const recording = { scheduled: null, exchanges: [exchangeOf(bytes)] };
  const words = { name: "words", count: (text: string) => text.split(" ").length };
  assert.equal(replayRow(asked, recording, provider, null, words).finish_reason, "length");
});

Deno.test("openai-responses: the request", () => {
  const ask = {
    baseUrl: "https://api.openai.com/v1",
    model: "m",
    messages: [{ role: "user" as const, content: "hi" }],
    maxOutputTokens: 7,
    params: { reasoning: { effort: "low" } },
  };
  const request = provider.next(ask, [])!;
  assert.equal(request.url, "https://api.openai.com/v1/responses");
  assert.deepEqual(JSON.parse(request.body!), {
    model: "m",
    input: [{ role: "user", content: "hi" }],
    max_output_tokens: 7,
    stream: true,
    store: false,
    stream_options: { include_obfuscation: false },
    reasoning: { effort: "low" },
  });
  const elsewhere = provider.next({ ...ask, baseUrl: "http://h/v1", params: { store: null } }, [])!;
  assert.deepEqual(Object.keys(JSON.parse(elsewhere.body!)), [
    "model",
    "input",
    "max_output_tokens",
    "stream",
  ]);
});
