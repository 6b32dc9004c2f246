/** Answers that no server of good will gives: bytes on a socket, each by a name. */
import { Buffer } from "node:buffer";
import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";

/** Writes an answer, and ends the connection where that belongs to it. */
export type Answer = (socket: Socket) => void;

type Bytes = string | Uint8Array;

/** What one endless answer writes at most: far more than any limit lets in. */
const mostBytes = 200 * 1024 * 1024;

const sse = "content-type: text/event-stream\r\n";
const json = "content-type: application/json\r\n";
const chunk = (delta: string, more = "") =>
  `data: {"id":"x","object":"chat.completion.chunk","model":"m","choices":[` +
  `{"index":0,"delta":${delta},"finish_reason":null}]${more}}\n\n`;
export const word = chunk('{"content":"word "}');
export const stop =
  'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';

/** A whole answer by its length. */
const whole = (body: Bytes, status = "200 OK", head = sse): Answer => (socket) => {
  const bytes = Buffer.from(body as string);
  socket.write(`HTTP/1.1 ${status}\r\n${head}content-length: ${bytes.length}\r\n\r\n`);
  socket.write(bytes);
};
const events = (...data: string[]) => whole(data.join("") + stop);
/** Bytes as they are; the connection stays open unless `ends`. */
const raw = (bytes: Bytes, ends = false): Answer => (socket) => {
  socket.write(bytes);
  if (ends) socket.end();
};
/** Writes the same as fast as it is read: for ever, as far as the one who reads can tell. */
export const endless = (head: Bytes, bytes: Bytes): Answer => (socket) => {
  socket.write(head);
  const more = () => {
    while (!socket.destroyed && socket.bytesWritten < mostBytes && socket.write(bytes));
  };
  socket.on("drain", more);
  more();
};
const usage = (count: string) =>
  events(
    word,
    word,
    `data: {"choices":[],"usage":{"prompt_tokens":${count},"completion_tokens":${count}}}\n\n`,
  );
const chunked = (lines: string) =>
  `HTTP/1.1 200 OK\r\n${sse}transfer-encoding: chunked\r\n\r\n${lines}`;
const kilo = "x".repeat(1024);
const mega = kilo.repeat(1024);
const deep = (open: string, close: string, levels = 100_000) =>
  open.repeat(levels) + "1" + close.repeat(levels);

export const goodAnswer: Answer = events(chunk('{"role":"assistant"}'), word, word, word);

