/** The clock of shard 0, for the others to ask: it answers every question with two times, and knows nothing else. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sleep } from "../../wire/clock.ts";

export interface ClockServer {
  port: number;
  /** Resolves when so many were heard to ask after their load, or `mostS` seconds have passed. */
  lastAsked(others: number, mostS: number, goesOn: () => boolean): Promise<void>;
  close(): Promise<void>;
}

/** The header by which a shard says that it asks for the last time. */
export const lastHeader = "x-tokenboard-last-of-shard";
const mostConnections = 4096;
const lookEveryMs = 50;

/** Listens on `port` of every address (0: a free one), or of `host` alone. Throws where that is taken. */
export async function serveClock(
  port: number,
  nowMs: () => number,
  host?: string,
): Promise<ClockServer> {
  const gone = new Set<string>();
  const server = createServer((request, response) => {
    const received_ms = nowMs();
    if (request.method !== "GET") {
      response.writeHead(405, { connection: "close" }).end();
      return;
    }
    const last = request.headers[lastHeader];
    if (typeof last === "string" && /^\d{1,6}$/.test(last)) gone.add(last);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ received_ms, sent_ms: nowMs() }));
  });
  server.maxConnections = mostConnections;
  await new Promise<void>((resolve, reject) =>
    server.once("error", reject).listen(port, host ?? "0.0.0.0", resolve)
  );
  return {
    port: (server.address() as AddressInfo).port,
    async lastAsked(others, mostS, goesOn) {
      const until = nowMs() + mostS * 1000;
      while (gone.size < others && nowMs() < until && goesOn()) await sleep(lookEveryMs);
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
