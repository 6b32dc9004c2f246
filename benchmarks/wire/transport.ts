/**
 * HTTP and time, nothing else. A slot is one connection: it hands on the moments of an exchange and the
 * bytes of every arrival, stamped before anything looks at them. The only importer of undici.
 */
// These two files of it alone: with its fetch, caches and mocks a first request would wait 40 ms longer.
import connect from "undici/lib/core/connect.js";
import plainClient from "undici/lib/dispatcher/client.js";
import type * as undici from "undici";
import { Buffer } from "node:buffer";
import type { Socket } from "node:net";
import type { Clock } from "./clock.ts";
import {
  alive,
  type Connection,
  httpVersionOf,
  type Opened,
  plainConnection,
  socketOpener,
} from "./connector.ts";
import { ExchangeWatch } from "./exchange.ts";
import { type Limits, timerMs } from "./limits.ts";
import { lookUp } from "./look_up.ts";
import { addressOf } from "../providers/read/address.ts";
import { heldOpen } from "../providers/recording.ts";
import type { Slot } from "./slot.ts";
import { inItsTurn } from "./start_turns.ts";

export type { ExchangeOptions, Slot } from "./slot.ts";

const buildConnector = connect as typeof undici.buildConnector;
const Client = plainClient as unknown as typeof undici.Client;

const rehearsal = { path: "/", method: "GET" as const };

/**
 * The handler of a request that is not to be sent: undici has connected and made everything ready when it asks, and
 * leaves the connection to the next request. The first of a wave would wait for that after their stamp.
 */
const unsent = (ready: () => void) => ({
  onRequestStart() {
    throw new Error("a rehearsal");
  },
  onResponseStart() {},
  onResponseData() {},
  onResponseEnd() {},
  onResponseError: ready,
});

/** Opens a slot to the origin of `baseUrl`. Throws where that is not an http or https URL. */
export function openSlot(
  baseUrl: string,
  clock: Clock,
  limits: Limits,
  connection: Connection = plainConnection,
): Slot {
  const origin = new URL(baseUrl);
  const { proxy } = connection;
  const allowH2 = connection.http === "2";
  const openSocket = socketOpener(
    buildConnector({
      allowH2,
      timeout: timerMs(limits.connectMs),
      ...(connection.socketPath ? { socketPath: connection.socketPath } : {}),
      ...(connection.ca ? { ca: connection.ca } : {}),
      rejectUnauthorized: connection.verify,
      lookup: lookUp,
    }) as never,
    proxy,
    timerMs(limits.connectMs),
    clock,
  );

  let current: Socket | null = null; // the one undici holds
  let pending: Opened | null = null; // being opened for undici
  let watch: ExchangeWatch | null = null;

  const use = (socket: Socket) => {
    current = socket;
    if (watch) watch.httpVersion = httpVersionOf(socket);
  };

  const connector = (
    options: unknown,
    callback: (error: Error | null, socket: Socket | null) => void,
  ) => {
    const opened = openSocket(options as never, (error, socket) => {
      pending = null;
      if (error) return callback(error, null);
      if (socket) use(socket);
      callback(null, socket);
    });
    pending = opened;
    if (watch) watch.opened = opened; // at once: a failure has its moments too
  };

  const newClient = () =>
    new Client(origin.origin, {
      pipelining: 1,
      allowH2,
      connect: connector as never,
      // The limits are kept here, to the millisecond and per exchange.
      headersTimeout: 0,
      bodyTimeout: 0,
      connectTimeout: 0,
      keepAliveTimeout: 600_000,
      keepAliveMaxTimeout: 600_000,
      keepAliveTimeoutThreshold: 0,
    });
  let client = newClient();

  /** Whatever state the connection was left in, the next request must not inherit it. */
  const renew = () => {
    const old = client;
    client = newClient();
    pending?.socket.destroy();
    current = null;
    pending = null;
    old.destroy().catch(() => {});
  };

  return {
    warm() {
      if (alive(current)) return Promise.resolve();
      return new Promise((resolve) => client.dispatch(rehearsal, unsent(resolve)));
    },

    async exchange(request, options = {}) {
      const url = addressOf(request.url);
      const body = request.body === null ? null : Buffer.from(request.body);
      // Without encryption the proxy itself reads the address; with it, it only passes bytes on.
      const proxied = proxy && url.protocol === "http:" ? proxy : null;
      const headers = proxied?.authorization
        ? [...request.headers, ["proxy-authorization", proxied.authorization]]
        : request.headers;
      const begun = await inItsTurn(() => {
        const held = current;
        const openBefore = alive(held);
        const attempt = new ExchangeWatch(
          clock,
          { ...limits, ...options.limits },
          options,
          openBefore,
        );
        if (held && openBefore) attempt.httpVersion = httpVersionOf(held);
        watch = attempt;
        const send = () => {
          const bytesBefore = current?.bytesRead ?? 0;
          const sentOn = held;
          client.dispatch(
            {
              path: (proxied ? url.origin : "") + url.pathname + url.search,
              method: request.method,
              headers: headers.flat(),
              body,
            },
            attempt.handler(() => {
              // A kept connection that died before a byte of the answer: our reuse failed, not the server.
              const untouched = sentOn !== null && openBefore && !attempt.opened &&
                (sentOn.bytesRead ?? 0) <= bytesBefore;
              if (!untouched || attempt.resent) return false;
              attempt.resent = true;
              renew();
              queueMicrotask(send);
              return true;
            }, () => current?.readableEnded ?? true) as never,
          );
        };
        attempt.begin();
        try {
          send();
        } catch (error) {
          attempt.fail(error as Error); // undici refuses the request itself, for instance a bad header
        }
        return attempt;
      });
      const exchange = await begun.done.finally(() => watch = null);
      if (exchange.end.how !== "complete" || exchange.end.code === heldOpen) renew();
      return exchange;
    },

    gotToken: () => watch?.patience.gotToken(),
    reached: (stage, at) => watch?.patience.reached(stage, at),

    close() {
      pending?.socket.destroy();
      client.destroy().catch(() => {});
    },
  };
}
