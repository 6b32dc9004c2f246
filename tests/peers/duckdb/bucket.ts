/** A server of S3 behind a relay that counts what leaves it. */
import { createServer, request as ask } from "node:http";
import type { AddressInfo } from "node:net";
import { s3Server } from "../../support/s3_server.ts";

export interface Bucket {
  /** Variables by which programs reach it. */
  env: Record<string, string>;
  /** Bytes of bodies that it sent since the last call, and how many requests it answered. */
  sent(): { bytes: number; requests: number };
  stop(): Promise<void>;
}

/** Serves an empty bucket `store`. */
export async function serveBucket(): Promise<Bucket> {
  const server = await s3Server();
  const { hostname, port } = new URL(server.url);
  let [bytes, requests] = [0, 0];
  const relay = createServer((request, response) => {
    requests++;
    const onward = ask({
      ...{ hostname, port, method: request.method },
      ...{ path: request.url, headers: request.headers },
    }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.on("data", (part: Uint8Array) => bytes += part.length);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => relay.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(relay.address() as AddressInfo).port}`;
  return {
    env: { ...server.env, AWS_ENDPOINT_URL: address, NO_PROXY: "127.0.0.1" },
    sent() {
      const found = { bytes, requests };
      [bytes, requests] = [0, 0];
      return found;
    },
    async stop() {
      relay.closeAllConnections();
      relay.close();
      await server.close();
    },
  };
}
