import assert from "node:assert/strict";
import { openaiResponses as provider } from "../../../benchmarks/providers/openai/openai_responses.ts";
import { openaiResponses as simulated } from "../../../benchmarks/simulator/protocols/openai_responses.ts";
import { checkFixtures } from "../fixture_checks.ts";
import { checkProtocol } from "../protocol_checks.ts";
import {
  content,
  done,
  ended,
  event,
  final,
  message,
  openaiDeltas,
  openaiStream,
  servedAtEnd,
  stop,
  usageDelta,
} from "./responses_events.ts";

checkProtocol(provider, simulated, { reasoning: true });

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
]);

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
