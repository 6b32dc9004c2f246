/** Small servers on loopback: raw sockets, so that a test decides every byte and when it is sent. */
import { createServer, type Socket } from "node:net";

export interface TestServer {
  url: string;
  /** Connections accepted so far. */
  connections(): number;
  /** Requests that arrived whole, head and body. */
  requests: string[];
  close(): Promise<void>;
}

/** Serves every request of a connection with `answer`; `n` counts requests from 0 over all connections. */
export async function rawServer(
  answer: (socket: Socket, n: number, connection: number) => void | Promise<void>,
): Promise<TestServer> {
  const open = new Set<Socket>();
  const requests: string[] = [];
  let connections = 0;
  const server = createServer((socket) => {
    const connection = connections++;
    open.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => {});
    socket.on("close", () => open.delete(socket));
    let text = "";
    socket.on("data", (bytes) => {
      text += bytes.toString("latin1"); // so that lengths are bytes
      const head = text.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (text.length < head + 4 + length) return;
      requests.push(text);
      text = "";
      void answer(socket, requests.length - 1, connection);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    connections: () => connections,
    requests,
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export const head = (extra = "", status = "200 OK") =>
  `HTTP/1.1 ${status}\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n${extra}\r\n`;
/** One HTTP chunk. */
export const chunk = (text: string) =>
  `${new TextEncoder().encode(text).length.toString(16)}\r\n${text}\r\n`;
export const lastChunk = "0\r\n\r\n";
/** A whole answer with a body of known length. */
export const plain = (status: string, body: string, extra = "") =>
  `HTTP/1.1 ${status}\r\ncontent-length: ${
    new TextEncoder().encode(body).length
  }\r\n${extra}\r\n${body}`;
/** One event of a chat completion stream. */
export const event = (delta: unknown, finish: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ delta, finish_reason: finish }] })}\n\n`;
export const done = event({}, "stop") + "data: [DONE]\n\n";
