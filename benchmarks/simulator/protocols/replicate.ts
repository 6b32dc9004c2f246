/** Replicate: a prediction is made, its output streamed elsewhere, and what it was told once it has ended. */
import type { Schedule } from "../profile.ts";
import { type Ask, askOf, endMs, objectOf, type Protocol, tokensAsked } from "./protocol.ts";

/** An event; text of several lines has a `data` for each. */
const event = (name: string, data: string) =>
  `event: ${name}\nid: 0:0\n${data.split("\n").map((line) => `data: ${line}\n`).join("")}\n`;

/** The prediction as it is: without a schedule it has only begun. */
function prediction(ask: Ask, id: string, base: string, schedule: Schedule | null): string {
  const path = encodeURIComponent(id);
  const at = (ms: number) => new Date(ms).toISOString();
  const ended = schedule && {
    status: "succeeded",
    output: schedule.chunks.map((c) => c.text),
    started_at: at(0),
    completed_at: at(endMs(schedule)),
    metrics: {
      ...(ask.counted ? { input_token_count: ask.counted.prompt } : {}),
      output_token_count: ask.tokens,
      predict_time: endMs(schedule) / 1000,
      total_time: endMs(schedule) / 1000,
    },
  };
  return JSON.stringify({
    id,
    model: ask.model,
    version: "simulated",
    input: {},
    logs: "",
    output: null,
    error: null,
    status: "starting",
    created_at: at(0),
    ...ended,
    urls: {
      get: `${base}/v1/predictions/${path}`,
      cancel: `${base}/v1/predictions/${path}/cancel`,
      stream: `${base}/v1/stream/${path}`,
    },
  });
}

export const replicate: Protocol = {
  name: "replicate",
  contentType: "text/event-stream",

  read({ method, path, body }) {
    const [, model] = /^\/v1(?:\/models\/([^?]+)|\/(?:deployments\/[^?]+))?\/predictions(?:\?|$)/
      .exec(method === "POST" ? path : "") ?? [null, null];
    if (model === null) return null;
    const json = objectOf(body);
    const input = (json.input ?? {}) as Record<string, unknown>;
    const tokens = tokensAsked(input.max_tokens ?? input.max_new_tokens, "input.max_tokens");
    return askOf(json, tokens, String(input.prompt ?? ""), {
      model: decodeURIComponent(model ?? String(json.version ?? "")),
      stream: true,
    });
  },

  stream(schedule) {
    return [
      ...schedule.chunks.map((c) => ({
        kind: "token" as const,
        at_ms: c.at_s * 1000,
        bytes: event("output", c.text),
      })),
      { kind: "done" as const, at_ms: endMs(schedule), bytes: event("done", "{}") },
    ];
  },

  later: {
    read({ method, path }) {
      const [, what, id] = /^\/v1\/(stream|predictions)\/([^/?]+)(?:\?|$)/
        .exec(method === "GET" ? path : "") ?? [];
      return id ? { id: decodeURIComponent(id), streamed: what === "stream" } : null;
    },
    state: prediction,
  },

  refusal: (status, title, detail) => JSON.stringify({ title, detail, status }),
  errorEvent: (_type, detail) =>
    event("error", JSON.stringify({ detail })) + event("done", '{"reason":"error"}'),
};
