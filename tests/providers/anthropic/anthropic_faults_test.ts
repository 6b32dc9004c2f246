/** What goes wrong in a stream of Anthropic's, or instead of it. */
import assert from "node:assert/strict";
import { anthropic } from "../../../benchmarks/providers/anthropic/anthropic.ts";
import type { Delta } from "../../../benchmarks/providers/delta.ts";
import { checkFixtures } from "../fixture_checks.ts";
import { exchangeOf, read } from "../exchanges.ts";
import {
  block,
  call,
  content,
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

const error = (code: string | null, message: string, kind = "stream_error"): Delta =>
  ({ kind: "error", class: kind, code, message }) as Delta;

checkFixtures(anthropic, [
  {
    what: "an error inside the stream",
    body: start() + block(0, { type: "text", text: "" }) + text(0, "x") +
      event("error", {
        error: { type: "overloaded_error", message: "Overloaded" },
        request_id: "req_1",
      }),
    deltas: [served, role, content("x"), error("overloaded_error", "Overloaded")],
  },
  {
    what: "an error whose data has no type",
    body: 'event: error\ndata: {"error":{"message":"gone"}}\n\n',
    deltas: [error(null, "gone")],
  },
  {
    what: "events named by their data alone, unknown ones, a comment, CRLF",
    body: (": hi\n\n" + start() + event("surprise", { text: "no" }) +
      block(0, { type: "text", text: "" }) + text(0, "x") + stop(0) + end("end_turn"))
      .replaceAll(/^event: .*\n/gm, "").replaceAll("\n", "\r\n"),
    deltas: [served, role, content("x"), finish("end_turn", "stop"), done],
  },
  {
    what: "data that is not JSON",
    body: start() + "event: content_block_delta\ndata: {oops\n\n",
    deltas: [
      served,
      role,
      error(null, "An event's data is not a JSON object: {oops", "protocol"),
    ],
  },
  {
    what: "a plain message although a stream was asked for",
    body: JSON.stringify({
      id: "msg_1",
      type: "message",
      model: "claude-x",
      content: [
        { type: "thinking", thinking: "So", signature: "s" },
        { type: "text", text: "hi" },
        { type: "tool_use", name: "look", input: { at: "moon" } },
      ],
      stop_reason: "model_context_window_exceeded",
      usage: { input_tokens: 2, output_tokens: 8 },
    }),
    deltas: [
      { kind: "unstreamed" },
      served,
      role,
      { kind: "reasoning", text: "So" },
      content("hi"),
      call('{"at":"moon"}'),
      finish("model_context_window_exceeded", "length"),
      usage({ input: 2, output: 8 }),
    ],
  },
  {
    what: "a plain error although it was called a success",
    body: '{"type":"error","error":{"type":"api_error","message":"Internal"}}',
    deltas: [{ kind: "unstreamed" }, error("api_error", "Internal")],
  },
]);

Deno.test("anthropic: a stream that breaks off has no output count", () => {
  const bytes = new TextEncoder().encode(
    start({ input_tokens: 25, output_tokens: 1 }) + block(0, { type: "text", text: "" }) +
      text(0, "x"),
  );
  const { row } = read(anthropic, [exchangeOf(bytes)]);
  assert.deepEqual(
    [row.status, row.error_class, row.input_tokens_reported, row.output_tokens_reported],
    ["failed", "truncated", 25, null],
  );
});

Deno.test("anthropic.failure() reads the vendor's refusals", () => {
  const refusal = (status: number, body: string, headers: [string, string][] = []) => {
    const bytes = new TextEncoder().encode(body);
    return anthropic.failure(exchangeOf(bytes, { status, headers }));
  };
  assert.deepEqual(
    refusal(
      429,
      '{"type":"error","error":{"type":"rate_limit_error","message":"slow down"},"request_id":"r"}',
      [["retry-after", "12"]],
    ),
    { class: "rate_limited", code: "rate_limit_error", message: "slow down", retryAfterS: 12 },
  );
  assert.deepEqual(
    refusal(529, '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}'),
    { class: "server_error", code: "overloaded_error", message: "Overloaded" },
  );
  assert.equal(refusal(413, "<html><body>413 Too Large</body></html>").message, "413 Too Large");
});
