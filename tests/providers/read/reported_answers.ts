/** Of every protocol, answers that report all that it can report. */
import { event, frame } from "../../support/event_frames.ts";
import { type Around, concat, exchangeOf } from "../exchanges.ts";
import {
  call,
  chat,
  ended,
  gemini,
  messages,
  metrics,
  packed,
  prediction,
} from "./reported_streams.ts";

type Head = [string, string][];
const head: Head = [
  ["x-request-id", "req-1"],
  ["x-ratelimit-limit-requests", "60"],
  ["server-timing", "total;dur=12"],
];
const amazon: Head = [["content-type", "application/vnd.amazon.eventstream"], ...head];

interface Answer {
  body: Uint8Array;
  headers?: Head;
  around?: Around;
}

const sse = (...events: (object | [name: string, data: object | string])[]): Uint8Array =>
  concat(events.map((e) => {
    const [name, data] = Array.isArray(e) ? e : [null, e];
    const text = typeof data === "string" ? data : JSON.stringify(data);
    return `${name ? `event: ${name}\n` : ""}data: ${text}\n\n`;
  }));
const json = (...lines: object[]): Uint8Array =>
  concat(lines.map((line) => `${JSON.stringify(line)}\n`));

/** By protocol: answers that between them tell all it can. */
export const answers: Record<string, Answer[]> = {
  openai: [{ body: sse(chat, ["message", "[DONE]"]), headers: head }],
  "openai-completions": [{
    body: sse({ ...chat, choices: [{ text: "hi", finish_reason: "stop" }] }),
    headers: head,
  }],
  "openai-responses": [{
    body: sse(
      { type: "response.reasoning_text.delta", delta: "hm" },
      { type: "response.output_text.delta", delta: "hi" },
      { type: "response.function_call_arguments.delta", delta: "{}" },
      {
        type: "response.completed",
        response: {
          id: "resp-1",
          model: "m-1",
          status: "completed",
          service_tier: "default",
          usage: {
            input_tokens: 9,
            output_tokens: 4,
            input_tokens_details: { cached_tokens: 2, cache_write_tokens: 1 },
            output_tokens_details: { reasoning_tokens: 1 },
          },
        },
      },
    ),
    headers: head,
  }],
  anthropic: [{ body: sse(...messages), headers: head }],
  gemini: [{ body: sse(gemini), headers: head }],
  vertex: [gemini, chat].map((e) => ({ body: sse(e), headers: head }))
    .concat({ body: sse(...messages), headers: head }),
  ollama: [{
    body: json(
      {
        model: "m-1",
        message: { role: "assistant", thinking: "hm", content: "hi", tool_calls: [call] },
      },
      {
        done: true,
        done_reason: "stop",
        prompt_eval_count: 9,
        prompt_eval_cached_count: 2,
        eval_count: 4,
        total_duration: 12,
      },
    ),
  }],
  cohere: [{
    body: sse(
      { type: "message-start", id: "c-1", delta: { message: { role: "assistant" } } },
      {
        type: "content-delta",
        delta: { message: { content: { thinking: "hm", text: "hi" }, tool_calls: call } },
      },
      {
        type: "message-end",
        delta: {
          finish_reason: "COMPLETE",
          usage: {
            tokens: { input_tokens: 9, output_tokens: 4 },
            cached_tokens: 2,
            billed_units: { input_tokens: 3, output_tokens: 4 },
          },
        },
      },
    ),
    headers: head,
  }],
  replicate: [{
    body: sse(["output", "hi"], ["done", "{}"]),
    headers: head,
    around: (stream) => [
      exchangeOf(json(prediction), { status: 201 }),
      {
        ...stream,
        started: 5e6,
        headersAt: 6e6,
        arrivals: [{ at: 7e6, endByte: stream.bytes.length }],
        end: { ...stream.end, at: 8e6 },
      },
      exchangeOf(json(ended), { started: 9e6 }),
    ],
  }],
  tgi: [{
    body: sse(
      { token: { text: "hi", special: false } },
      {
        token: { text: "</s>", special: true },
        details: { finish_reason: "eos_token", generated_tokens: 4, input_length: 9 },
      },
    ),
    headers: [["x-request-id", "req-1"], ["x-compute-type", "gpu"]],
  }],
  llamacpp: [{
    body: sse({
      content: "hi",
      stop: true,
      stop_type: "eos",
      model: "m-1",
      tokens_evaluated: 9,
      tokens_predicted: 4,
      timings: { cache_n: 2, prompt_ms: 12 },
    }),
  }],
  triton: [{
    body: sse({
      model_name: "m-1",
      text_output: "hi",
      finish_reason: "stop",
      num_input_tokens: 9,
      num_output_tokens: 4,
    }),
  }],
  "bedrock-converse": [{
    body: concat([
      event("contentBlockDelta", { delta: { reasoningContent: { text: "hm" } } }),
      event("contentBlockDelta", { delta: { text: "hi" } }),
      event("contentBlockDelta", { delta: { toolUse: { input: "{}" } } }),
      event("messageStop", { stopReason: "end_turn" }),
      event("metadata", {
        usage: {
          inputTokens: 5,
          outputTokens: 4,
          cacheReadInputTokens: 3,
          cacheWriteInputTokens: 1,
        },
        metrics: { latencyMs: 12 },
        serviceTier: { type: "default" },
      }),
    ]),
    headers: amazon,
  }],
  "bedrock-invoke": [
    {
      body: concat([
        ...messages.slice(0, -1).map(packed),
        packed({ type: "message_stop", "amazon-bedrock-invocationMetrics": metrics }),
      ]),
      headers: amazon,
    },
    { body: packed(chat), headers: amazon },
  ],
  sagemaker: [
    {
      body: frame(
        { ":event-type": "PayloadPart", ":message-type": "event" },
        sse(chat, ["message", "[DONE]"]),
      ),
      headers: amazon,
    },
  ],
};
