/** A server of bytes: the name before `/v1` says how it answers. */
import { createServer, type Socket } from "node:net";
import { type Answer, answers, goodAnswer } from "./answers.ts";

const requestLine = /^POST \/([\w-]+)\//;

/** Its address, and a way to end it. */
export async function rawServer(): Promise<{ url: string; close(): void }> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    let asked = "";
    socket.on("error", () => {}); // whoever asked left
    socket.on("close", () => open.delete(socket));
    socket.on("data", (bytes) => {
      asked += bytes.toString("latin1");
      const head = asked.indexOf("\r\n\r\n");
      const [, length] = /content-length: (\d+)/i.exec(asked) ?? [];
      if (head < 0 || asked.length < head + 4 + Number(length)) return;
      const [, name] = requestLine.exec(asked)!;
      asked = "";
      const answer: Answer = name === "good" ? goodAnswer : answers[name];
      answer(socket);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
