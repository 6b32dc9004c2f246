/** Errors inside an answer that began as a success: where servers put them, and what is none. */
import { errorOf } from "./failure.ts";
import { array, bounded, isObject, type JsonObject, object, string, word } from "./json.ts";
import type { Delta, ErrorClass } from "../delta.ts";
import type { Json } from "../provider.ts";
import { saysNoCredit } from "./refusal_words.ts";

/** What servers write where nothing went wrong. */
const good = /^(0|200|20000|ok|success|succeeded|successful|none|null|false|no error)?$/i;

/** True where a value tells of no error: empty, false, a code of success, or an object of nothing else. */
export function saysNothing(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === false) return true;
  if (typeof value === "object") return Object.values(value).every(saysNothing);
  return value !== true && good.test(String(value).trim());
}

/** Fields that hold an error where there is one: OpenAI's and everybody's, Groq's, Tencent's. */
const fields = ["error", "errors", "Error", "ErrorMsg"];
/** Names of a message and of a code, by who writes an envelope around an answer. */
const messages = [
  "message",
  "msg",
  "detail",
  "error_msg",
  "error_message",
  "errorMessage",
  "Message",
];
const codes = ["code", "error_code", "errorCode", "err_code", "error_type", "statusCode", "Code"];

/**
 * The error that stands in an object: its own, MiniMax's `base_resp`, or that of an envelope with `success: false`
 * or an error's code. None where every such field says nothing.
 */
export function errorInside(body: JsonObject): Delta[] {
  const own = fields.map((name) => body[name]).find((value) => !saysNothing(value));
  if (own !== undefined) {
    // `true` says that there is one; what, stands beside it.
    return [streamError(own === true ? { ...body, error: null } : { ...body, error: own })];
  }
  const base = object(body.base_resp);
  if (base && !saysNothing(base.status_code)) {
    return [streamError({ error: { code: base.status_code, message: base.status_msg } })];
  }
  if (body.success === false || body.Success === false || !saysNothing(body.error_code)) {
    return [streamError(body)];
  }
  return [];
}

/** The same of an object that holds nothing of an answer: there words alone say no. */
export function refusalInside(body: JsonObject): Delta[] {
  const found = errorInside(body);
  if (found.length) return found;
  const says = [...messages, ...codes].some((name) =>
    !isObject(body[name]) && !saysNothing(body[name])
  );
  const named = [body.type, body.object, body.status].some((w) => w === "error" || w === "failed");
  return says || named ? [streamError(body)] : [];
}

/** The delta of an error, by the words and codes in its body. */
export function streamError(body: JsonObject): Delta {
  const { code, message } = errorOf(plain(body));
  return errorDelta(code, message ?? "error");
}

export const errorDelta = (code: string | null, message: string): Delta => ({
  kind: "error",
  class: classOf(code, message),
  code,
  message: bounded(message),
});

/** An envelope's own names as those that everybody has. */
function plain(body: JsonObject): JsonObject {
  const own = body.error ?? body.errors;
  if (isObject(own)) return { ...body, error: named(own) };
  return saysNothing(own) ? named(body) : body;
}

function named(body: JsonObject): JsonObject {
  const message = messages.map((name) => string(body[name])).find((m) => m !== undefined);
  const code = codes.map((name) => body[name]).find((c) =>
    word(c) !== undefined && !saysNothing(c)
  );
  return {
    ...body,
    ...(message === undefined || array(body.detail).length ? {} : { message }),
    ...(code === undefined ? {} : { code }),
  };
}

/** Words and codes of a limit in time. */
const tooOften = [
  /(^|\D)429(\D|$)|too.?many.?(requests|tokens)|\b[tr]pm\b|requests per (second|minute|hour|day)/i,
  /rate.?limit|throttl|quota.?exceeded|resource.?exhausted|速率|频率|限流/i,
];

/** No credit and a limit in time are kept apart from other errors, as where they come as a refusal. */
function classOf(code: string | null, message: string): ErrorClass {
  if (code === "402" || saysNoCredit(code, message)) return "payment";
  const text = `${code ?? ""} ${message}`;
  return tooOften.some((words) => words.test(text)) ? "rate_limited" : "stream_error";
}
