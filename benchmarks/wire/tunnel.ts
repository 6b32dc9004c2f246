/** A way through an HTTP proxy: `CONNECT`, and then the bytes are ours. */
import { connect, type Socket } from "node:net";
import { lookUp } from "./look_up.ts";
import type { Proxy } from "./proxy.ts";

const maxHeadBytes = 16 * 1024;

/**
 * Asks a proxy for a connection to `host:port`. Calls back with the socket once it is through; with an error whose
 * `code` is `PROXY_STATUS` where the proxy says no, or the socket's own. Returns the socket at once.
 */
export function openTunnel(
  proxy: Proxy,
  host: string,
  port: number,
  timeoutMs: number,
  callback: (error: Error | null, socket: Socket | null) => void,
): Socket {
  const socket = connect({ host: proxy.host, port: proxy.port, lookup: lookUp });
  let head = "";
  const settle = (error: (Error & { code?: string }) | null) => {
    clearTimeout(timer);
    socket.off("data", read).off("error", settle).off("close", closed);
    if (error) socket.on("error", () => {}).destroy();
    callback(error, error ? null : socket);
  };
  const failed = (code: string, message: string) =>
    settle(Object.assign(new Error(message), { code }));
  const closed = () => failed("ECONNRESET", "The proxy closed the connection");
  const read = (bytes: Uint8Array) => {
    head += new TextDecoder("latin1").decode(bytes);
    const end = head.indexOf("\r\n\r\n");
    if (end < 0) {
      if (head.length > maxHeadBytes) failed("PROXY_ANSWER", "The proxy's answer is no HTTP head");
      return;
    }
    const status = head.match(/^HTTP\/1\.[01] (\d{3})/)?.[1];
    if (status?.[0] !== "2") {
      failed(`PROXY_${status ?? "ANSWER"}`, "The proxy refused the connection");
    } else settle(null);
  };
  const timer = setTimeout(
    () => failed("UND_ERR_CONNECT_TIMEOUT", "The proxy did not connect in time"),
    timeoutMs,
  );
  const authority = host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
  const lines = [`CONNECT ${authority} HTTP/1.1`, `host: ${authority}`];
  if (proxy.authorization) lines.push(`proxy-authorization: ${proxy.authorization}`);
  socket.once("connect", () => socket.write(`${lines.join("\r\n")}\r\n\r\n`));
  return socket.on("data", read).on("error", settle).on("close", closed);
}
