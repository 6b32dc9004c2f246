/** Answers that are whole but not as one expects: what comes first, what is missing, what is reported. */
import { chunk, content, counts, done, events, finish, role, words } from "./chat.ts";
import { scriptsOf, stream, timed, usage } from "./chat.ts";
import type { Script } from "./script.ts";

const reasoned = (field: string, value: (text: string) => unknown = (text) => text) => {
  const thought = (text: string) => chunk({ [field]: value(text) });
  return timed([
    [2, role],
    [202, thought("Let me")],
    [352, thought(" think.")],
    [507, content("Hello")],
    [517, content(" there.") + finish() + usage({ completion_tokens: 8 }) + done],
  ]);
};

const call = (part: object) => chunk({ tool_calls: [{ index: 0, ...part }] });
const plain = {
  id: "chatcmpl-fault",
  object: "chat.completion",
  created: 0,
  model: "fault",
  choices: [{
    index: 0,
    message: { role: "assistant", content: words.join("") },
    finish_reason: "stop",
  }],
  usage: counts,
};
const json = (framing: "length" | "chunked", type = "application/json") => ({
  status: 200,
  headers: [["content-type", type]] as [string, string][],
  framing,
});

export const answers: Script[] = [
  ...scriptsOf("nothing wrong: what other lines must equal", { "well-behaved": stream(events) }),
  ...scriptsOf("role first, content later", {
    "role-first": timed([
      [2, role],
      [302, content("Hello")],
      [312, content(" there.")],
      [322, finish() + usage({ completion_tokens: 3 }) + done],
    ]),
  }),
  ...scriptsOf("reasoning, then content", {
    "reasoning-content": reasoned("reasoning_content"),
    "reasoning": reasoned("reasoning"),
    // Mistral's form: a thinking part inside the content.
    "reasoning-part": reasoned("content", (text) => [{
      type: "thinking",
      thinking: [{ type: "text", text }],
    }]),
  }),
  ...scriptsOf("tool call only", {
    "tool-only": stream([
      chunk({ role: "assistant", content: null }),
      call({ id: "call_1", type: "function", function: { name: "weather", arguments: "" } }),
      call({ function: { arguments: '{"city":' } }),
      call({ function: { arguments: ' "Zürich"}' } }),
      finish("tool_calls") + usage({ completion_tokens: 12 }) + done,
    ], { gap_ms: 40 }),
  }),
  ...scriptsOf("plain JSON though a stream was asked for", {
    "unstreamed": stream([JSON.stringify(plain)], { head: json("length") }),
    "unstreamed-pretty": stream(JSON.stringify(plain, null, 2).split(/(?<=\n)/), {
      head: json("chunked"),
      gap_ms: 2,
    }),
    "unstreamed-as-stream": stream([JSON.stringify(plain)], {
      head: json("length", "text/event-stream"),
    }),
  }),
  ...scriptsOf("200 without content", {
    "empty-200": stream([role, finish() + done]),
    "empty-200-done": stream([done]),
    "empty-200-comments": stream([": PROCESSING\n\n", ": PROCESSING\n\n"]),
    "empty-200-no-body": stream([], { head: { status: 200, headers: [], framing: "length" } }),
  }),
  ...scriptsOf("reasoning reported, none streamed", {
    "reasoning-hidden": stream([
      role,
      ...words.map(content),
      finish(),
      usage({
        prompt_tokens: 7,
        completion_tokens: 44,
        completion_tokens_details: { reasoning_tokens: 40 },
      }),
      done,
    ]),
  }),
  ...scriptsOf("all text in one arrival", { "one-arrival": stream([events.join("")]) }),
  ...scriptsOf("output cap reached while reasoning", {
    "cap-in-reasoning": stream([
      role,
      chunk({ reasoning_content: "Let me" }),
      chunk({ reasoning_content: " think" }),
      finish("length") + usage({ completion_tokens: 4 }) + done,
    ]),
  }),
  ...scriptsOf("reasoning and content in one delta", {
    "reasoning-and-content": stream([
      role,
      chunk({ reasoning_content: "Let me think.", content: "Hello" }),
      content(" there."),
      finish() + done,
    ]),
  }),
  ...scriptsOf("no usage", { "no-usage": stream([role, ...words.map(content), finish(), done]) }),
  ...scriptsOf("usage on every chunk or beside no choices", {
    "usage-every-chunk": stream([
      role,
      ...words.map((text, i) =>
        chunk({ content: text }, null, { usage: { prompt_tokens: 7, completion_tokens: i + 1 } })
      ),
      chunk({}, "stop", { usage: counts }),
      done,
    ]),
    "usage-empty-choices": stream(events),
    // A number that is taken back, then one after the finish reason: the last one counts.
    "usage-corrected": stream([
      role,
      ...words.map(content),
      usage({ completion_tokens: 99 }),
      finish(),
      usage(counts),
      done,
    ]),
  }),
];
