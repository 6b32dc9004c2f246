/** AIPerf's own traces: its variant of Mooncake's lines, and `multi_turn`. Milliseconds; blocks of 512 tokens. */
import type { Message } from "../plan/items/message.ts";
import { TraceFault, type TraceRequest } from "../plan/traces/trace.ts";
import { llama2 } from "../plan/tokenizers.ts";
import {
  amountOr,
  emptyNote,
  type Entry,
  hashIdsOf,
  inOrder,
  noted,
  objectsIn,
  tokens,
  tokensOr,
  type TraceFormat,
} from "./format.ts";

const seconds = (ms: number | undefined) => ms === undefined ? undefined : ms / 1000;
/** What both kinds of lines say of a request beside its words. */
const times = (entry: Entry) => ({
  offsetS: seconds(amountOr(entry, "timestamp")) ?? null,
  ...(entry[1].delay === undefined ? {} : { delayS: seconds(amountOr(entry, "delay")) }),
  outputTokens: tokensOr(entry, "output_length") ?? null,
});
const worded = (messages: Message[]) => ({
  messages,
  inputTokens: llama2.count(messages.map((m) => m.content).join("")),
});

export const aiperf: TraceFormat = {
  name: "aiperf",
  about:
    "AIPerf's variant of Mooncake's lines: sessions, delays, own words; a length is what a turn adds",
  fits: (f) =>
    !("turns" in f) && !("chat_id" in f) &&
    ("session_id" in f || "text_input" in f || "payload" in f) &&
    ("input_length" in f || "text_input" in f || "messages" in f || "payload" in f),
  read(entries) {
    let whole = 0;
    let extra = 0;
    const all = [...entries].map((entry): TraceRequest => {
      const [number, f] = entry;
      const given = ["input_length", "text_input", "messages", "payload"].filter((k) => k in f);
      if (given.length !== 1) throw new TraceFault(`entry ${number}: needs one of ${given}`);
      if ("tools" in f || "extra" in f) extra++;
      const messages = given[0] === "payload" ? (f.payload as Fields)?.messages : f.messages;
      if (messages) whole++;
      return {
        ...times(entry),
        ...(f.session_id === undefined ? {} : { session: String(f.session_id) }),
        ...(given[0] === "input_length"
          ? { inputTokens: tokens(entry, "input_length"), hashIds: hashIdsOf(entry) }
          : worded(
            given[0] === "text_input"
              ? [{ role: "user", content: String(f.text_input) }]
              : messagesOf(number, messages),
          )),
      };
    });
    if (whole && whole < all.length) {
      throw new TraceFault("some of its requests are whole (messages, payload), others are not");
    }
    const { requests, empty } = inOrder(all);
    const notes = [
      ...emptyNote(empty),
      ...noted(extra, "request has tools or extra fields", "requests have tools or extra fields"),
    ];
    return { requests, blockTokens: 512, prompts: whole ? "whole" : "delta", notes };
  },
};

export const aiperfMultiTurn: TraceFormat = {
  name: "aiperf-multi-turn",
  about: "AIPerf's multi_turn: sessions of turns in words, with delays or moments",
  fits: (f) => Array.isArray(f.turns),
  read(entries) {
    let media = 0;
    const { requests, empty } = inOrder(
      [...entries].flatMap(([number, { session_id, turns }]) =>
        objectsIn(number, turns, "turns").map((turn, i): TraceRequest => {
          const texts = Array.isArray(turn.texts) ? turn.texts : [turn.text ?? ""];
          if (["image", "images", "audio", "audios", "video"].some((k) => k in turn)) media++;
          const role = turn.role === "system" ? "system" : "user";
          return {
            ...times([number, turn]),
            // Only the first turn of a session begins it.
            ...(i > 0 && turn.timestamp === undefined ? { offsetS: null } : {}),
            session: String(session_id ?? number),
            ...worded([{ role, content: texts.join("") }]),
          };
        })
      ),
    );
    const notes = [
      ...emptyNote(empty),
      ...noted(media, "turn has images, sound or video", "turns have images, sound or video"),
    ];
    return { requests, blockTokens: null, prompts: "delta", notes };
  },
};

type Fields = Record<string, unknown>;

function messagesOf(number: number, messages: unknown): Message[] {
  const fine = Array.isArray(messages) && messages.length > 0 &&
    messages.every((m) =>
      ["system", "user", "assistant"].includes(m?.role) && typeof m.content === "string"
    );
  if (!fine) throw new TraceFault(`entry ${number}: its messages are not texts of known roles`);
  return messages.map(({ role, content }) => ({ role, content }));
}
