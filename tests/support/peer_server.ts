/** A service of a cloud, on this machine: what it was asked, and what a test lets it say. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  method: string;
  path: string;
  headers: Record<string, string | undefined>;
  body: string;
}

export interface Said {
  status?: number;
  headers?: Record<string, string>;
  body: string;
}

export async function peerServer(answer: (asked: Asked) => Said | Promise<Said>) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    const one: Asked = {
      method: request.method!,
      path: request.url!,
      headers: request.headers as Asked["headers"],
      body,
    };
    asked.push(one);
    const said = await answer(one);
    response.writeHead(said.status ?? 200, said.headers).end(said.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close() {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
