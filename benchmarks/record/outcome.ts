/** Whether an attempt was ok, and if not, why. */
import type { Delta, ErrorInfo, Usage } from "../providers/delta.ts";
import type { Exchange } from "../providers/recording.ts";
import { bounded } from "../providers/read/json.ts";
import { isWebPage, wordsOfPage } from "../providers/read/web_page.ts";
import { followEnding } from "./ending.ts";
import { classOfEnd, endError, errorClasses } from "./errors.ts";
import { brokenOff, finishOf } from "./finish.ts";
import { isText, type StampedDelta } from "./text.ts";

/** What headers say is no event, nor is what the protocol does not have; every other delta came out of one. */
export const isEvent = (d: Delta) =>
  d.kind !== "unread" && !(d.kind === "error" && d.class === "protocol") &&
  (d.kind !== "served" || d.model !== undefined || d.fingerprint !== undefined ||
    d.tier !== undefined);

/** The code of a success that is a web page. */
export const webPageCode = "web_page";

/** With it every page begins, after what is white or stands beyond ASCII. */
const angle = 0x3c;

/** What is said of a body that is a web page, or null where it is none. */
function webPageOf(last: Exchange): string | null {
  const start = last.bytes.subarray(0, 16_384);
  const first = start.find((byte) => byte > 0x20);
  if (first === undefined || (first < 0x80 && first !== angle)) return null;
  const text = new TextDecoder().decode(start);
  return isWebPage(text) ? bounded(`A web page, no answer of an API: ${wordsOfPage(text)}`) : null;
}

/** The status and what went wrong: the first thing that did. */
export function outcomeOf(
  last: Exchange,
  deltas: StampedDelta[],
  usage: Usage,
  failure: ErrorInfo | null,
): { status: "ok" | "failed" | "incomplete"; error: ErrorInfo | null } {
  const failed = (error: ErrorInfo) => ({ status: "failed" as const, error });
  const known = (found: keyof typeof errorClasses) =>
    failed({ class: found, code: null, message: errorClasses[found] });
  const has = (kind: Delta["kind"]) => deltas.some(({ delta }) => delta.kind === kind);
  if (failure) return failed(failure);
  const page = last.end.code === "run" ? null : webPageOf(last);
  if (page !== null) return failed({ class: "protocol", code: webPageCode, message: page });
  for (const { delta } of deltas) {
    if (delta.kind === "error") {
      return failed({ class: delta.class, code: delta.code, message: delta.message });
    }
  }
  if (last.end.code === "run") return { status: "incomplete", error: null };
  const { finish } = finishOf(deltas, null);
  if (finish && brokenOff(finish)) {
    const message = finish.says ?? `The server ended the answer with the reason ${finish.raw}.`;
    return failed({ class: "stream_error", code: finish.raw, message });
  }
  // How the server leaves after a whole answer is no fault of it.
  const ending = followEnding();
  for (const { delta } of deltas) ending.add(delta);
  const left = ending.whole() &&
    classOfEnd(last.end.how, last.end.code) === "connection_reset";
  const wire = left ? null : endError(last.end);
  if (wire) return failed(wire);
  const silent = (found: "empty" | "truncated") => withUnread(known(found), deltas);
  const ended = has("finish") || has("done") || has("unstreamed");
  if (!ended) return silent(deltas.some(({ delta }) => isEvent(delta)) ? "truncated" : "empty");
  const anyText = deltas.some(({ delta }) =>
    delta.kind === "tool_call" || (isText(delta) && delta.text !== "")
  );
  const reasoned = (usage.reasoning ?? 0) > 0 &&
    deltas.some(({ delta }) => delta.kind === "finish" && delta.reason === "length");
  return anyText || reasoned ? { status: "ok", error: null } : silent("empty");
}

/** What says nothing of whose protocol an answer is in: who served, counts, an end mark. */
const ofAny = new Set<Delta["kind"]>(["served", "usage", "done", "unstreamed"]);

/**
 * Names and counts the events that the protocol does not have, where an answer came to nothing: where there are no
 * others, it is an answer of another protocol.
 */
function withUnread<T extends { error: ErrorInfo }>(outcome: T, deltas: StampedDelta[]): T {
  const names = deltas.flatMap(({ delta: d }) =>
    d.kind === "unread" ? [`${d.count} ${d.event}`] : []
  )
    .join(", ");
  if (names === "") return outcome;
  const others = deltas.some(({ delta }) => delta.kind !== "unread" && !ofAny.has(delta.kind));
  const error: ErrorInfo = others
    ? {
      ...outcome.error,
      message: `${outcome.error.message} Events that the protocol does not have: ${names}.`,
    }
    : {
      class: "protocol",
      code: null,
      message: `No event of the answer is one of this protocol: ${names}.`,
    };
  return { ...outcome, error };
}
