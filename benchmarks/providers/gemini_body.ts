/** The body of a generateContent request, for everything that hosts Gemini models. */
import { withoutNulls } from "./body.ts";
import { type JsonObject, object } from "./json.ts";
import type { Ask } from "./provider.ts";

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
