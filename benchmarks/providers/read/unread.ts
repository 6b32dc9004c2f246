/** Events that a protocol does not have: reported by name, so that an answer of another protocol is not just empty. */
import { bounded, isObject } from "./json.ts";
import type { Decoder, Delta } from "../delta.ts";
import type { Json } from "../provider.ts";

const maxChars = 60;
const maxNames = 8;

/** The delta of such an event: its own name, its type, or the fields that it holds. */
export function unread(body: Json | undefined, name: string | null = null): Delta {
  const own = isObject(body) ? [body.type, body.event, body.object] : [];
  const word = [name, ...own].find((w) => typeof w === "string" && w !== "");
  return { kind: "unread", event: bounded(String(word ?? shape(body)), maxChars), count: 1 };
}

const shape = (body: Json | undefined): string =>
  isObject(body) ? `{${Object.keys(body).join(", ")}}` : JSON.stringify(body) ?? "no name";

/** The decoder with such events held back and counted: at its end each name once, where neither text nor error came. */
export function countingUnread(decoder: Decoder): Decoder {
  const counts = new Map<string, number>();
  let reported = false;
  const hold = (deltas: Delta[]): Delta[] => {
    let unreadAny = false;
    for (const delta of deltas) {
      reported ||= delta.kind === "error" || ("text" in delta && delta.text !== "");
      unreadAny ||= delta.kind === "unread";
    }
    return unreadAny ? withoutUnread(deltas) : deltas;
  };
  const withoutUnread = (deltas: Delta[]): Delta[] =>
    deltas.filter((delta) => {
      if (delta.kind !== "unread") return true;
      const name = counts.has(delta.event) || counts.size < maxNames ? delta.event : "other kinds";
      counts.set(name, (counts.get(name) ?? 0) + delta.count);
      return false;
    });
  return {
    ...decoder, // what it knows for texts is none of these
    push: (bytes) => hold(decoder.push(bytes)),
    end() {
      const deltas = hold(decoder.end());
      if (reported) return deltas;
      const found = [...counts].map(([event, count]): Delta => ({ kind: "unread", event, count }));
      return [...deltas, ...found];
    },
  };
}
