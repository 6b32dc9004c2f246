/** What goes wrong in a stream of responses, and other ways to end one. */
import assert from "node:assert/strict";
import { openaiResponses as provider } from "../../../benchmarks/providers/openai/openai_responses.ts";
import { replayRow } from "../../../benchmarks/record/replay.ts";
import { checkFixtures } from "../fixture_checks.ts";
import { exchangeOf, read } from "../exchanges.ts";
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

checkFixtures(provider, [
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
