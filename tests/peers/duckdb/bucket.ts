/** A real S3 server (s3rver) behind a relay that counts what leaves it. */
import { createServer, request as ask } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { freePort, must, serve } from "../peer.ts";

const pinned = "s3rver@3.7.1";

/** Installs the server once. */
async function installed(): Promise<string> {
  const folder = `${tmpdir()}/tokenboard-peers/s3rver`;
  const program = `${folder}/node_modules/s3rver/bin/s3rver.js`;
  if (await Deno.stat(program).then(() => true, () => false)) return program;
  await Deno.mkdir(folder, { recursive: true });
  await must("npm", ["install", "--silent", "--prefix", folder, pinned]);
  return program;
}

export interface Bucket {
  /** Variables by which programs reach it; the keys are s3rver's own. */
  env: Record<string, string>;
  /** Bytes of bodies that it sent since the last call, and the keys that were asked for, each with its bytes. */
  sent(): { bytes: number; requests: number; by: Record<string, number> };
  /** Everything else that was said: heads of requests, as text. */
  heads(): string;
  stop(): Promise<void>;
}

/** Serves one empty bucket. */
export async function serveBucket(bucket: string): Promise<Bucket> {
  const program = await installed();
  const folder = await Deno.makeTempDir({ prefix: "tokenboard-s3-" });
  const port = await freePort();
  const args = ["--directory", folder, "--port", `${port}`, "--configure-bucket", bucket];
  const server = await serve("node", [program, ...args, "--address", "127.0.0.1"], port, "/");
  let [bytes, requests, by] = [0, 0, {} as Record<string, number>];
  const said: string[] = [];
  const relay = createServer((request, response) => {
    requests++;
    said.push(JSON.stringify([request.url, request.headers]));
    const key = decodeURIComponent((request.url ?? "").split("?")[0]);
    const onward = ask({
      ...{ hostname: "127.0.0.1", port, method: request.method },
      ...{ path: request.url, headers: request.headers },
    }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.on("data", (part: Uint8Array) => {
        bytes += part.length;
        by[key] = (by[key] ?? 0) + part.length;
      });
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => relay.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(relay.address() as AddressInfo).port}`;
  return {
    env: {
      AWS_ENDPOINT_URL: address,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "S3RVER",
      AWS_SECRET_ACCESS_KEY: "S3RVER",
      NO_PROXY: "127.0.0.1",
    },
    sent() {
      const found = { bytes, requests, by };
      [bytes, requests, by] = [0, 0, {}];
      return found;
    },
    heads: () => said.join("\n"),
    async stop() {
      relay.closeAllConnections();
      relay.close();
      await server.stop("SIGKILL");
      await Deno.remove(folder, { recursive: true });
    },
  };
}
