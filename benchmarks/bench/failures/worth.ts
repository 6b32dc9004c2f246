/** Which failures a second attempt may mend. Pure. */
import type { Row } from "../../record/record.ts";

/** Failures of servers that stay: a method or version that is not offered, a network that wants a sign-in. */
const lasting = new Set([501, 505, 511]);
/** How a connection may break before an answer. */
const broken = new Set(["dns", "refused", "connection_reset", "connect_timeout"]);

/**
 * Whether it may help to send the request of this row again: it was asked to wait (429), the server was too slow to
 * take it (408), failed (5xx and what counts as such), or the connection broke before an answer began. Never once a
 * token came, nor after a refusal that stays (a key, credit, the request itself). What the server says of that itself,
 * `x-should-retry` among the headers, goes before its status.
 */
export function worthAnother(row: Row, headers: [string, string][]): boolean {
  if (row.status !== "failed" || row.ttft_s !== null) return false;
  if (row.headers_s === null) return broken.has(row.error_class ?? "");
  if (row.http_status === null || row.http_status < 400) return false;
  const said = headers.find(([name]) => name.toLowerCase() === "x-should-retry")?.[1];
  const stays = ["auth", "payment"].includes(row.error_class ?? "");
  if (!stays && (said === "true" || said === "false")) return said === "true";
  return row.http_status === 408 || row.error_class === "rate_limited" ||
    row.error_class === "server_error" && !lasting.has(row.http_status);
}
