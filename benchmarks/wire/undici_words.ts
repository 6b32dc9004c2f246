/** What undici says, in the words of a recording. */
import type { EndHow } from "../providers/recording.ts";

/** An error of the socket, of its connection attempts together, or of undici. */
export type Failure = Error & { code?: string; errors?: { code?: string }[] };

export type Controller = { abort(reason: Error): void; rawHeaders?: unknown };

/** Codes of a connection that broke, as against one that never came to be. */
const brokenCodes = new Set([
  ...["ECONNRESET", "EPIPE", "ECONNABORTED", "UND_ERR_SOCKET"],
  // Of HTTP/2: a stream that was reset, a session that ended, and undici's own word for both.
  ...["ERR_HTTP2_STREAM_ERROR", "ERR_HTTP2_SESSION_ERROR", "ERR_HTTP2_GOAWAY_SESSION"],
  ...["ERR_HTTP2_STREAM_CANCEL", "UND_ERR_INFO"],
]);

/** What undici says of every head that it cannot read, once that named a length; and of a body cut short of it. */
const lengthMismatch = "UND_ERR_RES_CONTENT_LENGTH_MISMATCH";

/**
 * How an exchange ended that such an error ended; `sent` tells a broken connection from none at all, `unread` is true
 * where the head could not be read though the server did not leave: a length and chunks at once are two bodies.
 */
export function endOf(
  error: Failure,
  sent: boolean,
  unread = false,
): { how: EndHow; code: string } {
  const code = error.code ?? error.errors?.find((e) => e.code)?.code ?? error.name;
  if (code === "UND_ERR_CONNECT_TIMEOUT") return { how: "timeout", code: "connect" };
  if (code === lengthMismatch && unread) return { how: "cut", code: "two_framings" };
  return { how: !sent ? "refused" : brokenCodes.has(code) ? "reset" : "cut", code };
}

/** undici gives names and values in turn; a repeated name stays repeated. Names in lower case. */
export function headerPairs(raw: unknown): [string, string][] {
  if (!Array.isArray(raw)) {
    return Object.entries((raw ?? {}) as Record<string, string | string[]>).flatMap((
      [name, value],
    ) => [value].flat().map((v): [string, string] => [name.toLowerCase(), v]));
  }
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    pairs.push([String(raw[i]).toLowerCase(), String(raw[i + 1])]);
  }
  return pairs;
}
