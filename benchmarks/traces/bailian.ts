/** Alibaba's Bailian (Qwen) traces: seconds, whole prompts in blocks of 16 tokens, each request with its parent. */
import type { TraceRequest } from "../plan/traces/trace.ts";
import {
  amount,
  emptyNote,
  hashIdsOf,
  inOrder,
  noted,
  tokens,
  type TraceFormat,
} from "./format.ts";

export const bailian: TraceFormat = {
  name: "bailian",
  about: "Alibaba's Bailian traces (JSON lines); blocks of 16 tokens, turns by their parents",
  fits: (fields) => "chat_id" in fields && "parent_chat_id" in fields,
  read(entries) {
    const sessions = new Map<string, string>();
    const tips = new Map<string, string>();
    let branches = 0;
    let cut = 0;
    const all = [...entries].map((entry): TraceRequest => {
      const [, { chat_id, parent_chat_id }] = entry;
      const [id, parent] = [String(chat_id), String(parent_chat_id)];
      const known = sessions.get(parent);
      const goesOn = known !== undefined && tips.get(known) === parent;
      if (parent !== "-1" && !goesOn) known === undefined ? cut++ : branches++;
      const session = goesOn ? known : id;
      sessions.set(id, session);
      tips.set(session, id);
      return {
        offsetS: amount(entry, "timestamp"),
        inputTokens: tokens(entry, "input_length"),
        outputTokens: tokens(entry, "output_length"),
        hashIds: hashIdsOf(entry),
        session,
      };
    });
    const { requests, empty } = inOrder(all);
    const notes = [
      ...emptyNote(empty),
      ...noted(
        branches,
        "turn branches off an answered one and begins a session",
        "turns branch off answered ones and begin sessions",
      ),
      ...noted(
        cut,
        "turn has a parent that is not in the file and begins a session",
        "turns have parents that are not in the file and begin sessions",
      ),
      "kinds of request (type) are not told apart",
    ];
    return { requests, blockTokens: 16, prompts: "whole", notes };
  },
};
