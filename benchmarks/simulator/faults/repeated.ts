/** What comes more than once, in parts or halves: reasons, usages, thought and characters. */
import {
  chunk,
  content,
  counts,
  done,
  event,
  finish,
  made,
  role,
  scriptsOf,
  stream,
} from "./chat.ts";
import { timed, usage, words } from "./chat.ts";
import type { Script } from "./script.ts";

const zeros = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
const answer = [role, ...words.map(content)];

/** A string as JSON with every code unit beyond ASCII escaped: halves of a character stay apart. */
const escaped = (value: object) =>
  JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
const half = (delta: object) =>
  event(escaped({ ...made, choices: [{ index: 0, delta, finish_reason: null }] }));
const [high, low] = ["\ud83d", "\ude80"]; // the rocket

const detail = (text: string) => [{ type: "reasoning.text", index: 0, text }];
const thought = (text: string, more: object = {}) =>
  chunk({ content: "", reasoning_details: detail(text), ...more });
const reasoned = (first: string, second: string) =>
  timed([
    [2, role],
    [202, first],
    [352, second],
    [507, content("Hello")],
    [517, content(" there.") + finish() + usage({ completion_tokens: 8 }) + done],
  ]);

export const repeated: Script[] = [
  ...scriptsOf("finish reasons on every chunk, or before the text", {
    "finish-every-chunk": timed([
      [2, role],
      [102, chunk({ content: "Hello" }, "stop")],
      [202, chunk({ content: " there," }, "stop")],
      [302, chunk({ content: " friend." }, "stop") + usage(counts)],
      [402, done],
    ]),
    "finish-before-text": timed([
      [2, chunk({ role: "assistant", content: "" }, "stop")],
      [102, content("Hello")],
      [202, content(" there,")],
      [302, content(" friend.") + usage(counts) + done],
    ]),
    "finish-changes": timed([
      [2, role],
      [102, chunk({ content: "Hello" }, "null")],
      [202, chunk({ content: " there," }, "stop")],
      [302, chunk({ content: " friend." }, "length") + usage(counts) + done],
    ]),
  }),
  ...scriptsOf("usage in parts, empty or zero", {
    "usage-split": stream([
      chunk({ role: "assistant", content: "" }, null, {
        usage: { prompt_tokens: 7, completion_tokens: 1, total_tokens: 8 },
      }),
      ...words.map(content),
      finish(),
      usage({ prompt_tokens: 0, completion_tokens: 4, total_tokens: 4 }),
      done,
    ]),
    "usage-then-zeros": stream([
      ...answer,
      chunk({}, "stop", { usage: counts }),
      usage(zeros),
      done,
    ]),
    "usage-then-empty": stream([...answer, chunk({}, "stop", { usage: counts }), usage({}), done]),
    "usage-zeros-alone": stream([...answer, finish(), usage(zeros), done]),
    "usage-nulls": stream([
      ...answer,
      usage({ prompt_tokens: 7, completion_tokens: null }),
      chunk({}, "stop", { usage: { prompt_tokens: null, completion_tokens: 4 } }),
      done,
    ]),
  }),
  ...scriptsOf("a character in two deltas", {
    "emoji-in-halves": timed([
      [2, role],
      [102, half({ content: "Hi " + high })],
      [202, half({ content: low + "!" })],
      [302, finish() + usage({ completion_tokens: 3 }) + done],
    ]),
    "emoji-half-first": timed([
      [2, role],
      [102, half({ content: high })],
      [202, half({ content: low })],
      [302, content("!") + finish() + done],
    ]),
    "emoji-half-alone": timed([
      [2, role],
      [102, half({ content: "Hi " + high })],
      [202, content("!") + finish("stop") + done],
    ]),
  }),
  ...scriptsOf("thought in reasoning_details", {
    "reasoning-details": reasoned(thought("Let me"), thought(" think.")),
    "reasoning-details-beside": reasoned(
      thought("Let me", { reasoning: "Let me" }),
      thought(" think.", { reasoning: " think." }),
    ),
    "reasoning-details-again": reasoned(
      chunk({ reasoning: "Let me" }),
      chunk({ reasoning: " think." }) + thought("Let me think."),
    ),
    "reasoning-details-summary": reasoned(
      chunk({ reasoning_details: [{ type: "reasoning.summary", summary: "Let me" }] }),
      chunk({ reasoning_details: [{ type: "reasoning.summary", summary: " think." }] }) +
        chunk({ reasoning_details: [{ type: "reasoning.encrypted", data: "c2VjcmV0" }] }),
    ),
  }),
];
