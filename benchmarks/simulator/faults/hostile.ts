/** Answers without end or measure: what reads them must not keep them. */
import { content, done, finish, role, scriptsOf, sse } from "./chat.ts";
import type { Script } from "./script.ts";

const head = { do: "head", at_ms: 0, head: sse } as const;
const end = { do: "end", at_ms: 10, how: "complete" } as const;
const kilobyte = "x".repeat(1024);

export const hostile: Script[] = scriptsOf("longer than memory", {
  // 64 MB that never see a line's end, and then see it.
  "long-line": [
    head,
    { do: "body", at_ms: 2, bytes: role + 'data: {"choices":[{"delta":{"content":"' },
    { do: "repeat", at_ms: 2, bytes: kilobyte.repeat(64), times: 1024, every_ms: 0 },
    { do: "body", at_ms: 10, bytes: '"}}]}\n\n' + finish() + done },
    end,
  ],
  // 20 MB of one word, in events of 1 KB, where 16 tokens were asked for.
  "one-long-word": [
    head,
    { do: "body", at_ms: 2, bytes: role },
    { do: "repeat", at_ms: 2, bytes: content(kilobyte).repeat(20), times: 1024, every_ms: 0 },
    { do: "body", at_ms: 10, bytes: finish() + done },
    end,
  ],
  "long-comment": [
    head,
    { do: "body", at_ms: 2, bytes: role + ": " },
    { do: "repeat", at_ms: 2, bytes: kilobyte.repeat(64), times: 1024, every_ms: 0 },
    end,
  ],
  "endless": [
    head,
    { do: "body", at_ms: 2, bytes: role },
    { do: "repeat", at_ms: 2, bytes: content(" more").repeat(200), times: Infinity, every_ms: 0 },
  ],
  "endless-keep-alives": [
    head,
    { do: "repeat", at_ms: 2, bytes: ": PROCESSING\n\n", times: Infinity, every_ms: 5 },
  ],
  "endless-refusal": [
    {
      do: "head",
      at_ms: 0,
      head: { status: 500, headers: [["content-type", "text/plain"]], framing: "chunked" },
    },
    { do: "repeat", at_ms: 2, bytes: kilobyte.repeat(64), times: Infinity, every_ms: 0 },
  ],
  "header-flood": [
    {
      do: "raw",
      at_ms: 0,
      text: "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n",
      times: 1,
    },
    { do: "raw", at_ms: 0, text: `x-flood: ${kilobyte}\r\n`, times: Infinity },
  ],
  // A head that is large but has an end: more than the 16 KB that HTTP clients commonly take.
  "large-head": [
    {
      do: "head",
      at_ms: 0,
      head: {
        ...sse,
        headers: [
          ...sse.headers,
          ...Array.from({ length: 64 }, (_, i): [string, string] => [`x-flood-${i}`, kilobyte]),
        ],
      },
    },
    { do: "body", at_ms: 2, bytes: role + content("Hello") + finish() + done },
    { do: "end", at_ms: 2, how: "complete" },
  ],
  // A byte every 20 ms, for ever: each comes well within an idle limit, and no event ever ends.
  "slow-drip": [
    head,
    { do: "body", at_ms: 2, bytes: role + content("Hello") + 'data: {"slow":"' },
    { do: "repeat", at_ms: 20, bytes: "x", times: Infinity, every_ms: 20 },
  ],
  "slow-head": [
    { do: "raw", at_ms: 0, text: "HTTP/1.1 200 OK\r\nx-slow: ", times: 1 },
    { do: "pause", at_ms: 0, pause_ms: 600_000 },
    { do: "end", at_ms: 0, how: "close" },
  ],
});
