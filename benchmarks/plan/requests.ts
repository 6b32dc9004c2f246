/** What request i of a phase asks: its lengths and its prompt, made once for all targets. */
import { type Config, ConfigError } from "./config.ts";
import type { Dataset } from "./dataset.ts";
import { drawnLength } from "./items/drawn_length.ts";
import {
  buildLlmperfPrompt,
  buildPrefix,
  buildPrompt,
  leastLlmperfTokens,
  leastTokens,
  type Prompt,
  type Requests,
} from "./prompts.ts";
import { correctnessPrompt, probeAt } from "./probes.ts";
import { seeded } from "./random.ts";
import { madeSessions } from "./sessions/made_sessions.ts";
import { ownPrompts } from "./sessions/own_prompts.ts";
import { withThinkTime } from "./sessions/pauses.ts";
import { tracePrompts } from "./traces/trace_prompts.ts";

const keptPrompts = 5_000;
/** Prompts by phase and index. Throws `ConfigError` where the configuration leaves no room for them. */
export function makeRequests(config: Config, lines: string[], dataset: Dataset | null): Requests {
  const make = withThinkTime(
    config,
    withProbes(
      config,
      () =>
        dataset?.trace
          ? tracePrompts(config, dataset.trace, lines)
          : dataset
          ? ownPrompts(config, dataset)
          : config.sessions === "off"
          ? versePrompts(config, lines)
          : madeSessions(config, lines),
    ),
  );
  const made = new Map<string, Prompt>();
  return (phase, index) => {
    const key = `${phase} ${index}`;
    let known = made.get(key);
    if (!known) {
      known = make(phase, index);
      // Targets ask the same within a block: what lies further back is made again if need be.
      if (made.size >= keptPrompts) made.delete(made.keys().next().value!);
      made.set(key, known);
    }
    return known;
  };
}

/** Probes of known answer beside the prompts of a speed run, or alone. Warm-up counts them from the other end. */
function withProbes(config: Config, ordinary: () => Requests): Requests {
  if (config.kind === "correctness") {
    return (phase, index) => correctnessPrompt(config, phase === "warmup" ? -1 - index : index);
  }
  const own = ordinary();
  return (phase, index) => {
    if (phase !== "probe") return own(phase, index);
    const probe = probeAt(config, index);
    return probe.kind === "repeat" ? own(phase, probe.pair) : correctnessPrompt(config, index);
  };
}

/**
 * Lengths are drawn as LLMPerf draws them: again until positive, and until the prompt holds what it must.
 * Clamping would pile requests up at the shortest length.
 */
function versePrompts(config: Config, lines: string[]): Requests {
  const { nonce, prefix_tokens, prefix_groups, seed, stddev_input_tokens } = config;
  const [meanIn, meanOut] = [config.mean_input_tokens!, config.mean_output_tokens!];
  const llmperf = config.prompt_builder === "llmperf";
  const prefixes = prefix_tokens
    ? Array.from(
      { length: prefix_groups },
      (_, group) => buildPrefix(lines, prefix_tokens, seeded(`prefix ${seed} ${group}`)),
    )
    : [""];
  const least = (outputTokens: number) =>
    llmperf
      ? leastLlmperfTokens(outputTokens)
      : leastTokens({ outputTokens, nonce, prefix: prefixes[0] });
  const refuse = (outputTokens: number): never => {
    const parts = [
      "its instruction",
      ...(nonce ? ["a nonce"] : []),
      ...(prefix_tokens ? [`prefix_tokens (${prefix_tokens})`] : []),
    ];
    throw new ConfigError(config.name, [
      `mean_input_tokens: ${meanIn} is too short, a prompt that asks for ${outputTokens} tokens takes ${
        least(outputTokens)
      } with ${parts.join(" and ")}`,
    ]);
  };
  if (meanIn < least(meanOut)) refuse(meanOut);

  return (phase, index) => {
    const content = seeded(`${phase} ${seed} ${index}`);
    let inputTokens = drawnLength(content, meanIn, stddev_input_tokens);
    const outputTokens = drawnLength(content, meanOut, config.stddev_output_tokens);
    while (inputTokens < least(outputTokens)) {
      if (stddev_input_tokens === 0) refuse(outputTokens);
      inputTokens = drawnLength(content, meanIn, stddev_input_tokens);
    }
    if (llmperf) return buildLlmperfPrompt(lines, { inputTokens, outputTokens }, content);
    // Of a generator of its own: what the lines draw is the same with and without a prefix.
    const group = seeded(`group ${phase} ${seed} ${index}`).int(prefixes.length);
    return buildPrompt(
      lines,
      { inputTokens, outputTokens, nonce, prefix: prefixes[group] },
      content,
    );
  };
}
