/** Ollama's own protocol: `POST {base}/api/chat`, a JSON object a line, the last one with `done: true`. */
import { at, placed, type Settings, settingsSay } from "./asked.ts";
import type { Delta, FinishReason, Usage } from "./delta.ts";
import type { Ask, Provider } from "./provider.ts";
import { jsonRequest, nestedBody, urlOf } from "./body.ts";
import { jsonFailure } from "./read/failure.ts";
import { array, defined, isObject, type JsonObject, number, object, string } from "./read/json.ts";
import { finishDeltas } from "./read/finish.ts";
import { errorInside, refusalInside } from "./read/inside.ts";
import { jsonData, linesDecoder } from "./read/json_stream.ts";
import { unread } from "./read/unread.ts";

/** Fields of the request that are no `options`. */
const known =
  "model messages tools think format stream keep_alive logprobs top_logprobs truncate shift"
    .split(" ");

const reasons: Record<string, FinishReason> = { stop: "stop", length: "length" };

const settings: Settings = { reasoning_effort: at("think") };

export const ollama: Provider = {
  name: "ollama",
  auth: "bearer",
  settings: () => settings,
  about: {
    title: "Ollama, its own /api/chat",
    base: "http://127.0.0.1:11434",
    basePath: "",
    baseNames: ["OLLAMA_HOST"],
    keyNames: ["OLLAMA_API_KEY"],
    evidence: "read",
    gives: [
      "Content, thinking and tool calls, a line of JSON each.",
      "Token counts of prompt and answer, and of the prompt those that came from the cache where the server says so.",
      "Timings of the server in nanoseconds: total, load, prompt_eval and eval durations.",
      settingsSay("think", null),
    ],
    lacks: [
      "Thinking tokens are counted as part of the answer, not by themselves.",
      "A tool call comes whole, in one line.",
      "There is no request id and no quota header; a server of one's own reads no key.",
    ],
    reported: {
      reasoning_s: "message.thinking",
      tool_call_s: "message.tool_calls",
      input_tokens_reported: "prompt_eval_count",
      output_tokens_reported: "eval_count",
      reasoning_tokens_reported: { not: "They are inside eval_count, not counted apart." },
      cached_tokens_reported: "prompt_eval_cached_count, where the server has it",
      cache_write_tokens_reported: {
        not: "The protocol does not count what is written to a cache.",
      },
      finish_reason: "done_reason",
      request_id: { not: "The server gives a request no name." },
      served_model: "model",
      system_fingerprint: { not: "The protocol has none." },
      service_tier_echoed: { not: "The protocol has none." },
      server_timings: "total_, load_, prompt_eval_ and eval_duration, in nanoseconds",
      rate_limits: { not: "The server has no quotas." },
    },
    finishReasons: reasons,
    witnesses: [
      { kind: "client", name: "ollama", test: "tests/providers/sdk/ollama_test.ts" },
      { kind: "mock", name: "@copilotkit/aimock", test: "tests/wire/aimock_protocols_test.ts" },
    ],
    litellm: { prefixes: ["ollama", "ollama_chat"], baseNames: ["OLLAMA_API_BASE"] },
  },

  next(ask, done) {
    if (done.length > 0) return null;
    return jsonRequest(
      urlOf(ask.baseUrl, "/api/chat"),
      body(placed(ask, settings)),
      "application/x-ndjson",
    );
  },

  decoder: (_step, head) => linesDecoder(head, { line: reader(), isWhole }),
  failure: jsonFailure,
};

/** Parameters that are no field of the request are options: `temperature` is `options.temperature`. */
function body(ask: Ask): JsonObject {
  const length: JsonObject = ask.maxOutputTokens === null
    ? {}
    : { num_predict: ask.maxOutputTokens };
  return nestedBody(
    {
      model: ask.model,
      messages: ask.messages.map(({ role, content }) => ({ role, content })),
      stream: true,
    },
    { name: "options", ours: length },
    known,
    ask.params,
  );
}

/** A plain answer is one line too: its end stands beside what it says. */
function isWhole(first: JsonObject): boolean {
  const message = object(first.message) ?? {};
  const says = string(message.content) ?? string(message.thinking) ?? array(message.tool_calls)[0];
  return first.done === true && says !== undefined;
}

function reader(): (line: string) => Delta[] {
  let begun = false;
  const read = (line: JsonObject): Delta[] => {
    const known = isObject(line.message) || line.done !== undefined;
    const errors = known ? errorInside(line) : refusalInside(line);
    if (errors.length) return errors;
    if (!known) return [unread(line)];
    const deltas: Delta[] = [];
    const message = object(line.message) ?? {};
    if (!begun) {
      const model = string(line.model);
      if (model) deltas.push({ kind: "served", model });
      if (string(message.role)) deltas.push({ kind: "role" });
    }
    begun = true;
    const thinking = string(message.thinking);
    if (thinking) deltas.push({ kind: "reasoning", text: thinking });
    const content = string(message.content);
    if (content) deltas.push({ kind: "content", text: content });
    for (const call of array(message.tool_calls)) {
      const made = object(object(call)?.function);
      if (!made) continue;
      const text = made.arguments === undefined ? "" : JSON.stringify(made.arguments);
      deltas.push({ kind: "tool_call", text });
    }
    return line.done === true ? deltas.concat(ended(line)) : deltas;
  };
  return jsonData(read);
}

/** What the last line says: why it ended, how much it was, and how long it took. */
function ended(line: JsonObject): Delta[] {
  const deltas: Delta[] = [];
  deltas.push(...finishDeltas(line.done_reason, reasons));
  const usage: Usage = {
    ...defined("input", number(line.prompt_eval_count)),
    ...defined("output", number(line.eval_count)),
    ...defined("cached", number(line.prompt_eval_cached_count)),
  };
  // No request has no tokens: zeros are those of a server that did not count.
  const counted = usage.input !== 0 || usage.output !== 0;
  if (Object.keys(usage).length && counted) deltas.push({ kind: "usage", usage });
  const durations = Object.entries(line).filter(([name, value]) =>
    name.endsWith("_duration") && number(value) !== undefined
  );
  if (durations.length) deltas.push({ kind: "served", timings: Object.fromEntries(durations) });
  return [...deltas, { kind: "done" }];
}
