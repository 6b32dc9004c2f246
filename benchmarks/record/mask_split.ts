/** Takes out of a body what a stream tells in pieces: each event holds a part, and no part looks like the whole. */
import { endOfString } from "../providers/read/ends.ts";

/** A member of a JSON object up to the quote that opens its text. */
const member = /"([^"\\]{1,64})"\s*:\s*"/g;
/** The data of an event that is text and no JSON. */
const plain = /(?:^|[\r\n])data: ?((?!\{)[^\r\n]+)/g;

/**
 * A body, a character a byte, with `*` for what `mask` takes out of the pieces of one name put
 * together: those of "content" of all events, those of "text", and so on. Base64 is not looked
 * into. `mask` must keep every other character where it stood.
 */
export function maskSplit(body: string, mask: (text: string) => string): string {
  const pieces = new Map<string, { at: number; text: string }[]>();
  const keep = (name: string, at: number, text: string) => {
    if (!pieces.has(name)) pieces.set(name, []);
    pieces.get(name)!.push({ at, text });
  };
  const opening = new RegExp(member);
  for (let found; (found = opening.exec(body));) {
    const at = opening.lastIndex;
    const end = endOfString(body, at);
    keep(`"${found[1]}"`, at, body.slice(at, end));
    opening.lastIndex = end + 1;
  }
  for (const found of body.matchAll(plain)) {
    keep("", found.index + found[0].length - found[1].length, found[1]);
  }
  const changes: { at: number; text: string }[] = [];
  for (const parts of pieces.values()) {
    const joined = parts.map((part) => part.text).join("");
    const clean = mask(joined);
    if (clean === joined) continue;
    let from = 0;
    for (const { at, text } of parts) {
      const own = clean.slice(from, from += text.length);
      if (own !== text) changes.push({ at, text: own });
    }
  }
  let from = 0;
  const whole: string[] = [];
  for (const { at, text } of changes.toSorted((a, b) => a.at - b.at)) {
    whole.push(body.slice(from, at), text);
    from = at + text.length;
  }
  return whole.join("") + body.slice(from);
}
