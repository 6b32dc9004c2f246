/** What a chat completion says of tokens, and of times that stand among them. */
import { array, defined, type JsonObject, number, object } from "../read/json.ts";
import type { Usage } from "../delta.ts";

/**
 * The usage of a chunk: its own, Groq's, or that of its choice (Moonshot); the first that counts something. No request
 * has no tokens: zeros stand on the chunks before the one that knows (Ollama's completions).
 */
export function usageIn(chunk: JsonObject): Usage | null {
  const all = [
    object(chunk.usage),
    object(object(chunk.x_groq)?.usage),
    object(object(array(chunk.choices)[0])?.usage),
  ];
  return all.map((usage) => usage ? usageOf(usage) : {})
    .find((usage) => Object.values(usage).some((count) => count > 0)) ?? null;
}

/** Latencies and rates that stand among the tokens of a usage (SambaNova, Groq). */
export function timesIn(usage: JsonObject | undefined): JsonObject | undefined {
  const numbers = Object.entries(usage ?? {}).filter(([name, value]) =>
    typeof value === "number" && !name.endsWith("_tokens")
  );
  const timed = ["time_to_first_token", "total_latency", "total_time", "completion_time"];
  return numbers.some(([name]) => timed.includes(name)) ? Object.fromEntries(numbers) : undefined;
}

function usageOf(usage: JsonObject): Usage {
  const input = object(usage.prompt_tokens_details);
  const output = object(usage.completion_tokens_details);
  const reasoning = number(output?.reasoning_tokens) ?? number(usage.reasoning_tokens);
  return {
    ...defined("input", number(usage.prompt_tokens)),
    ...defined("output", outputOf(usage, reasoning ?? 0)),
    ...defined("reasoning", reasoning),
    ...defined(
      "cached",
      number(input?.cached_tokens) ?? number(usage.prompt_cache_hit_tokens) ??
        number(usage.cached_tokens),
    ),
    ...defined(
      "cacheWrite",
      number(input?.cache_write_tokens) ?? number(usage.cache_creation_input_tokens),
    ),
  };
}

/** Reasoning is inside the completion for most, outside it for xAI: the total says which. */
function outputOf(usage: JsonObject, reasoning: number): number | undefined {
  const [prompt, completion, total] = [
    usage.prompt_tokens,
    usage.completion_tokens,
    usage.total_tokens,
  ].map(number);
  const outside = completion !== undefined && total === (prompt ?? 0) + completion + reasoning;
  return outside ? completion + reasoning : completion;
}
