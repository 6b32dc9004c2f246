/** The well-behaved answer in every other dress that the SSE standard allows: the same record must come of it. */
import { constants, crc32, deflateRawSync } from "node:zlib";
import {
  content,
  counts,
  done,
  events,
  finish,
  role,
  scriptsOf,
  sse,
  stream,
  words,
} from "./chat.ts";
import { chunk, usage } from "./chat.ts";
import type { Head, Script } from "./script.ts";

const utf8 = new TextEncoder();
/** Every byte a piece of its own. */
const bytesOf = (text: string) => Array.from(utf8.encode(text), (byte) => Uint8Array.of(byte));

/** The data of an event over several lines, as a server that prints JSON for people would send it. */
const multiLine = (event: string) => {
  const data = event.slice("data: ".length).trimEnd();
  if (data === "[DONE]") return event;
  const lines = JSON.stringify(JSON.parse(data), null, 1).split("\n");
  return lines.map((line) => `data: ${line}\n`).join("") + "\n";
};

const between = (pieces: string[], other: string) => pieces.flatMap((piece) => [other, piece]);

/** Each piece compressed and flushed, so that it can be read before the next; its end comes with the last one. */
function gzipped(pieces: string[]): Uint8Array[] {
  const head = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);
  const flush = { finishFlush: constants.Z_SYNC_FLUSH };
  const whole = utf8.encode(pieces.join(""));
  const tail = new DataView(new ArrayBuffer(8));
  tail.setUint32(0, crc32(whole), true);
  tail.setUint32(4, whole.length, true);
  const end = Uint8Array.of(...deflateRawSync(new Uint8Array(0)), ...new Uint8Array(tail.buffer));
  const flushed = pieces.map((piece) => new Uint8Array(deflateRawSync(utf8.encode(piece), flush)));
  return [Uint8Array.of(...head, ...flushed[0]), ...flushed.slice(1), end];
}
const gzip: Head = { ...sse, headers: [...sse.headers, ["content-encoding", "gzip"]] };

export const framing: Script[] = [
  ...scriptsOf("framing as the SSE standard says", {
    "crlf": stream(events.map((e) => e.replaceAll("\n", "\r\n"))),
    "lone-cr": stream(events.map((e) => e.replaceAll("\n", "\r"))),
    "bom": stream(["\uFEFF" + events[0], ...events.slice(1)]),
    "no-space": stream(events.map((e) => e.replace("data: ", "data:"))),
    "comments": stream(between(events, ": PROCESSING\n\n")),
    "multi-line-data": stream(events.map(multiLine)),
    "unknown-events": stream(between(events, 'event: ping\ndata: {"type": "ping"}\n\n')),
    "unknown-fields": stream(events.map((e, i) => `id: ${i}\nretry: 100\nfoo: bar\nbaz\n${e}`)),
    "keep-alives": stream([":\n\n", ": keep-alive\n\n", "\n\n", ...between(events, ":\n\n")]),
  }),
  ...scriptsOf("split at any byte", {
    "split-anywhere": stream(bytesOf(events.join("")), { gap_ms: 0 }),
    "split-anywhere-crlf": stream(bytesOf(events.join("").replaceAll("\n", "\r\n")), { gap_ms: 0 }),
    // Slow enough that most bytes are a read of their own.
    "split-slowly": stream(bytesOf(content("é漢👩‍🚀") + finish() + done), { gap_ms: 2 }),
  }),
  ...scriptsOf("many tokens an event, many events an arrival", {
    "many-tokens-an-event": stream([
      role,
      content("One two three four five six"),
      content(" seven eight nine ten eleven twelve."),
      finish() + usage({ completion_tokens: 14 }) + done,
    ], { gap_ms: 40 }),
    "many-events-an-arrival": stream([
      role,
      words.slice(0, 2).map(content).join(""),
      words.slice(2).map(content).join(""),
      finish() + usage(counts) + done,
    ], { gap_ms: 40 }),
  }),
  ...scriptsOf("no final blank line", {
    "no-final-blank-line": stream([
      role,
      ...words.slice(0, -1).map(content),
      chunk({ content: words.at(-1) }, "stop", { usage: counts }).trimEnd(),
    ]),
    "no-final-blank-line-closed": stream([...events.slice(0, -1), "data: [DONE]\n"], {
      head: { ...sse, framing: "close" },
      how: "close",
    }),
  }),
  ...scriptsOf("gzip though not asked for", {
    "gzip": stream(gzipped(events), { head: gzip, gap_ms: 20 }),
    // What a proxy's buffer makes of it: everything in its last flush.
    "gzip-buffered": stream(gzipped([events.join("")]), { head: gzip }),
  }),
];
