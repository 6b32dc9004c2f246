/** The body of a generateContent request, for everything that hosts Gemini models. */
import { type Setting, valueAt } from "../asked.ts";
import { withoutNulls } from "../body.ts";
import { type JsonObject, object } from "../read/json.ts";
import type { Ask } from "../provider.ts";

/** The body's own fields; whatever else a configuration names belongs into `generationConfig`. */
const outer = new Set([
  "contents",
  "systemInstruction",
  "generationConfig",
  "safetySettings",
  "tools",
  "toolConfig",
  "cachedContent",
  "labels",
  "serviceTier",
  "store",
  "modelArmorConfig",
]);

/** A level, or a budget of tokens, beside whatever else the configuration says of thinking. */
export const geminiEffort: Setting = {
  write(value, params) {
    const inner = "generationConfig.thinkingConfig";
    const config = valueAt(params, inner) === undefined ? "thinkingConfig" : inner;
    if (typeof value === "boolean") return null;
    return [`${config}.${typeof value === "number" ? "thinkingBudget" : "thinkingLevel"}`, value];
  },
  reads: ["generationConfig.thinkingConfig", "thinkingConfig"]
    .flatMap((config) => [`${config}.thinkingLevel`, `${config}.thinkingBudget`]),
};

/** Parameters of the configuration win over ours; null takes a field out. */
export function geminiBody(ask: Ask): JsonObject {
  const system = ask.messages.filter((m) => m.role === "system").map((m) => ({ text: m.content }));
  const given = Object.entries(ask.params).map(([name, value]) =>
    [name === "service_tier" ? "serviceTier" : name, value] as const
  );
  const settings = withoutNulls({
    maxOutputTokens: ask.maxOutputTokens,
    ...Object.fromEntries(given.filter(([name]) => !outer.has(name))),
    ...object(ask.params.generationConfig),
  });
  return withoutNulls({
    contents: ask.messages.filter((m) => m.role !== "system").map(({ role, content }) => ({
      role: role === "assistant" ? "model" : "user",
      parts: [{ text: content }],
    })),
    systemInstruction: system.length ? { parts: system } : null,
    ...Object.fromEntries(given.filter(([name]) => outer.has(name))),
    generationConfig: ask.params.generationConfig === null || !Object.keys(settings).length
      ? null
      : settings,
  });
}
