/** What a first failed attempt says about a target, in one sentence a person can act on. */
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

/** True where the next attempt would fail for the same reason. */
export const cannotWork = (row: Row): boolean =>
  row.status === "failed" && row.error_class !== null &&
  (hopeless.has(row.error_class) ||
    // An answer without one event, and not of our protocol: a web page, as a rule.
    (row.error_class === "protocol" && row.http_status !== null && row.first_event_s === null));

/** Tells a wrong address, a wrong model and a wrong key apart. `keyName` is the variable the key came from. */
export function diagnosis(row: Row, keyName: string | null): string {
  const where = row.endpoint ?? "the server";
  const said = row.error_message ? `: ${row.error_message}` : "";
  const status = row.http_status === null ? "" : ` (${row.http_status})`;
  switch (row.error_class) {
    case "auth":
      return keyName === null
        ? `${where} wants a key, and none was given${status}${said}`
        : `The key in ${keyName} was refused by ${where}${status}${said}`;
    case "payment":
      return `The account at ${where} has no credit${status}${said}`;
    case "not_found":
    case "bad_request":
      if (aboutModel(row)) return `${where} has no model "${row.model}"${status}${said}`;
      return row.error_class === "not_found"
        ? `There is no ${row.api} endpoint below this base URL at ${where}${status}: the base URL is wrong${said}`
        : `${where} refuses the request as it stands${status}${said}`;
    case "dns":
      return `The host name of ${where} cannot be resolved: the base URL is wrong, or there is no network`;
    case "tls":
      return `The certificate of ${where} cannot be trusted (${row.error_code}); ca_file names the authority that signed it`;
    case "connect_timeout":
      return `${where} does not answer: no connection in time`;
    case "protocol":
      return `${where} answers${status}, but not in the ${row.api} protocol: the base URL is probably wrong`;
    default:
      return `Nobody listens at ${where} (${
        row.error_code ?? row.error_class
      }): the base URL is wrong, or the server is not running`;
  }
}

function aboutModel(row: Row): boolean {
  const text = `${row.error_code ?? ""} ${row.error_message ?? ""}`.toLowerCase();
  return /model_?not_?found|model_not_available|unknown_model|invalid_model/.test(text) ||
    (text.includes("model") &&
      (text.includes(row.model.toLowerCase()) || /not exist|not found|unknown|invalid/.test(text)));
}
