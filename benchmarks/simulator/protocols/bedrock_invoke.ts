/** Amazon Bedrock's InvokeModelWithResponseStream, and InvokeModel for a plain answer: Llama, Anthropic and Titan. */
import { Buffer } from "node:buffer";
import type { Schedule } from "../profile.ts";
import { anthropic } from "./anthropic.ts";
import { errorHeaders, exception, jsonEvent, padding } from "./event_frames.ts";
import {
  type Ask,
  endMs,
  objectOf,
  promptOf,
  type Protocol,
  type Send,
  tokensAsked,
} from "./protocol.ts";

interface InvokeAsk extends Ask {
  family: "llama" | "anthropic" | "titan";
}

const chunk = (value: object, i: number) =>
  jsonEvent("chunk", {
    bytes: Buffer.from(JSON.stringify(value)).toString("base64"),
    p: padding(i),
  });

/** What the last chunk says; the prompt's count is left out where nothing counts it. */
const metrics = (schedule: Schedule, { counted, tokens }: Ask) => ({
  "amazon-bedrock-invocationMetrics": {
    ...(counted
      ? {
        inputTokenCount: counted.prompt - counted.cached,
        cacheReadInputTokenCount: counted.cached,
        cacheWriteInputTokenCount: 0,
      }
      : {}),
    outputTokenCount: tokens,
    invocationLatency: Math.round(endMs(schedule)),
    firstByteLatency: Math.round(schedule.chunks[0].at_s * 1000),
  },
});

/** Chunks of Llama or Titan: one a token chunk; the last has the reason. */
function plainChunks(schedule: Schedule, ask: InvokeAsk): object[] {
  let count = 0;
  return schedule.chunks.map(({ text, tokens }, i) => {
    count += tokens;
    const last = i === schedule.chunks.length - 1;
    return ask.family === "llama"
      ? {
        generation: text,
        prompt_token_count: i === 0 ? ask.counted?.prompt ?? null : null,
        generation_token_count: count,
        stop_reason: last ? "length" : null,
      }
      : {
        outputText: text,
        index: 0,
        totalOutputTextTokenCount: last ? count : null,
        completionReason: last ? "LENGTH" : null,
        inputTextTokenCount: i === 0 ? ask.counted?.prompt ?? null : null,
      };
  });
}

export const bedrockInvoke: Protocol = {
  name: "bedrock-invoke",
  contentType: "application/vnd.amazon.eventstream",

  read({ path, body }): InvokeAsk | null {
    const [, model, stream] =
      /^\/model\/([^/]+)\/invoke(-with-response-stream)?(?:\?|$)/.exec(path) ?? [];
    if (model === undefined) return null;
    const json = objectOf(body);
    const config = (json.textGenerationConfig ?? {}) as { maxTokenCount?: unknown };
    const [family, limit, prompt]: [InvokeAsk["family"], unknown, unknown] =
      json.anthropic_version !== undefined
        ? ["anthropic", json.max_tokens, promptOf(json.messages)]
        : json.inputText !== undefined
        ? ["titan", config.maxTokenCount, json.inputText]
        : ["llama", json.max_gen_len, json.prompt];
    if (typeof prompt !== "string") throw new RangeError("required key [prompt] not found");
    return {
      family,
      model: decodeURIComponent(model),
      stream: stream !== undefined,
      usage: true,
      tokens: tokensAsked(limit, "the limit of tokens"),
      prompt,
      counted: null,
    };
  },

  stream(schedule, asked, id) {
    const ask = asked as InvokeAsk;
    const at_ms = endMs(schedule);
    const done: Send = { kind: "done", at_ms, bytes: "" };
    if (ask.family !== "anthropic") {
      const chunks = plainChunks(schedule, ask);
      return [
        ...chunks.map((value, i): Send => {
          const last = i === chunks.length - 1;
          const all = last ? { ...value, ...metrics(schedule, ask) } : value;
          return { kind: "token", at_ms: schedule.chunks[i].at_s * 1000, bytes: chunk(all, i) };
        }),
        done,
      ];
    }
    // Anthropic's own events, each in a chunk, but for the pings; the last has the metrics.
    const sends = anthropic.stream(schedule, ask, id).map((send, i): Send => {
      const events = String(send.bytes).match(/^data: .*$/gm)!.map((line) =>
        JSON.parse(line.slice("data: ".length))
      );
      const frames = events.filter((e) => e.type !== "ping").map((e) =>
        chunk(e.type === "message_stop" ? { ...e, ...metrics(schedule, ask) } : e, i)
      );
      const kind = send.kind === "done" ? "usage" : send.kind;
      return { kind, at_ms: send.at_ms, bytes: Buffer.concat(frames) };
    });
    return [...sends, done];
  },

  whole(schedule, asked, id) {
    const ask = asked as InvokeAsk;
    if (ask.family === "anthropic") return anthropic.whole!(schedule, ask, id);
    const text = schedule.chunks.map((c) => c.text).join("");
    const value = ask.family === "llama"
      ? {
        generation: text,
        prompt_token_count: ask.counted?.prompt ?? null,
        generation_token_count: ask.tokens,
        stop_reason: "length",
      }
      : {
        inputTextTokenCount: ask.counted?.prompt ?? null,
        results: [{ tokenCount: ask.tokens, outputText: text, completionReason: "LENGTH" }],
      };
    return { kind: "done", at_ms: endMs(schedule), bytes: JSON.stringify(value) };
  },

  refusal: (_status, _type, message) => JSON.stringify({ message }),
  refusalHeaders: errorHeaders,
  errorEvent: (_type, message) =>
    exception("modelStreamErrorException", { message, originalStatusCode: 500 }),
};