export const answers: Record<string, Answer> = {
  // Sizes.
  "one-word-of-20-mb": events(chunk(`{"content":"${mega.repeat(20)}"}`)),
  "one-word-in-pieces": events(
    ...Array.from({ length: 6000 }, () => chunk(`{"content":"${kilo}"}`)),
  ),
  "many-words": events(...Array.from({ length: 60_000 }, () => chunk('{"content":"a "}'))),
  "a-key-of-4-mb": events(chunk(`{"${mega.repeat(4)}":1}`)),
  "a-model-of-2-mb": events(word.replace('"model":"m"', `"model":"${mega.repeat(2)}"`)),
  "an-id-of-2-mb": events(word.replace('"id":"x"', `"id":"${mega.repeat(2)}"`)),
  "a-reason-of-2-mb": events(word, `data: {"choices":[{"finish_reason":"${mega.repeat(2)}"}]}\n\n`),
  "a-message-of-3-mb": whole(`{"error":{"message":"${mega.repeat(3)}"}}`, "400 Bad", json),
  "choices-by-the-thousand": events(
    `data: {"choices":[${'{"delta":{"content":"a"}},'.repeat(150_000)}{}]}\n\n`,
  ),
  "lines-by-the-million": whole("\n".repeat(3_000_000) + word + stop),
  "a-gzip-bomb": whole(
    gzipSync(Buffer.alloc(64 * 1024 * 1024, "data: x\n\n")),
    "200 OK",
    `${sse}content-encoding: gzip\r\n`,
  ),
  "gzip-that-is-none": whole(word + stop, "200 OK", `${sse}content-encoding: gzip\r\n`),
  "gzip-cut-short": whole(
    gzipSync(word + stop).subarray(0, 40),
    "200 OK",
    `${sse}content-encoding: gzip\r\n`,
  ),
  "an-endless-body": endless(chunked(""), `400\r\n${kilo}\r\n`),
  "chunks-of-one-byte": endless(chunked(""), "1\r\nx\r\n".repeat(1000)),
  "an-endless-head": endless("HTTP/1.1 200 OK\r\n", `x-flood: ${kilo}\r\n`),
  "an-endless-status": endless("HTTP/1.1 200 ", kilo),
  "endless-interim-answers": endless("", "HTTP/1.1 103 Early Hints\r\n\r\n"),
  // Nesting.
  "nested-refusal": whole(deep('{"error":', "}"), "400 Bad", json),
  "nested-arrays": whole(deep("[", "]"), "500 Bad", json),
  "nested-event": events(word, `data: {"choices":${deep("[", "]")}}\n\n`),
  "nested-error": events(word, `data: {"error":${deep('{"error":', "}")}}\n\n`),
  "nested-usage": usage(deep("[", "]")),
  "nested-timings": events(word, `data: {"choices":[],"timings":${deep("[", "]", 400)}}\n\n`),
  "nested-and-never-closed": events(`data: ${"[".repeat(1_000_000)}\n\n`),
  // What a pattern could choke on.
  "pumped-key": whole(`{"error":"${"xsk-a_".repeat(40_000)}"}`, "401 No", json),
  "pumped-page": whole(
    "<!doctype html>" + "<".repeat(65_000),
    "200 OK",
    "content-type: text/html\r\n",
  ),
  "pumped-refusal": whole("<".repeat(65_000), "500 Bad", "content-type: text/html\r\n"),
  "pumped-scripts": whole(
    "<html>" + "<script>".repeat(60_000),
    "503 Bad",
    "content-type: text/html\r\n",
  ),
  "pumped-spaces": whole(" ".repeat(200_000) + "\u0001", "400 Bad", "content-type: text/plain\r\n"),
  "pumped-bearer": events(chunk(`{"content":"${"bearer ".repeat(30_000)}"}`)),
  "pumped-slashes": whole(`{"error":"${"/".repeat(200_000)}x"}`, "404 No", json),
  // Numbers.
  "usage-negative": usage("-5"),
  "usage-huge": usage("1e308"),
  "usage-infinite": usage("1e999"),
  "usage-of-text": usage('"12"'),
  "usage-fraction": usage("1.5"),
  "usage-minus-zero": usage("-0"),
  "usage-beyond-integers": usage("9007199254740993"),
  "a-wait-without-end": whole("{}", "429 No", `${json}retry-after: 99999999999999\r\n`),
  "a-wait-that-is-none": whole("{}", "429 No", `${json}retry-after: -1e9\r\n`),
  // Encodings.
  "half-a-character": events(
    chunk('{"content":"\\ud800"}'),
    chunk('{"content":"a\\udc00b\\ud83d"}'),
  ),
  "controls": events(chunk('{"content":"\\u0000\\u0001\\u007f"}'), "data: \0\n\n"),
  "not-utf-8": whole(
    Buffer.concat([
      Buffer.from('data: {"a":"'),
      Buffer.alloc(5000, 0xff),
      Buffer.from(`"}\n\n${word}${stop}`),
    ]),
  ),
  "zeros": whole(Buffer.alloc(100_000)),
  "a-byte-order-mark-each": events("\ufeff", word, "\ufeff", word),
  "escapes-of-a-terminal": whole(
    '{"error":{"message":"\\u001b]0;x\\u0007\\u001b[2J\\u202e"}}',
    "400 Bad",
    json,
  ),
  "names-of-objects": events(
    "data: " +
      '{"__proto__":{"choices":[]},"constructor":{"name":1},"toString":1,' +
      '"choices":[{"delta":{"__proto__":1,"content":"a"}}]}\n\n',
  ),
  "tool-call-of-an-array": events(
    chunk('{"tool_calls":[null,1,[],{"function":{"arguments":{}}}]}'),
  ),
  "everything-null": events(
    'data: {"choices":[{"delta":null,"finish_reason":null}],"usage":null,"model":null}\n\n',
  ),
  "choices-that-are-text": events('data: {"choices":"abc"}\n\n', 'data: {"choices":{"0":1}}\n\n'),
  // Early, late, and not at all.
  "nothing": () => {},
  "gone-at-once": (socket) => socket.destroy(),
  "a-head-and-nothing": raw(`HTTP/1.1 200 OK\r\n${sse}content-length: 10\r\n\r\n`),
  "no-http": raw("SSH-2.0-OpenSSH_9.6\r\n"),
  "http-0": raw("HTTP/0.9 200 OK\r\n\r\n", true),
  "switching-protocols": raw(
    "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n",
  ),
  "two-lengths": raw(`HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab`, true),
  "a-length-below-zero": raw("HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\nab", true),
  "a-chunk-without-end": raw(chunked("fffffffffffffffff\r\nab")),
  "a-second-answer": (socket) => {
    goodAnswer(socket);
    goodAnswer(socket);
  },
  "a-redirect-to-a-file": whole("", "302 Found", "location: file:///etc/passwd\r\n"),
  "a-redirect-to-itself": whole("", "307 Again", "location: /v1/chat/completions\r\n"),
  "a-status-of-999": whole("{}", "999 What", json),
  "no-content": raw("HTTP/1.1 204 No Content\r\n\r\n"),
};
