/** Amazon SageMaker: a TGI container's events in frames of 53 bytes at most, which cut them anywhere. */
import { Buffer } from "node:buffer";
import type { Schedule } from "../profile.ts";
import { errorHeaders, exception, frame } from "./event_frames.ts";
import {
  type Ask,
  endMs,
  objectOf,
  type Protocol,
  type Send,
  textOf,
  tokensAsked,
} from "./protocol.ts";

interface ContainerAsk extends Ask {
  /** Which container answers: DJL's has lines of JSON; JumpStart's Llama 2 one array at the end. */
  container: "tgi" | "djl" | "llama2";
}

const partBytes = 53;

/** The bytes as frames; a character may be cut in two. */
export function parts(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  const frames: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += partBytes) {
    frames.push(frame([
      [":event-type", "PayloadPart"],
      [":content-type", "application/octet-stream"],
      [":message-type", "event"],
    ], bytes.subarray(at, at + partBytes)));
  }
  return Buffer.concat(frames);
}

/** TGI's event or DJL's line for each chunk; the last has the whole text and the details. */
function pieces(schedule: Schedule, ask: ContainerAsk): string[] {
  return schedule.chunks.map(({ text }, i) => {
    const last = i === schedule.chunks.length - 1;
    const details = { finish_reason: "length", generated_tokens: ask.tokens };
    const own = ask.container === "tgi"
      ? {
        index: i + 1,
        token: { id: i, text, logprob: -0.5, special: false },
        generated_text: last ? textOf(schedule, "content") : null,
        details: last ? { ...details, seed: null } : null,
      }
      : {
        token: { id: i, text, log_prob: -0.5 },
        ...(last ? { generated_text: textOf(schedule, "content"), details } : {}),
      };
    const json = JSON.stringify(own);
    return ask.container === "tgi" ? `data:${json}\n\n` : `${json}\n`;
  });
}

export const sagemaker: Protocol = {
  name: "sagemaker",
  contentType: "application/vnd.amazon.eventstream",

  read({ path, body }): ContainerAsk | null {
    const [, model] = /^\/endpoints\/([^/]+)\/invocations-response-stream(?:\?|$)/.exec(path) ?? [];
    if (model === undefined) return null;
    const json = objectOf(body);
    const { max_new_tokens } = (json.parameters ?? {}) as { max_new_tokens?: unknown };
    const name = decodeURIComponent(model);
    const llama2 = Array.isArray(json.inputs);
    return {
      container: llama2 ? "llama2" : name.startsWith("djl") ? "djl" : "tgi",
      model: name,
      stream: true,
      usage: true,
      tokens: tokensAsked(max_new_tokens, "parameters.max_new_tokens", 20),
      prompt: llama2 ? JSON.stringify(json.inputs) : String(json.inputs ?? ""),
      counted: null,
    };
  },

  stream(schedule, asked) {
    const ask = asked as ContainerAsk;
    const end_ms = endMs(schedule);
    const done: Send = { kind: "done", at_ms: end_ms, bytes: "" };
    if (ask.container === "llama2") {
      const content = textOf(schedule, "content");
      const answer = JSON.stringify([{ generation: { role: "assistant", content } }]);
      return [{ kind: "token", at_ms: end_ms, bytes: parts(answer) }, done];
    }
    const sends = pieces(schedule, ask).map((text, i): Send => ({
      kind: "token",
      at_ms: schedule.chunks[i].at_s * 1000,
      bytes: parts(text),
    }));
    return [...sends, done];
  },

  refusal: (_status, _type, message) => JSON.stringify({ Message: message }),
  refusalHeaders: errorHeaders,
  errorEvent: (_type, message) =>
    exception("ModelStreamError", { Message: message, ErrorCode: "ModelInvocationTimeExceeded" }),
};
