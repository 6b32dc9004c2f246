/** Reads answers that say no: status, headers and the many shapes of an error body. */
import type { ErrorClass, ErrorInfo, Json } from "./provider.ts";
import type { Exchange } from "../wire/recording.ts";
import { array, bounded, isObject, object, parseJson, string, word } from "./json.ts";

/** The class of an HTTP status; a redirect or anything else we cannot use is `protocol`. */
export function classOfStatus(status: number): ErrorClass {
  if (status === 429) return "rate_limited";
  if (status === 401 || status === 403) return "auth";
  if (status === 402) return "payment";
  if (status === 404 || status === 410) return "not_found";
  if (status === 400 || status === 413 || status === 422) return "bad_request";
  if (status >= 500) return "server_error";
  return status >= 400 ? "unknown" : "protocol";
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
 * Seconds the server asked to wait; a date counts from the answer's own `date` header. LiteLLM's proxy
 * hands on what the server behind it said with a prefix.
 */
export function retryAfterS(headers: [string, string][]): number | undefined {
  const exactly = (name: string) => headers.find(([n]) => n.toLowerCase() === name)?.[1]?.trim();
  const header = (name: string) => exactly(name) ?? exactly(`llm_provider-${name}`);
  const ms = header("retry-after-ms");
  if (ms && Number(ms) >= 0) return Number(ms) / 1000;
  const after = header("retry-after");
  if (!after) return undefined;
  if (Number(after) >= 0) return Number(after);
  const wait = (Date.parse(after) - Date.parse(header("date") ?? "")) / 1000;
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
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
  return {
    class: classOfStatus(status),
    code: found.code ?? String(status),
    message: bounded(found.message ?? (plainText(text) || `HTTP ${status} without a body`)),
    ...(retry === undefined ? {} : { retryAfterS: retry }),
  };
}

/** The words of an HTML page, or the text as it is. */
function plainText(text: string): string {
  if (!/^\s*</.test(text)) return text;
  return text.replace(/<(script|style)[\s\S]*?<\/\1>/gi, " ").replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ").trim();
}
