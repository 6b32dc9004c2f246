/** What the transport knows of its socket: when it was resolved, connected and secured. */
import type { Socket } from "node:net";
import type { Clock } from "./clock.ts";
import type { Ns } from "./recording.ts";

export interface Opened {
  socket: Socket;
  dns: Ns | null;
  connected: Ns | null;
  secured: Ns | null;
}

/** Stamps the moments of a socket that is being opened, before anybody else hears of them. */
export function stampSocket(socket: Socket, clock: Clock): Opened {
  const opened: Opened = { socket, dns: null, connected: null, secured: null };
  socket.prependOnceListener("lookup", () => opened.dns ??= clock.now());
  socket.prependOnceListener("connect", () => opened.connected ??= clock.now());
  socket.prependOnceListener("secureConnect", () => opened.secured ??= clock.now());
  return opened;
}

/** True while a socket can still carry a request. */
export const alive = (socket: Socket | null): boolean =>
  socket !== null && !socket.destroyed && socket.readable && socket.writable &&
  !socket.readableEnded;
