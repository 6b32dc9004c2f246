/** Sessions that are made up: turns of verse behind a system prompt that all share. Pure. */
import { type Config, ConfigError } from "../config.ts";
import { drawnLength } from "../items/drawn_length.ts";
import { joined } from "../items/plan_item.ts";
import {
  anyNonce,
  buildPrefix,
  buildPrompt,
  hashMessages,
  leastTokens,
  type Requests,
  withNonce,
} from "../prompts.ts";
import type { Message } from "../items/message.ts";
import { seeded } from "../random.ts";
import { llama2 } from "../tokenizers.ts";
import { wordStreams } from "../traces/block_words.ts";
import { laterTurns } from "./conversation.ts";

/**
 * Prompts by phase and index: each turn's own message is as long as is drawn, a nonce beside it. The nonce ends the
 * system prompt, or begins the first message, so that sessions share what stands before it and nothing else.
 */
export function madeSessions(config: Config, lines: string[]): Requests {
  const { seed, nonce, stddev_input_tokens, stddev_output_tokens } = config;
  const [meanIn, meanOut] = [config.mean_input_tokens!, config.mean_output_tokens!];
  const { mean, stddev, system_tokens } = config.turns!;
  const least = (outputTokens: number) => leastTokens({ outputTokens, nonce: false });
  if (meanIn < least(meanOut)) {
    throw new ConfigError(config.name, [
      `mean_input_tokens: ${meanIn} is too short, a turn that asks for ${meanOut} tokens takes ${
        least(meanOut)
      } with its instruction`,
    ]);
  }
  const system = system_tokens ? buildPrefix(lines, system_tokens, seeded(`system ${seed}`)) : null;
  const answers = wordStreams(lines, seed);
  return (phase, index) => {
    const content = seeded(`session ${phase} ${seed} ${index}`);
    const turns = Array.from({ length: drawnLength(content, mean, stddev) }, (_, turn) => {
      const outputTokens = drawnLength(content, meanOut, stddev_output_tokens);
      let inputTokens = drawnLength(content, meanIn, stddev_input_tokens);
      while (inputTokens < least(outputTokens)) {
        inputTokens = stddev_input_tokens
          ? drawnLength(content, meanIn, stddev_input_tokens)
          : least(outputTokens);
      }
      const prompt = buildPrompt(lines, { inputTokens, outputTokens, nonce: false }, content).after;
      return {
        said: [{ role: "user" as const, content: prompt }] as Message[],
        answer: answers.of(`${phase} ${index} ${turn}`, outputTokens).join(" "),
        outputTokens,
      };
    });
    const [first] = turns[0].said;
    const before = system ?? "";
    const after = system ? "" : first.content;
    const role = system ? "system" as const : "user" as const;
    const further = system ? [first] : [];
    const opened = [
      { role, content: withNonce(before, after, nonce ? anyNonce : null) },
      ...further,
    ];
    const plain = [{ role, content: before + after }, ...further];
    const lengths = turns.map(({ outputTokens }) => outputTokens);
    return {
      role,
      before,
      after,
      further,
      promptHash: hashMessages(plain),
      inputTokens: llama2.count(joined(opened)),
      outputTokens: lengths[0],
      later: laterTurns(
        turns,
        opened,
        config.sessions === "live" ? "live" : "recorded",
        lengths,
        plain,
      ),
    };
  };
}
