/** Answers with values that no column can hold: halves of characters, and counts that cannot be. */
import {
  chunk,
  content,
  done,
  event,
  finish,
  made,
  role,
  scriptsOf,
  stream,
  usage,
} from "./chat.ts";
import type { Head, Script } from "./script.ts";

/** The first half of a character that takes two UTF-16 code units: servers that cut by code units send it. */
const half = "\ud83d";
const wrong: Head = {
  status: 500,
  headers: [["content-type", "application/json"]],
  framing: "length",
};
const refused = (error: object) => stream([JSON.stringify({ error })], { head: wrong });

export const values: Script[] = scriptsOf("values that no column can hold", {
  // A message is kept to its 500th code unit, which lies inside the emoji.
  "emoji-at-500": refused({ message: `${"x".repeat(499)}😀 and more`, code: "engine_error" }),
  "half-characters-refused": refused({ message: `Broken ${half}`, code: `engine${half}` }),
  "half-characters": stream([
    role,
    event(JSON.stringify({
      ...made,
      id: `id${half}`,
      model: `fault${half}`,
      system_fingerprint: half,
      service_tier: `tier${half}`,
      timings: { [`ms${half}`]: 1 },
      choices: [{ index: 0, delta: { content: `Half ${half} sign` }, finish_reason: null }],
    })),
    finish(`stop${half}`),
    done,
  ]),
  // A character in two deltas is one, whole.
  "character-in-two": stream([
    role,
    content("Two 😀".slice(0, -1)),
    content("😀".slice(1)),
    finish(),
    done,
  ]),
  "counts-too-large": stream([
    role,
    content("Hello"),
    finish(),
    usage({ prompt_tokens: 2 ** 40, completion_tokens: 4.5 }),
    done,
  ]),
  "counts-below-zero": stream([
    role,
    content("Hello"),
    chunk({}, "stop", {
      usage: {
        prompt_tokens: 7,
        completion_tokens: -1,
        prompt_tokens_details: { cached_tokens: -7 },
      },
    }),
    done,
  ]),
});
