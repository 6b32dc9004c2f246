/** Failures that look like an answer: reasons that say that it broke off, and errors that stand beside its text. */
import {
  chunk,
  content,
  counts,
  done,
  event,
  events,
  finish,
  made,
  role,
  scriptsOf,
  stream,
  usage,
  words,
} from "./chat.ts";
import type { Head, Script } from "./script.ts";

const begun = [role, content("Partial"), content(" answer")];
const ended = [usage(counts), done];
const json: Head = {
  status: 200,
  headers: [["content-type", "application/json"]],
  framing: "length",
};
const plain = (body: object) => stream([JSON.stringify(body)], { head: json });

/** A chunk with an error on its choice, in its delta, or in what else the choice has. */
const onChoice = (parts: object) =>
  event(
    JSON.stringify({ ...made, choices: [{ index: 0, finish_reason: null, delta: {}, ...parts }] }),
  );
const object = (fields: object) => event(JSON.stringify(fields));
const timeout = { message: "upstream timed out", code: 504 };
const goodFields = [
  { error: false },
  { error: null },
  { error: "" },
  { error: {} },
  { error: { code: 0, message: "success" } },
  { base_resp: { status_code: 0, status_msg: "" } },
  { code: "0", msg: "success", success: true },
];

const messages = [
  {
    type: "message_start",
    message: { id: "msg_1", role: "assistant", usage: { input_tokens: 7 } },
  },
  { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hello" } },
  { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: " there." } },
  { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 3 } },
  { type: "message_stop" },
].map((data) => `event: ${data.type}\n${object(data)}`);

export const brokenOff: Script[] = [
  ...scriptsOf("a reason that says it broke off", {
    "reason-network-error": stream([...begun, finish("network_error"), ...ended]),
    "reason-sensitive": stream([...begun, finish("sensitive"), ...ended]),
    "reason-content-filter": stream([...begun, finish("content_filter"), ...ended]),
    "reason-time-limit": stream([...begun, finish("time_limit"), ...ended]),
    // What follows does not make it good.
    "reason-error-then-stop": stream([...begun, finish("error"), finish(), ...ended]),
    "reason-native": stream([
      ...begun,
      onChoice({ finish_reason: "stop", native_finish_reason: "network_error" }),
      ...ended,
    ]),
    "reason-unstreamed": plain({
      ...made,
      object: "chat.completion",
      choices: [{
        index: 0,
        message: { role: "assistant", content: "Partial answer" },
        finish_reason: "sensitive",
      }],
    }),
  }),
  ...scriptsOf("a reason that nobody knows", {
    "reason-unknown": stream([role, ...words.map(content), finish("went_for_a_walk"), ...ended]),
  }),
  ...scriptsOf("an error beside the answer", {
    "error-on-choice": stream([...begun, onChoice({ error: timeout }), finish(), done]),
    "error-in-delta": stream([...begun, onChoice({ delta: { error: timeout } }), finish(), done]),
    "error-before-done": stream([...begun, finish(), object({ error: timeout }), done]),
    "error-in-message": plain({
      ...made,
      choices: [{ index: 0, message: { content: "Partial answer", error: timeout } }],
    }),
    "error-no-choices": stream([
      ...begun,
      object({ ...made, choices: [], message: "upstream timed out" }),
    ]),
    "error-base-resp": plain({
      ...made,
      choices: null,
      usage: { total_tokens: 0 },
      base_resp: { status_code: 1008, status_msg: "insufficient balance" },
    }),
    "error-base-resp-midstream": stream([
      ...begun,
      object({
        ...made,
        choices: null,
        base_resp: { status_code: 1002, status_msg: "rate limit" },
      }),
    ]),
    "error-envelope": plain({ code: 500, msg: "upstream timed out", success: false }),
    "error-envelope-midstream": stream([
      ...begun,
      object({ code: "1113", msg: "余额不足或无可用资源包,请充值。", success: false }),
      done,
    ]),
    "error-429-inside": stream([
      ...begun,
      object({ error: { code: 429, message: "Provider returned error" } }),
    ]),
  }),
  ...scriptsOf("an error field that tells of none", {
    "error-empty": stream([
      role,
      ...words.map((text) => chunk({ content: text }, null, { error: false })),
      finish(),
      ...ended,
    ]),
    "error-none": stream(
      [...goodFields.map((fields) => chunk({}, null, fields)), ...events],
      { gap_ms: 2 },
    ),
  }),
  ...scriptsOf("events of another protocol", {
    "other-protocol": stream(messages),
    "other-protocol-unnamed": stream([
      object({ candidates: [{ content: { parts: [{ text: "Hello" }] } }], modelVersion: "m" }),
      object({ candidates: [{ content: { parts: [{ text: " there." }] } }], modelVersion: "m" }),
    ]),
    "unknown-events-alone": stream([role, object({ type: "answer.piece", text: "Hello" }), done]),
  }),
];
