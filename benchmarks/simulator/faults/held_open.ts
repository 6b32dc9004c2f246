/** Complete answers whose body does not end, or ends otherwise than its framing says. */
import { chunk, content, counts, event, events, finish, role, scriptsOf, sse } from "./chat.ts";
import { stream, usage, words } from "./chat.ts";
import type { Head, Script, Step } from "./script.ts";

/** Longer than any limit. */
const silenceMs = 600_000;
/** The pieces as usual, then nothing, with the body open. */
const silent = (pieces: string[], head: Head = sse): Step[] => {
  const steps = stream(pieces, { head });
  const { at_ms } = steps.at(-1)!;
  return [
    ...steps.slice(0, -1),
    { do: "pause", at_ms, pause_ms: silenceMs },
    { do: "end", at_ms, how: "close" },
  ];
};
/** The pieces as usual, then comments for ever. */
const commented = (pieces: string[]): Step[] => {
  const steps = stream(pieces).slice(0, -1);
  const { at_ms } = steps.at(-1)!;
  const comment = { bytes: ": keep-alive\n\n", times: Infinity, every_ms: 20 };
  return [...steps, { do: "repeat", at_ms: at_ms + 20, ...comment }];
};
const withoutMark = [role, ...words.map(content), finish(), usage(counts)];
/** Servers that say the reason with every piece. */
const everyPiece = [role, ...words.map((text) => chunk({ content: text }, "stop"))];
const wrong: Head = {
  status: 500,
  headers: [["content-type", "application/json"]],
  framing: "chunked",
};
const failure = { error: { message: "The engine fell over", code: "engine_error" } };

export const heldOpen: Script[] = [
  ...scriptsOf("answer complete, body not ended", {
    "held-open": silent(events),
    "held-open-comments": commented(events),
    "held-open-no-mark": silent(withoutMark),
    "held-open-no-mark-comments": commented(withoutMark),
    "held-open-one-piece": silent([role, content("Hello"), finish(), usage(counts)]),
    "held-open-error": silent([
      role,
      content("Partial"),
      content(" answer"),
      event(JSON.stringify(failure)),
    ]),
    "held-open-refused": silent([JSON.stringify(failure)], wrong),
    // Silent in the middle of its text: its reasons say nothing.
    "stall-reason-every-piece": silent(everyPiece),
    // The end of the body comes a little after the end mark: that is its end, and the connection stays.
    "late-end": [
      ...stream(events).slice(0, -1),
      { do: "end", at_ms: 200, how: "complete" },
    ],
  }),
  ...scriptsOf("body ended, but not by its framing", {
    "no-last-chunk": stream(events, { how: "close" }),
    "no-last-chunk-reset": stream(events, { how: "reset" }),
    "no-last-chunk-no-mark": stream(withoutMark, { how: "close" }),
    "no-last-chunk-reason-every-piece": stream(everyPiece, { how: "close" }),
    "length-and-chunks": stream(events, {
      head: { ...sse, headers: [...sse.headers, ["content-length", "100000"]] },
    }),
  }),
];
