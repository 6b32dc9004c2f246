/** The prompts of a trace: as long as it says, sharing what it says they share. Pure. */
import type { Config } from "../config.ts";
import { joined } from "../items/plan_item.ts";
import { anyNonce, hashMessages, type LaterTurn, type Requests, withNonce } from "../prompts.ts";
import type { Message } from "../items/message.ts";
import type { Phase } from "../items/phase.ts";
import { llama2 } from "../tokenizers.ts";
import { laterTurns } from "../sessions/conversation.ts";
import { thinkTime } from "./think_time.ts";
import { begunWithin } from "./agentx.ts";
import { wordStreams } from "./block_words.ts";
import { sessionsOf, type Trace, type TraceRequest } from "./trace.ts";

const user = (content: string): Message => ({ role: "user", content });
/** Tokens of a nonce and its line break. */
const nonceTokens = llama2.count(`${anyNonce}\n`);

/**
 * Prompts by phase and index: a session of the trace each. Where blocks say what prompts share, the nonce is one of the
 * run, for one of each prompt would part them; a prompt too short for a nonce has none. By AgentX's rules it is one
 * of each time a session is sent, which its warm-up shares.
 */
export function tracePrompts(config: Config, trace: Trace, lines: string[]): Requests {
  // Without sessions each request stands for itself.
  const sessions = config.sessions === "off"
    ? trace.requests.map((request) => [request])
    : sessionsOf(trace.requests);
  const streams = wordStreams(lines, config.seed);
  const { blockTokens } = trace;
  const atMoments = typeof config.load === "object" && config.load.shape === "trace";
  /** `n` words of a request: of its blocks, then of its session or its own. */
  const wordsOf = (request: TraceRequest, own: string, n: number): string[] => {
    const words: string[] = [];
    for (const id of blockTokens === null ? [] : request.hashIds ?? []) {
      if (words.length >= n) break;
      for (const word of streams.of(id, Math.min(blockTokens!, n - words.length))) words.push(word);
    }
    return words.length < n ? words.concat(streams.of(own, n - words.length)) : words;
  };
  const byRules = config.trace!.rules ? begunWithin(sessions, config) : null;
  /** Which session of the trace it is, and which of its turns are asked. */
  const askedOf = (phase: Phase, index: number): { place: number; turns: TraceRequest[] } => {
    if (byRules) {
      const { place, from } = byRules[index % byRules.length];
      // Behind the first round each begins at its first turn.
      const begin = index < byRules.length ? from : 0;
      const turns = sessions[place];
      return { place, turns: phase === "warmup" ? [turns[begin - 1]] : turns.slice(begin) };
    }
    // Cool-down goes on behind the measured part, and warm-up takes what comes behind both.
    const measured = config.requests ?? 0;
    const behind = {
      measured: 0,
      probe: 0,
      cooldown: measured,
      warmup: measured + config.cooldown,
    };
    const place = (behind[phase] + index) % sessions.length;
    return { place, turns: sessions[place] };
  };
  return (phase, index) => {
    const { place, turns } = askedOf(phase, index);
    const own = (turn: number) =>
      // Prompts of a session that says nothing of blocks begin alike, as those of a conversation do.
      trace.prompts === "whole" && blockTokens === null ? `s${place}` : `s${place} ${turn}`;
    const nonce = config.nonce && turns[0].inputTokens > nonceTokens;
    const textOf = (request: TraceRequest, turn: number): string => {
      const head = nonce && (turn === 0 || trace.prompts === "whole") ? nonceTokens : 0;
      const words = wordsOf(request, own(turn), Math.max(request.inputTokens - head, 0));
      // Behind a nonce's line break the first word needs the space that the others have.
      return (head ? " " : "") + words.join(" ");
    };
    const messagesOf = (request: TraceRequest, turn: number): Message[] =>
      request.messages ?? [user(textOf(request, turn))];
    const [first, ...further] = messagesOf(turns[0], 0);
    const opened = [
      { ...first, content: withNonce("", first.content, nonce ? anyNonce : null) },
      ...further,
    ];
    const lengths = turns.map(({ outputTokens }) => outputTokens);
    const wholes = () =>
      turns.slice(1).map((request, i): LaterTurn => {
        const messages = messagesOf(request, i + 1);
        return {
          messages,
          follows: "whole",
          ...(nonce ? { nonced: true } : {}),
          ...thinkTime(turns, i + 1, config.trace!),
          promptHash: hashMessages(messages),
          inputTokensTarget: request.messages
            ? llama2.count(joined(messages))
            : request.inputTokens,
          outputTokensTarget: request.outputTokens,
        };
      });
    const deltas = () =>
      laterTurns(
        turns.map((request, i) => ({
          said: messagesOf(request, i),
          answer: streams.of(`answer ${own(i)}`, request.outputTokens ?? 0).join(" "),
        })),
        opened,
        config.sessions === "live" ? "live" : "recorded",
        lengths,
      ).map((turn, i) => ({ ...turn, ...thinkTime(turns, i + 1, config.trace!) }));
    const later = trace.prompts === "whole" ? wholes() : deltas();
    return {
      role: first.role,
      before: "",
      after: first.content,
      further,
      promptHash: hashMessages([first, ...further]),
      inputTokens: turns[0].messages ? llama2.count(joined(opened)) : turns[0].inputTokens,
      outputTokens: turns[0].outputTokens,
      place,
      later,
      ...(atMoments ? { atS: turns[0].offsetS! * config.trace!.time_scale } : {}),
      nonceOf: !nonce ? "none" : byRules ? "play" : blockTokens === null ? "session" : "run",
    };
  };
}
