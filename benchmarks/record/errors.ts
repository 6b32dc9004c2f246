/** The closed set of error classes, and how a connection's end becomes one of them. */
import type { ErrorClass, ErrorInfo } from "../providers/delta.ts";
import type { Exchange } from "../providers/recording.ts";
import { lackedHere } from "./own_faults.ts";

/** One sentence for each class; the site's data page shows them. */
export const errorClasses: Record<ErrorClass, string> = {
  rate_limited: "The server said that we ask too often (429).",
  auth: "The key was missing, wrong or not allowed to do this (401, 403).",
  payment:
    "The account has no credit, or may spend no more (402, or by the words of another refusal).",
  not_found: "There is no such endpoint or model (404, 405, 410).",
  bad_request: "The server refused the request as it stands (400, 413, 422 and other 4xx).",
  server_error: "The server failed (5xx).",
  dns: "The host name could not be resolved.",
  refused: "Nobody accepted the connection.",
  tls: "The encrypted connection could not be established.",
  connection_reset: "The connection broke before the answer was complete.",
  connect_timeout: "The connection was not established in time.",
  first_token_timeout: "No token came in time.",
  idle_timeout: "The stream stalled: nothing came for longer than the idle limit.",
  timeout: "The request took longer than its limit.",
  stream_error:
    "The server reported an error inside an answer, or said that it broke it off or withheld it.",
  truncated: "The body ended with neither a finish reason nor an end mark.",
  empty: "The answer was a success without any text.",
  protocol: "What came is not what the protocol allows, or more than we accept.",
  unknown: "Something else went wrong.",
};

const classOfCode: Record<string, ErrorClass> = {
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  EAI_FAIL: "dns",
  EAI_NODATA: "dns",
  EAI_NONAME: "dns",
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "refused",
  ENETUNREACH: "refused",
  EACCES: "refused",
  ECONNRESET: "connection_reset",
  ECONNABORTED: "connection_reset",
  EPIPE: "connection_reset",
  UND_ERR_SOCKET: "connection_reset",
  ETIMEDOUT: "connect_timeout",
  UND_ERR_CONNECT_TIMEOUT: "connect_timeout",
  connect: "connect_timeout",
  first_token: "first_token_timeout",
  idle: "idle_timeout",
  request: "timeout",
  HTTPParserError: "protocol",
  ERR_HTTP2_ERROR: "protocol",
  body_limit: "protocol",
  memory_limit: "protocol",
  unreadable: "protocol",
  foreign_origin: "protocol",
  content_encoding: "protocol",
  two_framings: "protocol",
  interim_answers: "protocol",
  UND_ERR_HEADERS_OVERFLOW: "protocol",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "connection_reset",
  UND_ERR_RES_EXCEEDED_MAX_SIZE: "protocol",
};

const tlsCode =
  /^(ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_OSSL|HOSTNAME_MISMATCH|InvalidData)/;

/** Where the end's own code says more than its class. */
const messages: Record<string, string> = {
  body_limit: "The body is longer than we accept.",
  memory_limit:
    "The answers under way held more memory together than the run may use, and this one more than its share.",
  content_encoding: "The body is in a content coding that was not asked for and cannot be undone.",
  two_framings: "The head of the answer names two lengths, or a length and chunks at once.",
  interim_answers: "More interim answers came before the answer than we accept.",
  UND_ERR_HEADERS_OVERFLOW: "The head of the answer is longer than we accept.",
};

/** The class of a system's, undici's or our own end code. */
export function classOfEnd(how: Exchange["end"]["how"], code: string | null): ErrorClass {
  if (code !== null && Object.hasOwn(classOfCode, code)) return classOfCode[code];
  if (lackedHere(code) !== null) return "unknown";
  if (code !== null && tlsCode.test(code)) return "tls";
  if (code?.startsWith("HPE_")) return "protocol";
  if (how === "reset") return "connection_reset";
  if (how === "refused") return "refused";
  return how === "timeout" ? "timeout" : "unknown";
}

/** What went wrong on the wire, or null where the body came whole. */
export function endError(end: Exchange["end"]): ErrorInfo | null {
  if (end.how === "complete") return null;
  const found = classOfEnd(end.how, end.code);
  const lacked = lackedHere(end.code);
  const own = Object.hasOwn(messages, end.code ?? "") ? messages[end.code!] : undefined;
  const message = end.says ?? own ??
    (lacked === null
      ? errorClasses[found]
      : `${lacked[0].toUpperCase()}${lacked.slice(1)}: no fault of the server.`);
  return { class: found, code: end.code, message };
}
