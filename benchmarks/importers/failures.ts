/** How a request failed, by what another harness kept of it: a code, a reason or a message. */
import { classOfRefusal } from "../providers/read/failure.ts";
import type { ErrorClass } from "../providers/delta.ts";
import type { Row } from "../record/record.ts";
import { redact } from "../record/redact.ts";

type Failure = Pick<
  Row,
  "status" | "error_class" | "error_code" | "http_status" | "error_message"
>;

/** Reasons of statuses (RFC 9110), which vLLM and SGLang keep in place of them. */
const statusOfReason: Record<string, number> = {
  "bad request": 400,
  "unauthorized": 401,
  "forbidden": 403,
  "not found": 404,
  "unprocessable entity": 422,
  "unprocessable content": 422,
  "too many requests": 429,
  "internal server error": 500,
  "bad gateway": 502,
  "service unavailable": 503,
  "gateway timeout": 504,
};

/** What the messages of Python's clients say, in this order. */
const words: [RegExp, ErrorClass][] = [
  [/connect(ion)? ?timeout/i, "connect_timeout"],
  [/time[d ]*out/i, "timeout"],
  [/name or service not known|getaddrinfo|name resolution/i, "dns"],
  [/certificate|ssl/i, "tls"],
  [/refused|cannot connect|connect call failed|connectorerror/i, "refused"],
  [
    /reset by peer|disconnected|broken pipe|connection (was )?(closed|lost)|payload is not completed/i,
    "connection_reset",
  ],
];

/** The columns of a failed attempt. A code counts as an HTTP status where it can be one. */
export function failure(code: string | number | null, message: string | null): Failure {
  const text = message ?? "";
  const status = /^[345]\d\d$/.test(String(code)) ? Number(code) : null;
  const said = status ?? statusOfReason[text.trim().toLowerCase()] ?? null;
  const found = words.find(([sign]) => sign.test(`${code} ${text}`))?.[1] ?? "unknown";
  return {
    status: "failed",
    error_class: said === null ? found : classOfRefusal(said, null, text),
    error_code: code === null ? null : String(code),
    http_status: status,
    error_message: redact(text) || null,
  };
}
