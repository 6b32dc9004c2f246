/** What request i of a phase asks: its lengths and its prompt, made once for all targets. */
import { type Config, ConfigError } from "./config.ts";
import {
  buildLlmperfPrompt,
  buildPrompt,
  leastLlmperfTokens,
  leastTokens,
  type Prompt,
} from "./prompts.ts";
import { type Random, seeded } from "./random.ts";

export type Phase = "warmup" | "measured";

/**
 * Prompts by phase and index. Throws `ConfigError` where the lengths of the configuration leave no room.
 * Lengths are drawn as LLMPerf draws them: again until positive, and until the prompt holds what it must;
 * clamping would pile requests up at the shortest length.
 */
export function makeRequests(
  config: Config,
  lines: string[],
): (phase: Phase, index: number) => Prompt {
  const llmperf = config.prompt_builder === "llmperf";
  const least = (outputTokens: number) =>
    llmperf ? leastLlmperfTokens(outputTokens) : leastTokens({ outputTokens, nonce: true });
  const refuse = (outputTokens: number): never => {
    throw new ConfigError(config.name, [
      `mean_input_tokens: ${config.mean_input_tokens} is too short, a prompt that asks for ${outputTokens} tokens takes ${
        least(outputTokens)
      } with its instruction${llmperf ? "" : " and nonce"}`,
    ]);
  };
  if (config.mean_input_tokens < least(config.mean_output_tokens)) {
    refuse(config.mean_output_tokens);
  }

  const make = (phase: Phase, index: number): Prompt => {
    const content = seeded(`${phase} ${config.seed} ${index}`);
    let inputTokens = length(content, config.mean_input_tokens, config.stddev_input_tokens);
    const outputTokens = length(content, config.mean_output_tokens, config.stddev_output_tokens);
    while (inputTokens < least(outputTokens)) {
      if (config.stddev_input_tokens === 0) refuse(outputTokens);
      inputTokens = length(content, config.mean_input_tokens, config.stddev_input_tokens);
    }
    return llmperf
      ? buildLlmperfPrompt(lines, { inputTokens, outputTokens }, content)
      : buildPrompt(lines, { inputTokens, outputTokens, nonce: true }, content);
  };
  const made = new Map<string, Prompt>();
  return (phase, index) => {
    const key = `${phase} ${index}`;
    const known = made.get(key) ?? make(phase, index);
    made.set(key, known);
    return known;
  };
}

function length(random: Random, mean: number, stddev: number): number {
  if (stddev === 0) return mean;
  for (;;) {
    const drawn = Math.round(mean + stddev * random.normal());
    if (drawn > 0) return drawn;
  }
}
