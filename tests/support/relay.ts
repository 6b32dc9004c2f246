/** Stands before another server of this machine and keeps the heads of what it passes on. */
import { createServer, request as ask } from "node:http";
import type { AddressInfo } from "node:net";

export interface Relay {
  url: string;
  /** Headers of every request, in order of arrival. */
  heads: Record<string, string | undefined>[];
  close(): Promise<void>;
}

/** Passes everything on to `to`, an address without a path. */
export async function relay(to: string): Promise<Relay> {
  const heads: Relay["heads"] = [];
  const { hostname, port } = new URL(to);
  const server = createServer((request, response) => {
    heads.push(request.headers as Relay["heads"][number]);
    const onward = ask({
      hostname,
      port,
      method: request.method,
      path: request.url,
      headers: request.headers,
    }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heads,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
