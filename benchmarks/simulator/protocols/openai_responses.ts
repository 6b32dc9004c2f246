/** OpenAI Responses: every event has a name, a type and a sequence number, and repeats at its end what it had sent. */
import type { Schedule } from "../profile.ts";
import {
  type Ask,
  askOf,
  endMs,
  objectOf,
  promptOf,
  type Protocol,
  reasoningTokens,
  type Send,
  textOf,
  tokensAsked,
} from "./protocol.ts";

type Item = Record<string, unknown>;

/** Every answer here is cut by its limit. */
const cut = { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } };

/** The response object at a state of its life; clients read several of its fields from the first event on. */
const responseOf = (id: string, ask: Ask, output: Item[], over: object): object => ({
  id,
  object: "response",
  created_at: 0,
  status: "in_progress",
  error: null,
  incomplete_details: null,
  instructions: null,
  max_output_tokens: ask.tokens,
  model: ask.model,
  output,
  parallel_tool_calls: true,
  service_tier: "default",
  tool_choice: "auto",
  tools: [],
  usage: null,
  ...over,
});

/** Tokens of the prompt only where they are counted. */
const usageOf = (schedule: Schedule, ask: Ask) => ({
  ...(ask.counted
    ? {
      input_tokens: ask.counted.prompt,
      input_tokens_details: { cached_tokens: ask.counted.cached, cache_write_tokens: 0 },
      total_tokens: ask.counted.prompt + ask.tokens,
    }
    : {}),
  output_tokens: ask.tokens,
  output_tokens_details: { reasoning_tokens: reasoningTokens(schedule) },
});

/** The parts of an answer, in order: reasoning where there is any, then the message. */
function itemsOf(schedule: Schedule, id: string) {
  const reasoning = textOf(schedule, "reasoning");
  return [
    ...(reasoning
      ? [{
        kind: "reasoning" as const,
        text: "reasoning_text",
        start: { id: `rs_${id}`, type: "reasoning", status: "in_progress", summary: [] },
        part: (text: string) => ({ type: "reasoning_text", text }),
      }]
      : []),
    {
      kind: "content" as const,
      text: "output_text",
      start: { id: `msg_${id}`, type: "message", status: "in_progress", role: "assistant" },
      part: (text: string) => ({ type: "output_text", text, annotations: [], logprobs: [] }),
    },
  ];
}

export const openaiResponses: Protocol = {
  name: "openai-responses",
  contentType: "text/event-stream",

  read({ path, body }) {
    if (!/^\/v1\/responses(\?|$)/.test(path)) return null;
    const json = objectOf(body);
    const prompt = typeof json.input === "string" ? json.input : promptOf(json.input);
    return askOf(json, tokensAsked(json.max_output_tokens, "max_output_tokens"), prompt);
  },

  stream(schedule, ask, id) {
    const end_ms = endMs(schedule);
    const sends: Send[] = [];
    const event = (kind: Send["kind"], at_ms: number, type: string, rest: object) =>
      void sends.push({
        kind,
        at_ms,
        bytes: `event: ${type}\ndata: ${
          JSON.stringify({ type, sequence_number: sends.length, ...rest })
        }\n\n`,
      });
    const output: Item[] = [];
    const begun = responseOf(`resp_${id}`, ask, [], {});
    event("role", 0, "response.created", { response: begun });
    event("role", 0, "response.in_progress", { response: begun });
    let from_ms = 0;
    itemsOf(schedule, id).forEach(({ kind, text, start, part }, output_index) => {
      const place = { item_id: start.id, output_index, content_index: 0 };
      const whole = textOf(schedule, kind);
      const chunks = schedule.chunks.filter((c) => c.kind === kind);
      event("role", from_ms, "response.output_item.added", {
        output_index,
        item: { ...start, content: [] },
      });
      event("role", from_ms, "response.content_part.added", { ...place, part: part("") });
      for (const c of chunks) {
        event("token", c.at_s * 1000, `response.${text}.delta`, {
          ...place,
          delta: c.text,
          ...(kind === "content" ? { logprobs: [] } : {}),
        });
      }
      from_ms = (chunks.at(-1)?.at_s ?? 0) * 1000;
      event("finish", from_ms, `response.${text}.done`, {
        ...place,
        text: whole,
        ...(kind === "content" ? { logprobs: [] } : {}),
      });
      event("finish", from_ms, "response.content_part.done", { ...place, part: part(whole) });
      const status = kind === "content" ? "incomplete" : "completed";
      output.push({ ...start, status, content: [part(whole)] });
      event("finish", from_ms, "response.output_item.done", { output_index, item: output.at(-1) });
    });
    event("usage", end_ms, "response.incomplete", {
      response: responseOf(`resp_${id}`, ask, output, { ...cut, usage: usageOf(schedule, ask) }),
    });
    return [...sends, { kind: "done", at_ms: end_ms, bytes: "" }];
  },

  whole(schedule, ask, id) {
    const output = itemsOf(schedule, id).map(({ kind, start, part }) => ({
      ...start,
      status: kind === "content" ? "incomplete" : "completed",
      content: [part(textOf(schedule, kind))],
    }));
    const bytes = JSON.stringify(
      responseOf(`resp_${id}`, ask, output, { ...cut, usage: usageOf(schedule, ask) }),
    );
    return { kind: "done", at_ms: endMs(schedule), bytes };
  },

  refusal: (_status, type, message) => JSON.stringify({ error: { message, type, code: type } }),
  errorEvent: (type, message) =>
    `event: error\ndata: ${
      JSON.stringify({ type: "error", code: type, message, param: null, sequence_number: 9 })
    }\n\n`,
};
