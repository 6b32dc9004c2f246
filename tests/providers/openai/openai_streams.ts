/** Bodies of chat completions, and what is read from them. */
import type { Delta } from "../../../benchmarks/providers/delta.ts";

const choice = (delta: unknown, finish: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
export const content = (text: string): Delta => ({ kind: "content", text });
export const role: Delta = { kind: "role" };
const stop: Delta = { kind: "finish", reason: "stop", raw: "stop" };
const done: Delta = { kind: "done" };
export const end = choice({}, "stop") + "data: [DONE]\n\n";

export const cases: { what: string; body: string; deltas: Delta[] }[] = [
  {
    what: "role first, then content",
    body: choice({ role: "assistant", content: "" }) + choice({ content: "Hé" }) +
      choice({ content: "llo 😀" }) + end,
    deltas: [role, content("Hé"), content("llo 😀"), stop, done],
  },
  {
    what: "reasoning under both names, counted once where both are given",
    body: choice({ reasoning_content: "a" }) + choice({ reasoning: "b" }) +
      choice({ reasoning_content: "c", reasoning: "c" }) + end,
    deltas: [
      { kind: "reasoning", text: "a" },
      { kind: "reasoning", text: "b" },
      { kind: "reasoning", text: "c" },
      stop,
      done,
    ],
  },
  {
    what: "reasoning and content in one delta",
    body: choice({ reasoning: "r", content: "c" }) + end,
    deltas: [{ kind: "reasoning", text: "r" }, content("c"), stop, done],
  },
  {
    what: "a tool call: the name is no text, the arguments are",
    body: choice({ tool_calls: [{ index: 0, function: { name: "f", arguments: "" } }] }) +
      choice({ tool_calls: [{ index: 0, function: { arguments: '{"a":1}' } }] }) +
      choice({}, "tool_calls") + "data: [DONE]\n\n",
    deltas: [
      { kind: "tool_call", text: "" },
      { kind: "tool_call", text: '{"a":1}' },
      { kind: "finish", reason: "tool_calls", raw: "tool_calls" },
      done,
    ],
  },
  {
    what: "usage on every chunk and one without choices",
    body: 'data: {"choices":[{"delta":{"content":"x"}}],"usage":{"completion_tokens":1}}\n\n' +
      'data: {"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":2,' +
      '"prompt_tokens_details":{"cached_tokens":3},' +
      '"completion_tokens_details":{"reasoning_tokens":1}}}\n\ndata: [DONE]\n\n',
    deltas: [
      content("x"),
      { kind: "usage", usage: { output: 1 } },
      { kind: "usage", usage: { input: 5, output: 2, cached: 3, reasoning: 1 } },
      done,
    ],
  },
  {
    what: "latencies among the tokens of a usage (SambaNova), and zeros that are no usage",
    body:
      'data: {"choices":[{"delta":{"content":"x"}}],"usage":{"prompt_tokens":0,"completion_tokens":0}}\n\n' +
      "data: " +
      '{"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":2,' +
      '"time_to_first_token":0.2,"total_latency":0.5,"is_last_response":true}}\n\n' +
      "data: [DONE]\n\n",
    deltas: [
      content("x"),
      { kind: "served", timings: { time_to_first_token: 0.2, total_latency: 0.5 } },
      { kind: "usage", usage: { input: 5, output: 2 } },
      done,
    ],
  },
  {
    what: "an error object inside a 200",
    body: choice({ content: "x" }) + 'data: {"error":{"message":"overloaded","code":503}}\n\n',
    deltas: [content("x"), {
      kind: "error",
      class: "stream_error",
      code: "503",
      message: "overloaded",
    }],
  },
  {
    what: "an error that is a string",
    body: 'data: {"error":"boom"}\n\n',
    deltas: [{ kind: "error", class: "stream_error", code: null, message: "boom" }],
  },
  {
    what: "data that is not JSON",
    body: choice({ content: "x" }) + "data: {oops\n\n",
    deltas: [content("x"), {
      kind: "error",
      class: "protocol",
      code: null,
      message: "An event's data is not a JSON object: {oops",
    }],
  },
  {
    what: "a plain completion although a stream was asked for",
    body: '{"choices":[{"message":{"role":"assistant","content":"hi"},"finish_reason":"length"}],' +
      '"usage":{"completion_tokens":1}}',
    deltas: [
      { kind: "unstreamed" },
      role,
      content("hi"),
      { kind: "finish", reason: "length", raw: "length" },
      { kind: "usage", usage: { output: 1 } },
    ],
  },
  {
    what: "CRLF, a byte order mark, comments, unknown events, no space, keep-alives",
    body: "\uFEFF: PROCESSING\r\n\r\nevent: odd\r\nid: 7\r\n" +
      'data:{"choices":[{"delta":{"content":"x"}}]}\r\n\r\n:\r\n\r\ndata:[DONE]\r\n\r\n',
    deltas: [content("x"), done],
  },
  {
    what: "lone CR",
    body: choice({ content: "x" }).replaceAll("\n", "\r") + "data: [DONE]\r\r",
    deltas: [content("x"), done],
  },
  {
    what: "data over several lines",
    body: 'data: {"choices":\ndata: [{"delta":{"content":"x"}}]}\n\ndata: [DONE]\n\n',
    deltas: [content("x"), done],
  },
  {
    what: "the last event without its blank line",
    body: choice({ content: "x" }) + "data: [DONE]",
    deltas: [content("x"), done],
  },
  { what: "an empty body", body: "", deltas: [] },
  { what: "comments only", body: ": ping\n\n: ping\n\n", deltas: [] },
  {
    what: "a page instead of a stream",
    body: "<html>busy</html>",
    deltas: [{
      kind: "error",
      class: "protocol",
      code: null,
      message: "The body is no event stream: <html>busy</html>",
    }],
  },
  {
    what: "an unknown finish reason and a content filter",
    body: choice({ content: "x" }, "weird") + choice({}, "content_filter"),
    deltas: [content("x"), { kind: "finish", reason: "other", raw: "weird" }, {
      kind: "finish",
      reason: "content_filter",
      raw: "content_filter",
    }],
  },
];
