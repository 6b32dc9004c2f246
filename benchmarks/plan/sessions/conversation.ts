/** A conversation as the turns of a session: what each adds, and the answer that was recorded. No I/O. */
import { hashMessages, type LaterTurn } from "../prompts.ts";
import type { Message } from "../items/message.ts";
import { type Answers, joined } from "../items/plan_item.ts";
import { llama2 } from "../tokenizers.ts";

export interface ConversationTurn {
  /** Everything that is said before the answer, since the one before. */
  said: Message[];
  /** The recorded answer; null where none is known. */
  answer: string | null;
}

/**
 * The turns of a conversation: each ends where the model answers. Where it never does, every message of a user is a
 * turn. Answers before the first message of a user are part of it, as examples are.
 */
export function turnsOf(messages: Message[]): ConversationTurn[] {
  const turns: ConversationTurn[] = [];
  const first = messages.findIndex((m) => m.role === "user");
  if (first < 0) return [{ said: messages, answer: null }];
  const answered = messages.slice(first).some((m) => m.role === "assistant");
  let said = messages.slice(0, first + 1);
  for (const message of messages.slice(first + 1)) {
    if (message.role === "assistant" && said.length) {
      turns.push({ said, answer: message.content });
      said = [];
    } else if (message.role === "assistant" && turns.length) {
      turns.at(-1)!.answer += message.content;
    } else {
      if (!answered && said.at(-1)?.role === "user") {
        turns.push({ said, answer: null });
        said = [];
      }
      said.push(message);
    }
  }
  if (said.some((m) => m.role === "user")) turns.push({ said, answer: null });
  return turns;
}

/**
 * The later turns as requests. With `recorded` answers each prompt is known whole; with live ones its length is that of
 * answers as long as they are asked for, and its hash leaves them out.
 *
 * @param opening tokens count from these messages, the first request's with a nonce in place
 * @param plain the first request's messages without a nonce, where there is more than what its turn says
 * @param lengths what to ask of the answer of each turn, the first one's too, tokens; null sets no limit
 */
export function laterTurns(
  turns: ConversationTurn[],
  opening: Message[],
  answers: Answers,
  lengths: (number | null)[],
  plain: Message[] = turns[0].said,
): LaterTurn[] {
  const hashed = [...plain];
  let text = joined(opening);
  let answered = 0;
  return turns.slice(1).map(({ said }, i) => {
    const messages = answers === "live"
      ? said
      : [{ role: "assistant" as const, content: turns[i].answer! }, ...said];
    hashed.push(...messages);
    text += joined(messages);
    if (answers === "live") answered += lengths[i] ?? 0;
    return {
      messages,
      follows: answers,
      promptHash: hashMessages(hashed),
      inputTokensTarget: llama2.count(text) + answered,
      outputTokensTarget: lengths[i + 1],
    };
  });
}
