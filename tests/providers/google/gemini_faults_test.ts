/** What goes wrong in a stream of Gemini's, or instead of it. */
import assert from "node:assert/strict";
import { gemini } from "../../../benchmarks/providers/google/gemini.ts";
import type { Delta } from "../../../benchmarks/providers/delta.ts";
import { checkFixtures, decode } from "../fixture_checks.ts";
import { exchangeOf } from "../exchanges.ts";
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

const error = (code: string | null, message: string, kind = "stream_error"): Delta =>
  ({ kind: "error", class: kind, code, message }) as Delta;

const unavailable = { error: { code: 503, message: "Try: later", status: "UNAVAILABLE" } };

checkFixtures(gemini, [
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
