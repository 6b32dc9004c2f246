/** The Gemini API: server-sent events with `alt=sse`, one JSON array without. */
import type { Schedule } from "../profile.ts";
import {
  type Ask,
  endMs,
  objectOf,
  promptOf,
  type Protocol,
  reasoningTokens,
  type Send,
  type SimRequest,
  textOf,
  tokensAsked,
} from "./protocol.ts";

type Part = { text: string; thought?: true };

const partOf = (kind: "content" | "reasoning", text: string): Part =>
  kind === "reasoning" ? { text, thought: true } : { text };

/** A chunk of an answer. Counts are of all that was sent so far; a count of none is left out. */
function chunk(
  ask: Ask,
  id: string,
  parts: Part[],
  counts: { content: number; reasoning: number },
  finishReason?: string,
) {
  const prompt = ask.counted;
  return {
    candidates: [{
      content: { parts, role: "model" },
      ...(finishReason ? { finishReason } : {}),
      index: 0,
    }],
    usageMetadata: {
      ...(prompt ? { promptTokenCount: prompt.prompt } : {}),
      ...(counts.content ? { candidatesTokenCount: counts.content } : {}),
      totalTokenCount: (prompt?.prompt ?? 0) + counts.content + counts.reasoning,
      ...(prompt?.cached ? { cachedContentTokenCount: prompt.cached } : {}),
      ...(counts.reasoning ? { thoughtsTokenCount: counts.reasoning } : {}),
    },
    modelVersion: ask.model,
    responseId: id,
  };
}

/** The pieces of an answer, not yet framed. */
function pieces(schedule: Schedule, ask: Ask, id: string) {
  const counts = { content: 0, reasoning: 0 };
  const sends = schedule.chunks.map(({ at_s, kind, text, tokens }) => {
    counts[kind] += tokens;
    const value = chunk(ask, id, [partOf(kind, text)], counts);
    return { kind: "token" as Send["kind"], at_ms: at_s * 1000, value };
  });
  const value = chunk(ask, id, [{ text: "" }], counts, "MAX_TOKENS");
  return [...sends, { kind: "finish" as const, at_ms: endMs(schedule), value }];
}

/** What a request asks; null where its path is not `models`' nor its framing that. */
export function readGemini(request: SimRequest, models: RegExp, sse: boolean): Ask | null {
  const [, model, action] = models.exec(request.path) ?? [];
  const stream = action === "streamGenerateContent";
  if (model === undefined || (stream ? /[?&]alt=sse(&|$)/.test(request.path) : true) !== sse) {
    return null;
  }
  const json = objectOf(request.body);
  const settings = (json.generationConfig ?? {}) as { maxOutputTokens?: number };
  const texts = (value: unknown) =>
    promptOf([{ content: (value as { parts?: unknown } | undefined)?.parts }]);
  return {
    model: decodeURIComponent(model),
    stream,
    usage: true,
    tokens: tokensAsked(settings.maxOutputTokens, "maxOutputTokens"),
    prompt: texts(json.systemInstruction) +
      (Array.isArray(json.contents) ? json.contents : []).map(texts).join(""),
    counted: null,
  };
}

const actions = "(streamGenerateContent|generateContent)(?:\\?|$)";
const models = new RegExp(`^/v1(?:alpha|beta)?/models/([^/:]+):${actions}`);
/** Gemini models of Vertex AI, of a project or by a key alone. */
export const vertexModels = new RegExp(
  `^/v1(?:beta1)?/(?:projects/[^/]+/locations/[^/]+/)?publishers/google/models/([^/:]+):${actions}`,
);

const statuses: Record<number, string> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
  503: "UNAVAILABLE",
};

/** Google's form of an error. */
export const googleError = (code: number, message: string): string =>
  JSON.stringify({ error: { code, message, status: statuses[code] ?? "UNKNOWN" } });

const event = (json: string) => `data: ${json}\r\n\r\n`;

export const gemini: Protocol = {
  name: "gemini",
  contentType: "text/event-stream",
  read: (request) => readGemini(request, models, true),

  stream: (schedule, ask, id) => [
    ...pieces(schedule, ask, id).map(({ kind, at_ms, value }): Send => ({
      kind,
      at_ms,
      bytes: event(JSON.stringify(value)),
    })),
    { kind: "done", at_ms: endMs(schedule), bytes: "" },
  ],

  whole(schedule, ask, id) {
    const reasoning = reasoningTokens(schedule);
    const thought = textOf(schedule, "reasoning");
    const parts = [
      ...(thought ? [partOf("reasoning", thought)] : []),
      partOf("content", textOf(schedule, "content")),
    ];
    const counts = { content: ask.tokens - reasoning, reasoning };
    const bytes = JSON.stringify(chunk(ask, id, parts, counts, "MAX_TOKENS"));
    return { kind: "done", at_ms: endMs(schedule), bytes };
  },

  refusal: (status, _type, message) => googleError(status, message),
  errorEvent: (_type, message) => event(googleError(503, message)),
};

/** The same without `alt=sse`. */
export const geminiArray: Protocol = {
  ...gemini,
  contentType: "application/json; charset=UTF-8",
  read: (request) => readGemini(request, models, false),

  stream: (schedule, ask, id) => [
    ...pieces(schedule, ask, id).map(({ kind, at_ms, value }, i): Send => ({
      kind,
      at_ms,
      bytes: (i === 0 ? "[" : ",\r\n") + JSON.stringify(value),
    })),
    { kind: "done", at_ms: endMs(schedule), bytes: "]" },
  ],

  errorEvent: (_type, message) => `,\r\n${googleError(503, message)}]`,
};
