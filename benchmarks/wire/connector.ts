/** What the transport knows of its socket: how it is opened, and when it was resolved, connected and secured. */
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { Clock } from "./clock.ts";
import { isUnspecified } from "./hosts.ts";
import type { Proxy } from "./proxy.ts";
import type { Ns } from "../providers/recording.ts";
import { openTunnel } from "./tunnel.ts";

/** How a target is reached. */
export interface Connection {
  /** PEM of the authority that signed its certificate; null for the ones the system trusts. */
  ca: string | null;
  /** False accepts any certificate. */
  verify: boolean;
  /** Path of a Unix socket that answers for the host. */
  socketPath: string | null;
  proxy: Proxy | null;
  /** What is offered to the server; "2" needs TLS, and a server that knows only 1.1 gets that. */
  http: "1.1" | "2";
}

export const plainConnection: Connection = {
  ca: null,
  verify: true,
  socketPath: null,
  proxy: null,
  http: "1.1",
};

export interface Opened {
  socket: Socket;
  dns: Ns | null;
  connected: Ns | null;
  secured: Ns | null;
}

/** Where a socket goes, in undici's words. */
export interface Destination {
  host: string;
  hostname: string;
  protocol: string;
  port: string;
}

type Callback = (error: Error | null, socket: Socket | null) => void;
type Connect = (options: Destination & { httpSocket?: Socket }, callback: Callback) => Socket;

/** Where a socket goes for a host: one that stands for every address of a server is this machine. */
const reached = (hostname: string): string =>
  isUnspecified(hostname.replace(/^\[(.*)\]$/, "$1")) ? "localhost" : hostname;

/** Opens sockets by `connect`, through a proxy where there is one, and stamps their moments as they come. */
export function socketOpener(
  connect: Connect,
  proxy: Proxy | null,
  timeoutMs: number,
  clock: Clock,
): (to: Destination, callback: Callback) => Opened {
  const stamped = (opened: Opened): Opened => {
    const { socket } = opened;
    socket.prependOnceListener("lookup", () => opened.dns ??= clock.now());
    socket.prependOnceListener("connect", () => opened.connected ??= clock.now());
    socket.prependOnceListener("secureConnect", () => opened.secured ??= clock.now());
    return opened;
  };
  const none = { dns: null, connected: null, secured: null };
  return (to, callback) => {
    if (!proxy) {
      const there = { ...to, hostname: reached(to.hostname) };
      return stamped({ ...none, socket: connect(there, callback) });
    }
    if (to.protocol === "http:") {
      const port = String(proxy.port);
      const there = { ...to, host: `${proxy.host}:${port}`, hostname: proxy.host, port };
      return stamped({ ...none, socket: connect(there, callback) });
    }
    const opened = stamped({
      ...none,
      socket: openTunnel(proxy, to.hostname, Number(to.port || 443), timeoutMs, (error, tunnel) => {
        if (error || !tunnel) return callback(error, null);
        opened.socket = connect({ ...to, httpSocket: tunnel }, callback);
        stamped(opened);
      }),
    });
    return opened;
  };
}

/** The version that was agreed on when the socket was secured. */
export const httpVersionOf = (socket: Socket): "1.1" | "2" =>
  (socket as TLSSocket).alpnProtocol === "h2" ? "2" : "1.1";

/** True while a socket can still carry a request. */
export const alive = (socket: Socket | null): boolean =>
  socket !== null && !socket.destroyed && socket.readable && socket.writable &&
  !socket.readableEnded;
