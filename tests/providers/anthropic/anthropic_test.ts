import assert from "node:assert/strict";
import { anthropic } from "../../../benchmarks/providers/anthropic/anthropic.ts";
import type { Delta } from "../../../benchmarks/providers/delta.ts";
import { checkFixtures } from "../fixture_checks.ts";
import { exchangeOf, read } from "../exchanges.ts";
import {
  block,
  call,
  content,
  delta,
  done,
  end,
  event,
  finish,
  role,
  served,
  start,
  stop,
  text,
  usage,
} from "./anthropic_events.ts";

const json = (index: number, partial_json: string) =>
  delta(index, { type: "input_json_delta", partial_json });

checkFixtures(anthropic, [
  {
    what: "text with a ping; counts that the end repeats in part",
    body: start({ input_tokens: 25, output_tokens: 1, service_tier: "standard" }) +
      block(0, { type: "text", text: "" }) + event("ping") + text(0, "Hé") + text(0, "llo 😀") +
      stop(0) + end("end_turn", { output_tokens: 15 }),
    deltas: [
      { ...served, tier: "standard" } as Delta,
      role,
      usage({ input: 25 }),
      content("Hé"),
      content("llo 😀"),
      finish("end_turn", "stop"),
      usage({ input: 25, output: 15 }),
      done,
    ],
  },
  {
    what: "thinking, its signature, then text; a block that begins with text",
    body: start() + block(0, { type: "thinking", thinking: "", signature: "" }) +
      delta(0, { type: "thinking_delta", thinking: "So" }) +
      delta(0, { type: "signature_delta", signature: "abc" }) + stop(0) +
      block(1, { type: "redacted_thinking", data: "xyz" }) + stop(1) +
      block(2, { type: "text", text: "A" }) + text(2, "b") +
      delta(2, { type: "citations_delta", citation: { cited_text: "no" } }) + stop(2) +
      end("max_tokens", { output_tokens: 9, output_tokens_details: { thinking_tokens: 4 } }),
    deltas: [
      served,
      role,
      { kind: "reasoning", text: "So" },
      content("A"),
      content("b"),
      finish("max_tokens", "length"),
      usage({ output: 9, reasoning: 4 }),
      done,
    ],
  },
  {
    what: "a tool call: its name is no text, its input is",
    body: start() + block(0, { type: "tool_use", id: "t", name: "look", input: {} }) +
      json(0, "") + json(0, '{"at":') + json(0, '"moon"}') + stop(0) +
      end("tool_use", { output_tokens: 7 }),
    deltas: [
      served,
      role,
      call(""),
      call('{"at":'),
      call('"moon"}'),
      finish("tool_use", "tool_calls"),
      usage({ output: 7 }),
      done,
    ],
  },
  {
    what: "tool inputs that came whole with their block, once, though pieces repeat one of them",
    body: start() + block(0, { type: "tool_use", name: "a", input: { x: 1 } }) + stop(0) +
      block(1, { type: "server_tool_use", name: "b", input: { y: 2 } }) + json(1, '{"y":2}') +
      stop(1) + end("pause_turn"),
    deltas: [
      served,
      role,
      call(""),
      call('{"x":1}'),
      call(""),
      call('{"y":2}'),
      finish("pause_turn", "other"),
      done,
    ],
  },
  {
    what: "input counts that change on the way, with a cache; null says nothing",
    body: start({ input_tokens: 3, cache_read_input_tokens: 0, output_tokens: 1 }) +
      block(0, { type: "text", text: "" }) + text(0, "x") + stop(0) +
      event("message_delta", {
        delta: { stop_reason: null },
        usage: { input_tokens: 10, cache_read_input_tokens: 40, output_tokens: 2 },
      }) +
      end("refusal", {
        input_tokens: null,
        cache_creation_input_tokens: 5,
        output_tokens: 6,
      }),
    deltas: [
      served,
      role,
      usage({ input: 3, cached: 0 }),
      content("x"),
      usage({ input: 50, output: 2, cached: 40 }),
      finish("refusal", "content_filter"),
      usage({ input: 55, output: 6, cached: 40, cacheWrite: 5 }),
      done,
    ],
  },
  {
    what: "zeros at the start, the true counts at the end, as servers that count late send them",
    body: start({ input_tokens: 0, output_tokens: 0 }) + block(0, { type: "text", text: "" }) +
      text(0, "x") + stop(0) + end("end_turn", { input_tokens: 12, output_tokens: 3 }),
    deltas: [
      served,
      role,
      content("x"),
      finish("end_turn", "stop"),
      usage({ input: 12, output: 3 }),
      done,
    ],
  },
]);

Deno.test("anthropic: the row of an answer has quotas, ids and tier of the head", () => {
  const bytes = new TextEncoder().encode(
    start({ input_tokens: 1, service_tier: "priority" }) + block(0, { type: "text", text: "" }) +
      text(0, "x") + stop(0) + end("stop_sequence", { output_tokens: 1 }),
  );
  const headers: [string, string][] = [
    ["request-id", "req_9"],
    ["anthropic-ratelimit-requests-remaining", "7"],
  ];
  const { row } = read(anthropic, [exchangeOf(bytes, { headers })]);
  assert.deepEqual(
    [row.status, row.finish_reason, row.finish_reason_raw, row.request_id, row.served_model],
    ["ok", "stop", "stop_sequence", "req_9", "claude-x"],
  );
  assert.equal(row.service_tier_echoed, "priority");
  assert.equal(row.rate_limits, '{"anthropic-ratelimit-requests-remaining":"7"}');
});

Deno.test("anthropic.next() builds the request, without a key", () => {
  const ask = {
    baseUrl: "http://h/",
    model: "claude-x",
    messages: [
      { role: "system" as const, content: "be brief" },
      { role: "user" as const, content: "hi" },
    ],
    maxOutputTokens: 7,
    params: { temperature: 0, thinking: { type: "disabled" } },
  };
  const request = anthropic.next(ask, [])!;
  assert.deepEqual([request.method, request.url], ["POST", "http://h/v1/messages"]);
  assert.deepEqual(Object.fromEntries(request.headers), {
    "content-type": "application/json",
    accept: "text/event-stream",
    "anthropic-version": "2023-06-01",
  });
  assert.deepEqual(JSON.parse(request.body!), {
    model: "claude-x",
    stream: true,
    max_tokens: 7,
    messages: [{ role: "user", content: "hi" }],
    system: "be brief",
    temperature: 0,
    thinking: { type: "disabled" },
  });
  const body = (over: object) => JSON.parse(anthropic.next({ ...ask, ...over }, [])!.body!);
  assert.equal(body({ params: { max_tokens: 99 } }).max_tokens, 99);
  assert.equal("system" in body({ params: { system: null } }), false);
  assert.ok(body({ maxOutputTokens: null }).max_tokens > 0, "the vendor refuses one without");
  assert.equal(anthropic.next({ ...ask, baseUrl: "http://h/v1" }, [])!.url, "http://h/v1/messages");
  assert.equal(anthropic.next(ask, [exchangeOf(new Uint8Array())]), null);
});
