/** The prompts of a dataset as they stand: a line is a request or, with sessions, a session. */
import { type Config, ConfigError } from "../config.ts";
import { type Dataset, sampler } from "../dataset.ts";
import type { DatasetLine } from "../dataset_line.ts";
import { drawnLength } from "../items/drawn_length.ts";
import { joined } from "../items/plan_item.ts";
import { anyNonce, hashMessages, type Requests, withNonce } from "../prompts.ts";
import { seeded } from "../random.ts";
import { llama2 } from "../tokenizers.ts";
import { type ConversationTurn, laterTurns, turnsOf } from "./conversation.ts";

const namedLines = 10;

/** Prompts by phase and index; a nonce goes before the first message and adds its tokens. Throws `ConfigError`. */
export function ownPrompts(config: Config, dataset: Dataset): Requests {
  const { seed, sessions, mean_output_tokens: meanOut, stddev_output_tokens } = config;
  const turnsIn = (line: DatasetLine): ConversationTurn[] =>
    sessions === "off"
      ? [{ said: line.messages, answer: line.answer }]
      : turnsOf(line.conversation ?? line.messages);
  refuseLacking(config, dataset, turnsIn);
  const place = sampler(dataset.size, seed);
  return (phase, index) => {
    const at = place(phase, index);
    const line = dataset.lines.get(at);
    if (!line) {
      throw new ConfigError(config.name, [
        `dataset: the copy of ${dataset.name} lacks the prompt of ${phase} request ${index}`,
      ]);
    }
    const content = seeded(`${phase} ${seed} ${index}`);
    const turns = turnsIn(line);
    const lengths = turns.map(({ answer }) =>
      line.expected ??
        (answer ? llama2.count(answer) : drawnLength(content, meanOut!, stddev_output_tokens))
    );
    const [first, ...further] = turns[0].said;
    const opening = withNonce("", first.content, config.nonce ? anyNonce : null);
    const opened = [{ ...first, content: opening }, ...further];
    return {
      role: first.role,
      before: "",
      after: first.content,
      further,
      promptHash: hashMessages(turns[0].said),
      inputTokens: llama2.count(joined(opened)),
      outputTokens: lengths[0],
      place: at,
      ...(sessions === "off" ? {} : { later: laterTurns(turns, opened, sessions, lengths) }),
    };
  };
}

/** Throws where lines lack what a request needs: a length to ask for, or an answer that later turns hold. */
function refuseLacking(
  config: Config,
  dataset: Dataset,
  turnsIn: (line: DatasetLine) => ConversationTurn[],
): void {
  const lacks = (what: (line: DatasetLine) => boolean): string | null => {
    const found = [...dataset.lines.values()].filter(what);
    if (!found.length) return null;
    const more = found.length > namedLines ? ` and ${found.length - namedLines} more` : "";
    return found.slice(0, namedLines).map(({ line }) => line).join(", ") + more;
  };
  const length = config.mean_output_tokens === null
    ? lacks((line) => line.expected === null && turnsIn(line).some(({ answer }) => !answer))
    : null;
  const answer = config.sessions === "recorded"
    ? lacks((line) => turnsIn(line).slice(0, -1).some(({ answer }) => !answer))
    : null;
  const faults = [
    ...(length === null
      ? []
      : [`mean_output_tokens: is needed, ${dataset.name} has no output length in line ${length}`]),
    ...(answer === null ? [] : [
      `sessions: ${dataset.name} lacks recorded answers in line ${answer}; "live" needs none`,
    ]),
  ];
  if (faults.length) throw new ConfigError(config.name, faults);
}
