/**
 * An answer read before the load: code that runs for the first time takes some ten milliseconds, and the first answers
 * would be stamped late by them.
 */
import { createServer, type Server } from "node:net";
import type { Ask, Provider } from "../providers/provider.ts";
import { runAttempt } from "./attempt.ts";
import type { Clock } from "./clock.ts";
import type { Limits } from "./limits.ts";
import { openSlot } from "./transport.ts";

const head =
  "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
const event = 'data: {"choices":[{"index":0,"delta":{"content":" a"},"finish_reason":null}]}\n\n';
const arrivals = 3;
const mostMs = 1000;

/**
 * Asks a server of this process as `wire` asks, without what proves who asks, and reads its answer. Never throws:
 * where it cannot be done, the load begins without it.
 */
export async function rehearse(wire: Provider, clock: Clock, limits: Limits): Promise<void> {
  const server = answering();
  try {
    const baseUrl = `http://127.0.0.1:${await portOf(server)}`;
    const slot = openSlot(baseUrl, clock, { ...limits, requestMs: mostMs });
    const ask: Ask = {
      baseUrl,
      model: "m",
      messages: [{ role: "user", content: "a" }],
      maxOutputTokens: arrivals,
      params: {},
    };
    try {
      await slot.warm();
      await runAttempt(slot, wire, ask, { credentials: null });
    } finally {
      slot.close();
    }
  } catch {
    /* what it would have made quick is as slow as it was */
  } finally {
    server.close();
  }
}

const portOf = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", () => {
      resolve((server.address() as { port: number }).port);
    });
  });

/** A server that sends a few events, each in a turn of its own, to whoever asks anything. */
const answering = (): Server =>
  createServer((socket) => {
    const chunk = `${event.length.toString(16)}\r\n${event}\r\n`;
    let sent = 0;
    const next = () => {
      if (socket.destroyed) return;
      if (sent++ === arrivals) return void socket.end("0\r\n\r\n");
      socket.write(chunk, () => setImmediate(next));
    };
    socket.on("error", () => {}).once("data", () => socket.write(head, next));
  });
