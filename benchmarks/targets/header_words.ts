/**
 * What a request's head can carry. Reported before the first request: undici refuses it later, one
 * request at a time.
 */

const token = /^[!#$%&'*+\-.^_`|~\w]+$/;
const latin1 = /^[\t\x20-\x7e\x80-\xff]*$/;
/** They say how the bytes go over the connection, which the transport alone knows. */
const ofTheConnection = new Set([
  "connection",
  "content-length",
  "expect",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
]);

/** Why a header cannot be sent, or null. The value is never in the reason: it may be a key. */
export function headerFault(name: string, value: string): string | null {
  if (!token.test(name)) return "is no header name";
  if (ofTheConnection.has(name.toLowerCase())) return "is set by the connection itself";
  return valueFault(value);
}

/** Why a value cannot stand in a header, or null. */
export function valueFault(value: string): string | null {
  if (/[\r\n]/.test(value)) return "holds a line break, which no header can";
  return latin1.test(value) ? null : "holds a character that no header can";
}
