import assert from "node:assert/strict";
import { cohere } from "../../benchmarks/providers/cohere/cohere.ts";
import { cohere as simulated } from "../../benchmarks/simulator/protocols/cohere.ts";
import {
  checkDecoder,
  content,
  done,
  finish,
  reasoning,
  role,
  streamError,
} from "./decoder_cases.ts";
import { exchangeOf, read } from "./exchanges.ts";
import { checkProtocol } from "./protocol_checks.ts";

checkProtocol(cohere, simulated, { reasoning: true });

const event = (type: string, rest: object = {}) =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;
const start = event("message-start", {
  id: "29f14a5a",
  delta: { message: { role: "assistant", content: [], tool_plan: "", tool_calls: [] } },
});
const started = [{ kind: "served" as const, requestId: "29f14a5a" }, role];
const end = (delta: object) => event("message-end", { delta });

const message = (message: object) => ({ index: 0, delta: { message } });

checkDecoder(cohere, [
  {
    what: "a stream, tokens as usage, billed units beside",
    body: start + event("content-start", message({ content: { type: "text", text: "" } })) +
      event("content-delta", message({ content: { text: "Hé" } })) +
      event("content-delta", message({ content: { text: "llo 😀" } })) +
      event("content-end", { index: 0 }) +
      end({
        finish_reason: "COMPLETE",
        usage: {
          billed_units: { input_tokens: 3, output_tokens: 12 },
          tokens: { input_tokens: 507, output_tokens: 14 },
          cached_tokens: 64,
        },
      }) + "data: [DONE]\n\n",
    deltas: [
      ...started,
      content("Hé"),
      content("llo 😀"),
      finish("stop", "COMPLETE"),
      { kind: "usage", usage: { input: 507, output: 14, cached: 64 } },
      { kind: "served", timings: { billed_units: { input_tokens: 3, output_tokens: 12 } } },
      done,
      done,
    ],
  },
  {
    what: "thinking before text, and the cap",
    body: start + event("content-start", message({ content: { type: "thinking", thinking: "" } })) +
      event("content-delta", message({ content: { thinking: "hm" } })) +
      event("content-end", { index: 0 }) +
      event("content-start", message({ content: { type: "text", text: "" } })) +
      event("content-delta", message({ content: { text: "x" } })) +
      end({ finish_reason: "MAX_TOKENS" }),
    deltas: [...started, reasoning("hm"), content("x"), finish("length", "MAX_TOKENS"), done],
  },
  {
    what: "a plan and tool calls; citations are no text",
    body: start + event("tool-plan-delta", { delta: { message: { tool_plan: "I will look" } } }) +
      event(
        "tool-call-start",
        message({
          tool_calls: { id: "c0", type: "function", function: { name: "look", arguments: "" } },
        }),
      ) +
      event("tool-call-delta", message({ tool_calls: { function: { arguments: '{"at":1}' } } })) +
      event("tool-call-end", { index: 0 }) +
      event("citation-start", message({ citations: { start: 0, end: 1, text: "x" } })) +
      end({ finish_reason: "TOOL_CALL" }),
    deltas: [
      ...started,
      reasoning("I will look"),
      { kind: "tool_call", text: "" },
      { kind: "tool_call", text: '{"at":1}' },
      finish("tool_calls", "TOOL_CALL"),
      done,
    ],
  },
  {
    what: "zeros of a server that does not count",
    body: start + end({
      finish_reason: "COMPLETE",
      usage: { tokens: { input_tokens: 0, output_tokens: 0 } },
    }),
    deltas: [...started, finish("stop", "COMPLETE"), done],
  },
  {
    what: "an end that is an error",
    body: start + event("content-delta", message({ content: { text: "x" } })) +
      end({ finish_reason: "ERROR", error: "out of capacity" }),
    deltas: [
      ...started,
      content("x"),
      finish("error", "ERROR"),
      streamError("out of capacity", "ERROR"),
      done,
    ],
  },
  {
    what: "an end by timeout, which says nothing more",
    body: start + end({ finish_reason: "TIMEOUT" }),
    deltas: [
      ...started,
      finish("error", "TIMEOUT"),
      streamError("The answer ended with TIMEOUT", "TIMEOUT"),
      done,
    ],
  },
  {
    what: "a refusal's body as an event, and events it does not know",
    body: event("debug", { prompt: "p" }) + event("new-thing") +
      'data: {"message":"internal server error","id":"e1"}\n\n',
    deltas: [streamError("internal server error")],
  },
  {
    what: "events without names, which carry their type",
    body: start.replace(/event: .*\n/, "") + 'data: {"type":"content-delta","index":0,' +
      '"delta":{"message":{"content":{"text":"x"}}}}\n\n',
    deltas: [...started, content("x")],
  },
  {
    what: "a plain answer although a stream was asked for",
    body: JSON.stringify({
      id: "w1",
      finish_reason: "STOP_SEQUENCE",
      message: {
        role: "assistant",
        content: [{ type: "thinking", thinking: "hm" }, { type: "text", text: "x" }],
        tool_calls: [{ id: "c", type: "function", function: { name: "f", arguments: "{}" } }],
      },
      usage: { tokens: { input_tokens: 1, output_tokens: 2 } },
    }),
    deltas: [
      { kind: "unstreamed" },
      { kind: "served", requestId: "w1" },
      role,
      reasoning("hm"),
      content("x"),
      { kind: "tool_call", text: "{}" },
      finish("stop", "STOP_SEQUENCE"),
      { kind: "usage", usage: { input: 1, output: 2 } },
    ],
  },
  {
    what: "data that is not JSON",
    body: start + "data: {oops\n\n",
    deltas: [...started, {
      kind: "error",
      class: "protocol",
      code: null,
      message: "Data that is not a JSON object: {oops",
    }],
  },
]);

Deno.test("a row of Cohere has the tokens reported and the billed units among the server's words", () => {
  const body = start + event("content-delta", message({ content: { text: "x" } })) +
    end({
      finish_reason: "COMPLETE",
      usage: {
        billed_units: { input_tokens: 3, output_tokens: 12 },
        tokens: { input_tokens: 507, output_tokens: 14 },
      },
    });
  const { row } = read(cohere, [
    exchangeOf(new TextEncoder().encode(body), {
      headers: [["x-debug-trace-id", "t1"], ["x-trial-endpoint-call-remaining", "7"]],
    }),
  ]);
  assert.deepEqual(
    [row.status, row.input_tokens_reported, row.output_tokens_reported, row.finish_reason],
    ["ok", 507, 14, "stop"],
  );
  assert.equal(row.server_timings, '{"billed_units":{"input_tokens":3,"output_tokens":12}}');
  assert.equal(row.request_id, "t1");
  assert.equal(row.rate_limits, '{"x-trial-endpoint-call-remaining":"7"}');
});
