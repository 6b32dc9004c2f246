/** Mooncake's traces (FAST'25): milliseconds from the start, whole prompts in blocks of 512 tokens. */
import { amount, emptyNote, hashIdsOf, inOrder, tokens, type TraceFormat } from "./format.ts";

export const mooncake: TraceFormat = {
  name: "mooncake",
  about:
    "Mooncake's conversation, toolagent and synthetic traces (JSON lines); blocks of 512 tokens",
  fits: (fields) =>
    "input_length" in fields && "timestamp" in fields && !("session_id" in fields) &&
    !("chat_id" in fields),
  read(entries) {
    const { requests, empty } = inOrder([...entries].map((entry) => ({
      offsetS: amount(entry, "timestamp") / 1000,
      inputTokens: tokens(entry, "input_length"),
      outputTokens: tokens(entry, "output_length"),
      hashIds: hashIdsOf(entry),
    })));
    return { requests, blockTokens: 512, prompts: "whole", notes: emptyNote(empty) };
  },
};
