/** Reads answers that say no: status, headers and the many shapes of an error body. */
import type { ErrorClass, ErrorInfo } from "../delta.ts";
import type { Json } from "../provider.ts";
import type { Exchange } from "../recording.ts";
import { saysNoCredit, saysWrongKey } from "./refusal_words.ts";
import { wordsOfPage } from "./web_page.ts";
import { array, bounded, isObject, object, parseJson, string, word } from "./json.ts";

/** Statuses whose class is not that of their hundred: 4xx `bad_request`, 5xx `server_error`. */
const classes: Record<number, ErrorClass> = {
  401: "auth",
  402: "payment",
  403: "auth",
  404: "not_found",
  405: "not_found", // a path that is there, but for other methods: no endpoint of ours
  407: "auth",
  408: "timeout",
  409: "server_error",
  410: "not_found",
  420: "rate_limited", // as Twitter once said it
  423: "server_error",
  424: "server_error", // the model's own failure behind the server that answers: AWS, TGI
  425: "server_error",
  429: "rate_limited",
  451: "auth",
};

/** The class of an HTTP status; a redirect or anything else we cannot use is `protocol`. */
export function classOfStatus(status: number): ErrorClass {
  if (status < 400 || status > 599) return "protocol";
  if (Object.hasOwn(classes, status)) return classes[status];
  // No standard has statuses from 452 on: they are what servers say of themselves (Groq's 498, nginx's 499).
  return status < 452 ? "bad_request" : "server_error";
}

/** The class of a refusal: what its words say goes before its status. */
export function classOfRefusal(status: number, code: string | null, message: string): ErrorClass {
  const found = classOfStatus(status);
  if (saysNoCredit(code, message)) return "payment";
  return /^(bad_request|not_found)$/.test(found) && saysWrongKey(code, message) ? "auth" : found;
}

/**
 * The first of a body's words that says more than the HTTP status, which has a column of its own:
 * llama.cpp and LiteLLM repeat it as `code` and say what happened in `type`. LiteLLM writes None for no type.
 */
function telling(...values: (Json | undefined)[]): string | null {
  const words = values.map(word).filter((w): w is string => w !== undefined && w !== "None");
  return words.find((w) => !/^[1-5]\d\d$/.test(w)) ?? words[0] ?? null;
}

/** Code and message in an error body's JSON: nested, flat, `detail`, or a bare string. */
export function errorOf(body: Json | undefined): { code: string | null; message: string | null } {
  if (typeof body === "string") return { code: null, message: string(body) ?? null };
  if (Array.isArray(body)) return errorOf(body[0]);
  if (!isObject(body)) return { code: null, message: null };
  const inner = body.error ?? body.errors;
  const nested = object(Array.isArray(inner) ? inner[0] : inner);
  if (nested) {
    const message = string(nested.message) ?? string(nested.detail) ?? string(nested.error);
    const code = telling(nested.code, nested.type, nested.status, body.error_type);
    return { code, message: message ?? JSON.stringify(nested) };
  }
  const detail = array(body.detail).map((d) => string(object(d)?.msg) ?? JSON.stringify(d));
  const message = string(inner) ?? string(body.message) ?? string(body.detail) ??
    (detail.length ? detail.join("; ") : undefined);
  const type = body.type === "error" ? undefined : body.type;
  const code = telling(body.code, body.error_type, type);
  return { code, message: message ?? JSON.stringify(body) };
}

/**
 * Seconds the server asked to wait, by the grammar of `retry-after` alone: whole seconds or a date,
 * which counts from the answer's own `date` header. LiteLLM's proxy hands on what the server behind
 * it said with a prefix.
 */
export function retryAfterS(headers: [string, string][]): number | undefined {
  const exactly = (name: string) => headers.find(([n]) => n.toLowerCase() === name)?.[1]?.trim();
  const header = (name: string) => exactly(name) ?? exactly(`llm_provider-${name}`);
  const ms = header("retry-after-ms");
  if (ms && /^\d{1,15}(\.\d+)?$/.test(ms)) return meant(Number(ms) / 1000);
  const after = header("retry-after") ?? "";
  if (/^\d{1,15}$/.test(after)) return meant(Number(after));
  const wait = (httpDate(after) - httpDate(header("date") ?? "")) / 1000;
  return Number.isFinite(wait) ? meant(Math.max(0, wait)) : undefined;
}

/** Nobody means a wait beyond a year; kept, such a word of the server would make its rows implausible. */
const longestS = 365 * 24 * 3600;
const meant = (seconds: number): number | undefined => seconds <= longestS ? seconds : undefined;

/** A date in one of HTTP's three forms (RFC 9110, 5.6.7), ms since 1970; NaN where it is none of them. */
function httpDate(text: string): number {
  const time = "\\d\\d:\\d\\d:\\d\\d";
  const zoned = new RegExp(
    `^[A-Z][a-z]{2,8}, \\d\\d( [A-Z][a-z]{2} \\d{4}|-[A-Z][a-z]{2}-\\d\\d) ${time} GMT$`,
  );
  if (zoned.test(text)) return Date.parse(text);
  const bare = new RegExp(`^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d ${time} \\d{4}$`);
  return bare.test(text) ? Date.parse(`${text} GMT`) : NaN;
}

/** Reads a non-2xx answer of a JSON API. */
export function jsonFailure(exchange: Exchange): ErrorInfo {
  const status = exchange.status ?? 0;
  const text = new TextDecoder().decode(exchange.bytes.subarray(0, 65536)).trim();
  // Triton says an error before the first token in the form that was asked for: as an event.
  const [, data] = /^(?:event:.*\r?\n)?data:(.*)/.exec(text) ?? [];
  const body = parseJson(text) ?? (data === undefined ? undefined : parseJson(data));
  const found = errorOf(body);
  const retry = retryAfterS(exchange.headers);
  const unread = text === "" && exchange.end.how !== "complete" ? exchange.end.code : null;
  const message = found.message ?? redirect(exchange) ??
    (plainText(text) || withoutWords(exchange, status));
  return {
    class: classOfRefusal(status, found.code, message),
    code: found.code ?? unread ?? String(status),
    message: bounded(message),
    ...(retry === undefined ? {} : { retryAfterS: retry }),
  };
}

/** Stands in the message of a refusal whose words are lost: of its cause nothing is known but the status. */
export const unreadBody = "whose body could not be read";

/** What is to be said of an answer that says nothing itself, or nothing that could be read. */
function withoutWords({ end, bytes }: Exchange, status: number): string {
  if (end.how === "complete") {
    return `HTTP ${status}${bytes.length ? ", whose body has no words" : " without a body"}`;
  }
  return `HTTP ${status}, ${unreadBody} (${end.code ?? end.how})`;
}

/** Where a redirect leads: what its body says beside it is no more. */
function redirect({ status, headers }: Exchange): string | undefined {
  const to = headers.find(([name]) => name.toLowerCase() === "location")?.[1];
  const led = to && status !== null && status >= 300 && status < 400;
  return led ? `Redirects to ${withoutQuery(to)}` : undefined;
}

/** What stands behind `?`, and a name before `@`, may be secret. */
const withoutQuery = (url: string): string =>
  bounded(url.replace(/[?#].*$/s, "").replace(/\/\/[^/@]*@/, "//"), 300);

/** The words of an HTML page, or the text as it is. */
const plainText = (text: string): string => /^\s*</.test(text) ? wordsOfPage(text) : text;
