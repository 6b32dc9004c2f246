/** A server of HTTP/2. */
import {
  createSecureServer,
  type Http2SecureServer,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import type { AddressInfo } from "node:net";
import { generate } from "selfsigned";
import { plainConnection } from "../../../benchmarks/wire/connector.ts";
import type { Slot } from "../../../benchmarks/wire/transport.ts";

export const pems = await generate([{ name: "commonName", value: "127.0.0.1" }], {
  extensions: [
    { name: "basicConstraints", cA: true },
    { name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] },
  ],
});
export const connection = { ...plainConnection, http: "2" as const, verify: false };

type Answer = (stream: ServerHttp2Stream, path: string, body: string, session: number) => void;

export async function serve(answer: Answer) {
  const sessions: ServerHttp2Session[] = [];
  const server: Http2SecureServer = createSecureServer({ key: pems.private, cert: pems.cert });
  server.on("session", (session) => sessions.push(session));
  server.on("stream", (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    const own = sessions.indexOf(stream.session as ServerHttp2Session);
    let body = "";
    stream.on("error", () => {});
    stream.on("data", (part: Uint8Array) => body += new TextDecoder().decode(part));
    stream.on("end", () => answer(stream, String(headers[":path"]), body, own));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sessions,
    close() {
      for (const session of sessions) session.destroy();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export const head = (stream: ServerHttp2Stream) =>
  stream.respond({ ":status": 200, "content-type": "text/event-stream", "x-request-id": "r1" });

export const ask = (slot: Slot, url: string, path: string, onArrival?: () => void) =>
  slot.exchange({
    method: "POST",
    url: url + path,
    headers: [["content-type", "text/plain"]],
    body: `for ${path}`,
  }, { onArrival });

/** Tests of sockets that Deno's own node:http2 leaves half open. */
export const loose = { sanitizeResources: false, sanitizeOps: false };
