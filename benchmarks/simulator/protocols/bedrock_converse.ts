/** Amazon Bedrock: ConverseStream, and Converse for a plain answer. */
import type { Schedule } from "../profile.ts";
import { errorHeaders, exception, jsonEvent, padding } from "./event_frames.ts";
import {
  type Ask,
  askOf,
  endMs,
  objectOf,
  promptOf,
  type Protocol,
  type Send,
  textOf,
  tokensAsked,
} from "./protocol.ts";

/** Where nothing counts the prompt its tokens are left out, which Bedrock never does. */
function usageOf(ask: Ask): object {
  const input = ask.counted
    ? {
      inputTokens: ask.counted.prompt - ask.counted.cached,
      cacheReadInputTokens: ask.counted.cached,
      cacheWriteInputTokens: 0,
      totalTokens: ask.counted.prompt + ask.tokens,
    }
    : {};
  return { ...input, outputTokens: ask.tokens };
}

const end = (schedule: Schedule, ask: Ask) => ({
  usage: usageOf(ask),
  metrics: { latencyMs: Math.round(endMs(schedule)) },
});

export const bedrockConverse: Protocol = {
  name: "bedrock-converse",
  contentType: "application/vnd.amazon.eventstream",

  read({ path, body }) {
    const [, model, stream] = /^\/model\/([^/]+)\/converse(-stream)?(?:\?|$)/.exec(path) ?? [];
    if (model === undefined) return null;
    const json = objectOf(body);
    const config = (json.inferenceConfig ?? {}) as { maxTokens?: unknown };
    const tokens = tokensAsked(config.maxTokens, "inferenceConfig.maxTokens");
    return askOf(json, tokens, promptOf(json.messages), {
      model: decodeURIComponent(model),
      stream: stream !== undefined,
    });
  },

  stream(schedule, ask) {
    const end_ms = endMs(schedule);
    let events = 0;
    const send = (kind: Send["kind"], at_ms: number, name: string, value: object): Send => ({
      kind,
      at_ms,
      bytes: jsonEvent(name, { ...value, p: padding(events++) }),
    });
    // Reasoning is a block of its own, and comes first.
    const blockOf = (kind: string) =>
      kind === "content" && schedule.chunks[0].kind !== kind ? 1 : 0;
    const sends: Send[] = [send("role", 0, "messageStart", { role: "assistant" })];
    schedule.chunks.forEach((c, i) => {
      const contentBlockIndex = blockOf(c.kind);
      const at_ms = c.at_s * 1000;
      const delta = c.kind === "reasoning"
        ? { reasoningContent: { text: c.text } }
        : { text: c.text };
      sends.push(send("token", at_ms, "contentBlockDelta", { contentBlockIndex, delta }));
      const next = schedule.chunks[i + 1];
      if (!next || blockOf(next.kind) !== contentBlockIndex) {
        sends.push(send("role", at_ms, "contentBlockStop", { contentBlockIndex }));
      }
    });
    return [
      ...sends,
      send("finish", end_ms, "messageStop", { stopReason: "max_tokens" }),
      send("usage", end_ms, "metadata", end(schedule, ask)),
      { kind: "done", at_ms: end_ms, bytes: "" },
    ];
  },

  whole(schedule, ask) {
    const reasoning = textOf(schedule, "reasoning");
    const content = [
      ...(reasoning ? [{ reasoningContent: { reasoningText: { text: reasoning } } }] : []),
      { text: textOf(schedule, "content") },
    ];
    const bytes = JSON.stringify({
      output: { message: { role: "assistant", content } },
      stopReason: "max_tokens",
      ...end(schedule, ask),
    });
    return { kind: "done", at_ms: endMs(schedule), bytes };
  },

  refusal: (_status, _type, message) => JSON.stringify({ message }),
  refusalHeaders: errorHeaders,
  errorEvent: (_type, message) => exception("internalServerException", { message }),
};
