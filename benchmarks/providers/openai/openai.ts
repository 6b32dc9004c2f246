/**
 * OpenAI chat completions and everything compatible: vLLM, SGLang, llama.cpp, Groq, Together, and so on.
 * `POST {base}/chat/completions`, data-only server-sent events, `[DONE]` at the end.
 */
import { addressOf } from "../read/address.ts";
import { placed, type Settings, settingsSay } from "../asked.ts";
import { jsonRequest, urlOf, withoutNulls } from "../body.ts";
import type { Ask, Json, Provider } from "../provider.ts";
import { chatReader, chatReasons, chatReported } from "./openai_chunk.ts";
import type { FamilyEntry } from "./family/entry.ts";
import { openaiFamily } from "./openai_family.ts";
import { jsonFailure } from "../read/failure.ts";
import { sseDecoder } from "../read/sse_body.ts";

const gives = [
  "Content, reasoning (reasoning_content, reasoning, or thinking parts) and tool-call arguments as they come.",
  "Usage with cached and reasoning tokens, where it is reported; the last one counts.",
];
const timings =
  "Timings that a server puts into the stream (x_groq, time_info, timings, perf_metrics) or its headers.";
const lacks = [
  "A chunk may hold any number of tokens: a gap between chunks is no inter-token latency.",
];

/** The provider of an entry. It asks as the entry says; what it reads is the same for all. */
export function openaiLike(entry: FamilyEntry): Provider {
  const [effort, tier] = fieldsOf(entry);
  const settings = settingsOf(effort, tier);
  return {
    name: entry.name,
    protocol: "openai",
    auth: entry.auth ?? "bearer",
    ...(entry.takes ? { takes: entry.takes } : {}),
    settings: () => settings,
    about: {
      title: entry.title,
      base: entry.base ?? null,
      ...(entry.exampleBase ? { exampleBase: entry.exampleBase } : {}),
      basePath: entry.basePath ?? "/v1",
      baseNames: entry.baseNames ?? [],
      keyNames: entry.keyNames ?? [],
      evidence: entry.evidence ?? "read",
      gives: [
        ...gives,
        ...entry.gives ?? [timings],
        settingsSay(effort, tier),
      ],
      lacks: [...entry.lacks ?? [], ...undocumented(entry), ...lacks],
      reported: { ...chatReported, ...entry.reported },
      finishReasons: chatReasons,
      witnesses: entry.witnesses ?? [],
      ...(entry.litellm ? { litellm: entry.litellm } : {}),
    },

    next(ask, done) {
      if (done.length > 0) return null;
      return jsonRequest(
        urlOf(ask.baseUrl, "/chat/completions"),
        body(placed(ask, settings), entry),
      );
    },

    decoder: (_step, head) => sseDecoder(head, chatReader),
    failure: jsonFailure,
  };
}

export const openai = openaiLike(openaiFamily[0]);

/** Fields that are sent: the entry's, else OpenAI's own names, but where a service refuses what it does not know. */
function fieldsOf({ effort, tier, takes }: FamilyEntry): (string | null)[] {
  return [effort ?? "reasoning_effort", tier ?? "service_tier"].map((path) =>
    takes && !takes.includes(path) ? null : path
  );
}

/** A sentence where no documentation says that a service takes them. */
function undocumented(entry: FamilyEntry): string[] {
  const sent = fieldsOf(entry).filter((path) =>
    path && path !== entry.effort && path !== entry.tier
  );
  return sent.length
    ? [`That it knows ${sent.join(" and ")} is documented nowhere we found: sent as it is given.`]
    : [];
}

/** The columns also know those of the family's dialects that a configuration may name itself. */
function settingsOf(effort: string | null, tier: string | null): Settings {
  const to = (path: string | null) =>
    path ? { write: (value: Json): [string, Json] => [path, value] } : {};
  const efforts = ["reasoning_effort", "reasoning.effort", "chat_template_kwargs.reasoning_effort"];
  return {
    reasoning_effort: { ...to(effort), reads: efforts },
    service_tier: { ...to(tier), reads: ["service_tier"] },
  };
}

const limits = ["max_tokens", "max_completion_tokens"] as const;

/** Parameters of the configuration win over ours; null takes a field out. */
function body(ask: Ask, entry: FamilyEntry): Record<string, Json> {
  const own = entry.host === undefined || addressOf(ask.baseUrl).hostname === entry.host;
  const limited = ask.maxOutputTokens === null || limits.some((name) => name in ask.params);
  const fields: Record<string, Json> = {
    model: ask.model,
    messages: ask.messages.map(({ role, content }) => ({ role, content })),
    ...(limited ? {} : { [(own && entry.limit) || "max_tokens"]: ask.maxOutputTokens }),
    stream: true,
    stream_options: { include_usage: true },
    ...(own ? entry.fields : {}),
    ...ask.params,
  };
  return withoutNulls(fields);
}
