/**
 * The framework's live site behind a check of who asks, with the policy of finished pages. `deno run -A live.ts
 * preview --config FILE [--port N]`, a process of its own; the framework's command line has no such check.
 */
import { createServer, type IncomingMessage, type Server } from "node:http";
import process from "node:process";
import type { Duplex } from "node:stream";
import { parseArgs, stripVTControlCharacters } from "node:util";
import { sendPolicy } from "./live_policy.ts";
import { refusalOf } from "./visitor.ts";

const preview = "../../node_modules/@observablehq/framework/dist/preview.js";
const [firstPort, lastPort] = [3000, 49_151];

/** Listens on loopback at `port`, or at the first that is free from 3000 on. Returns the port. */
async function listen(server: Server, port: number | undefined): Promise<number> {
  for (let at = port ?? firstPort;; at++) {
    try {
      await new Promise<void>((done, fail) =>
        server.once("error", fail).listen(at, "127.0.0.1", () => {
          server.off("error", fail);
          done();
        })
      );
      return (server.address() as { port: number }).port;
    } catch (error) {
      const taken = (error as { code?: string }).code === "EADDRINUSE";
      if (port !== undefined || !taken || at === lastPort) throw error;
    }
  }
}

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    config: { type: "string" },
    port: { type: "string" },
  },
});
const server = createServer();
const port = await listen(server, values.port === undefined ? undefined : Number(values.port));
// Never listens itself: it hears of what the check let through.
const inner = createServer();

/** Some paths that are no addresses would end the framework. */
function isAddress(url = ""): boolean {
  try {
    decodeURI(new URL(url, "http://localhost").pathname);
    return true;
  } catch {
    return false;
  }
}

const refusal = (request: IncomingMessage) =>
  refusalOf(request, port) ?? (isAddress(request.url) ? null : "This is no address.");

server.on("request", (request, response) => {
  sendPolicy(response, port);
  const why = refusal(request);
  if (why === null) return void inner.emit("request", request, response);
  response.writeHead(403, { "content-type": "text/plain; charset=utf-8" }).end(`${why}\n`);
});
server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Uint8Array) => {
  if (refusal(request) === null) return void inner.emit("upgrade", request, socket, head);
  socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
});

// The framework could open a browser, for which one of its packages looks into /proc unless told not to.
process.env.__IS_WSL_TEST__ = "1";
// It prints each message between a page and itself, with the code of the cells.
const protocol = /^(?:↑|↓|socket (?:open|close))$/;
const log = console.log;
console.log = (...words) => {
  if (!protocol.test(stripVTControlCharacters(String(words[0])))) log(...words);
};
const { PreviewServer } = await import(preview);
new PreviewServer({ config: values.config, server: inner, verbose: false });
console.log(`The live site: http://127.0.0.1:${port}/`);
