/** Parts of such answers that several protocols share. */
import { event } from "../../support/event_frames.ts";

export const call = { function: { name: "f", arguments: "{}" } };
export const chat = {
  id: "c-1",
  model: "m-1",
  system_fingerprint: "fp",
  service_tier: "default",
  choices: [{
    delta: { reasoning_content: "hm", content: "hi", tool_calls: [call] },
    finish_reason: "stop",
  }],
  usage: {
    prompt_tokens: 9,
    completion_tokens: 4,
    prompt_tokens_details: { cached_tokens: 2, cache_write_tokens: 1 },
    completion_tokens_details: { reasoning_tokens: 1 },
  },
};
export const messages = [
  {
    type: "message_start",
    message: {
      id: "msg-1",
      model: "m-1",
      usage: {
        input_tokens: 5,
        cache_read_input_tokens: 3,
        cache_creation_input_tokens: 1,
        service_tier: "standard",
      },
    },
  },
  { type: "content_block_delta", index: 0, delta: { type: "thinking_delta", thinking: "hm" } },
  { type: "content_block_start", index: 1, content_block: { type: "tool_use", name: "f" } },
  {
    type: "content_block_delta",
    index: 1,
    delta: { type: "input_json_delta", partial_json: "{}" },
  },
  { type: "content_block_delta", index: 2, delta: { type: "text_delta", text: "hi" } },
  {
    type: "message_delta",
    delta: { stop_reason: "end_turn" },
    usage: { output_tokens: 4, output_tokens_details: { thinking_tokens: 1 } },
  },
  { type: "message_stop" },
];
export const gemini = {
  modelVersion: "m-1",
  responseId: "r-1",
  candidates: [{
    content: {
      parts: [{ text: "hm", thought: true }, { text: "hi" }, {
        functionCall: { name: "f", args: { x: 1 } },
      }],
    },
    finishReason: "STOP",
  }],
  usageMetadata: {
    promptTokenCount: 9,
    candidatesTokenCount: 3,
    thoughtsTokenCount: 1,
    cachedContentTokenCount: 2,
    trafficType: "ON_DEMAND",
  },
};
export const packed = (value: object) => event("chunk", { bytes: btoa(JSON.stringify(value)) });
export const metrics = {
  inputTokenCount: 5,
  outputTokenCount: 4,
  cacheReadInputTokenCount: 3,
  cacheWriteInputTokenCount: 1,
  invocationLatency: 12,
  firstByteLatency: 3,
};
export const prediction = {
  id: "p-1",
  model: "m-1",
  version: "v-1",
  status: "processing",
  urls: { stream: "http://stream.test/p-1" },
};
export const ended = {
  ...prediction,
  status: "succeeded",
  output: ["hi"],
  metrics: { input_token_count: 9, output_token_count: 4, predict_time: 0.5, total_time: 0.6 },
};
