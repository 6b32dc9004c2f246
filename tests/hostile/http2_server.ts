/** A server of HTTP/2 as bytes, over TLS with a certificate of its own; each answer has a port. */
import { Buffer } from "node:buffer";
import type { Socket } from "node:net";
import { createServer } from "node:tls";
import { generate } from "selfsigned";
import type { Http2Answer } from "./http2_answers.ts";
import { endStream, frame, types } from "./http2_frames.ts";

const prefaceBytes = 24;
const headBytes = 9;

/** Calls `on` for each frame that a client sends after its preface. */
function readFrames(socket: Socket, on: (type: number, flags: number, stream: number) => void) {
  let held = Buffer.alloc(0);
  let skip = prefaceBytes;
  socket.on("data", (bytes: Buffer) => {
    held = Buffer.concat([held, bytes]);
    while (held.length >= skip + headBytes) {
      const at = skip;
      const length = held.readUIntBE(at, 3);
      if (held.length < at + headBytes + length) break;
      const [type, flags, stream] = [held[at + 3], held[at + 4], held.readUInt32BE(at + 5)];
      held = held.subarray(at + headBytes + length);
      skip = 0;
      on(type, flags, stream);
    }
  });
}

/** Addresses by the names of answers, and a way to end their servers. */
export async function http2Servers(
  answers: Record<string, Http2Answer>,
): Promise<{ urls: Record<string, string>; close(): void }> {
  const pems = await generate([{ name: "commonName", value: "127.0.0.1" }]);
  const open = new Set<Socket>();
  const servers = await Promise.all(
    Object.values(answers).map(async ({ settings, answer }) => {
      const server = createServer(
        { key: pems.private, cert: pems.cert, ALPNProtocols: ["h2"] },
        (socket: Socket) => {
          open.add(socket);
          socket.on("error", () => {}); // whoever asked left
          socket.on("close", () => open.delete(socket));
          socket.write(frame(types.settings, 0, 0, settings));
          readFrames(socket, (type, flags, stream) => {
            if (type === types.settings && !(flags & 1)) {
              socket.write(frame(types.settings, 1, 0));
            }
            const ends = (type === types.headers || type === types.data) && flags & endStream;
            if (ends) answer(socket, stream);
          });
        },
      );
      server.on("tlsClientError", () => {});
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  return {
    urls: Object.fromEntries(
      Object.keys(answers).map((name, i) => [name, `https://127.0.0.1:${ports[i]}/v1`]),
    ),
    close() {
      for (const socket of open) socket.destroy();
      for (const server of servers) server.close();
    },
  };
}
