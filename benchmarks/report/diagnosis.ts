/** What a first failed attempt says about a target, in one sentence a person can act on. */
import { unreadBody } from "../providers/read/failure.ts";
import { saysWrongKey } from "../providers/read/refusal_words.ts";
import { webPageCode } from "../record/outcome.ts";
import type { Row } from "../record/record.ts";

const hopeless = new Set([
  "auth",
  "payment",
  "not_found",
  "bad_request",
  "dns",
  "refused",
  "tls",
  "connect_timeout",
]);
/** Statuses of failed servers that stay: a method or version that is not offered, a network that wants a sign-in. */
const lasting = new Set([501, 505, 511]);

/** True where the next attempt would fail for the same reason. */
export function cannotWork(row: Row): boolean {
  if (row.status !== "failed" || row.error_class === null) return false;
  if (hopeless.has(row.error_class)) return true;
  if (row.http_status !== null && lasting.has(row.http_status)) return true;
  // An answer without one event, and not of our protocol: a web page, a redirect, or no HTTP at all.
  return row.error_class === "protocol" && row.first_event_s === null &&
    (row.http_status !== null || noHttp(row));
}

/** The parser of HTTP could make nothing of the first bytes. */
const noHttp = (row: Row): boolean =>
  row.http_status === null && /^HPE_|^HTTPParserError$/.test(row.error_code ?? "");

/** Tells a wrong address, a wrong model and a wrong key apart. `keyName` is the variable the key came from. */
export function diagnosis(row: Row, keyName: string | null): string {
  const where = row.endpoint ?? "the server";
  const said = row.error_message ? `: ${row.error_message}` : "";
  const status = row.http_status === null ? "" : ` (${row.http_status})`;
  const noEndpoint =
    `There is no ${row.api} endpoint below this base URL at ${where}${status}: the base URL is wrong${said}`;
  switch (row.error_class) {
    case "auth":
      return refusedAccess(row, keyName, where) + status + said;
    case "payment":
      return `The account at ${where} has no credit, or may spend no more${status}${said}`;
    case "not_found":
    case "bad_request":
      if (aboutModel(row)) return `${where} has no model "${row.model}"${status}${said}`;
      if (row.error_message?.includes(unreadBody)) {
        return `${where} refuses${status}, and its words could not be read (${row.error_code})`;
      }
      if (row.error_class === "not_found") return noEndpoint;
      return row.http_status === 426
        ? `${where} wants another version of HTTP, or an encrypted connection${status}${said}`
        : `${where} refuses the request as it stands${status}${said}`;
    case "server_error":
      return row.http_status === 511
        ? `The network wants a sign-in before it lets anything through${status}${said}`
        : noEndpoint;
    case "protocol":
      return notTheProtocol(row, where, status);
    default:
      return notReached(row, where);
  }
}

function refusedAccess(row: Row, keyName: string | null, where: string): string {
  if (row.http_status === 407) return `The proxy before ${where} wants a user and a password`;
  if (row.http_status === 451) return `${where} refuses for legal reasons`;
  // 403 may be about a country, a network or a model: the key is blamed only where the server blames it.
  const aboutKey = row.http_status !== 403 || saysWrongKey(row.error_code, row.error_message);
  if (keyName === null) {
    return aboutKey
      ? `${where} wants a key, and none was given`
      : `${where} does not allow this request, which had no key`;
  }
  return aboutKey
    ? `The key in ${keyName} was refused by ${where}`
    : `${where} does not allow this request with the key in ${keyName}`;
}

function notTheProtocol(row: Row, where: string, status: string): string {
  const { http_status: code, error_message: message } = row;
  if (code !== null && code >= 300 && code < 400) {
    const [, to] = /^Redirects to (.*)/.exec(message ?? "") ?? [];
    return to
      ? `${where} redirects${status} to ${to}, and redirects are not followed: the base URL is another`
      : `${where} redirects${status} without saying where: the base URL is wrong`;
  }
  if (row.error_code === webPageCode) {
    const wrong = `not in the ${row.api} protocol: the base URL is wrong`;
    return `${where} answers${status} with a web page, ${wrong}: ${message}`;
  }
  if (row.error_code === "content_encoding") {
    return `${where} answers${status} in a content coding that cannot be undone, though none was asked for`;
  }
  return noHttp(row)
    ? `${where} does not answer in HTTP (${row.error_code}): another server listens there, or it wants https`
    : `${where} answers${status}, but not in the ${row.api} protocol: the base URL is probably wrong`;
}

function notReached(row: Row, where: string): string {
  const code = row.error_code ?? row.error_class;
  if (code?.startsWith("PROXY_")) {
    return code === "PROXY_407"
      ? `The proxy before ${where} wants a user and a password (407)`
      : `The proxy before ${where} made no connection to it (${code.slice("PROXY_".length)})`;
  }
  switch (row.error_class) {
    case "dns":
      return `The host name of ${where} cannot be resolved: the base URL is wrong, or there is no network`;
    case "tls":
      return withoutTrust(where, code ?? "");
    case "connect_timeout":
      return `${where} does not answer: no connection in time`;
    default:
      return code === "ECONNREFUSED"
        ? `Nobody listens at ${where} (${code}): the base URL is wrong, or the server is not running`
        : `${where} cannot be reached (${code}): the base URL is wrong, or there is no way to it`;
  }
}

function withoutTrust(where: string, code: string): string {
  if (/ALTNAME|HOSTNAME/.test(code)) {
    return `The certificate of ${where} is for another host (${code})`;
  }
  if (/EXPIRED|NOT_YET_VALID/.test(code)) {
    return `The certificate of ${where} is out of date, or this machine's clock is wrong (${code})`;
  }
  return /CERT|SELF_SIGNED|UNABLE_TO|DEPTH_ZERO|InvalidData/.test(code)
    ? `The certificate of ${where} cannot be trusted (${code}); ca_file names the authority that signed it`
    : `No encrypted connection to ${where} could be made (${code}): it may speak http, not https`;
}

/** Whether a refusal is about the model, not about another field that a message names beside it. */
function aboutModel(row: Row): boolean {
  const text = `${row.error_code ?? ""} ${row.error_message ?? ""}`.toLowerCase();
  if (/model_?not_?found|model_not_available|unknown_model|invalid_model/.test(text)) return true;
  if (/model\b.{0,80}(not exist|not found|unknown|not available|invalid model)/.test(text)) {
    return true;
  }
  if (/(unknown|invalid|no such|not a valid) model/.test(text)) return true;
  return row.error_class === "not_found" && text.includes("model") && !/\burl\b/.test(text) &&
    text.includes(row.model.toLowerCase());
}
