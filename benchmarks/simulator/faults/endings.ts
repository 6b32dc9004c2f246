/** Answers that break off, fall silent, or turn into something else on the way. */
import { content, done, event, events, finish, role, scriptsOf, sse, stream } from "./chat.ts";
import type { Head, Script, Step } from "./script.ts";

const begun = [role, content("Partial"), content(" answer")];
const failure = { message: "The engine fell over", type: "server_error", code: "engine_error" };
const told = (error: unknown) => event(JSON.stringify({ error }));
const keepAlive: Head = { ...sse, headers: [...sse.headers, ["connection", "keep-alive"]] };

/** Longer than any idle limit; `/fault-NAME@MS/v1` makes it MS. */
const silenceMs = 600_000;
const fallsSilent = (before: Step[], after: string[]): Step[] => {
  const at_ms = before.at(-1)!.at_ms;
  return [
    ...before,
    { do: "pause", at_ms, pause_ms: silenceMs },
    ...after.map((bytes): Step => ({ do: "body", at_ms, bytes })),
    { do: "end", at_ms, how: "complete" },
  ];
};

export const endings: Script[] = [
  ...scriptsOf("error event inside a 200", {
    "error-in-200": stream([...begun, told(failure), done]),
    "error-in-200-first": stream([told(failure)]),
    "error-in-200-string": stream([...begun, told("The engine fell over"), done]),
    "error-in-200-flat": stream([...begun, event(JSON.stringify({ object: "error", ...failure }))]),
    "error-in-200-named": stream([...begun, "event: error\n" + told(failure)]),
  }),
  ...scriptsOf("neither finish reason nor [DONE]", {
    "no-finish": stream(begun),
    "no-finish-closed": stream(begun, { head: { ...sse, framing: "close" }, how: "close" }),
  }),
  ...scriptsOf("data that is not JSON", {
    "not-json": stream([...begun, event("{this is no JSON"), content(" later"), finish(), done]),
    "not-json-first": stream([event("{this is no JSON")]),
    "not-json-long": stream([...begun, event("{" + "no JSON ".repeat(10_000))]),
    "not-json-html": stream(["<html><body><h1>502 Bad Gateway</h1></body></html>\n"]),
  }),
  // llama.cpp's server promises to keep the connection and leaves it after a millisecond.
  {
    name: "closed-keepalive",
    line: "kept connection closed before any byte",
    steps: stream(events, { head: keepAlive }),
    again: [{ do: "end", at_ms: 0, how: "close" }],
  },
  {
    name: "reset-keepalive",
    line: "kept connection closed before any byte",
    steps: stream(events, { head: keepAlive }),
    again: [{ do: "end", at_ms: 0, how: "reset" }],
  },
  ...scriptsOf("kept connection closed before any byte", {
    "left-keepalive": [
      ...stream(events, { head: keepAlive }),
      { do: "end", at_ms: 81, how: "close" }, // a millisecond after the last event
    ],
    // Not our reuse: a connection opened for the request.
    "closed-unanswered": [{ do: "end", at_ms: 0, how: "close" }],
  }),
  ...scriptsOf("connection lost mid-stream, or silent", {
    "reset-midstream": stream(begun, { how: "reset" }),
    "closed-midstream": stream(begun, { how: "close" }),
    "stall": fallsSilent(stream(begun).slice(0, -1), [content(" at last"), finish() + done]),
    "stall-first": fallsSilent(stream([role]).slice(0, -1), [content("At last"), finish() + done]),
    "stall-head": fallsSilent([{ do: "head", at_ms: 0, head: sse }], events),
  }),
];
