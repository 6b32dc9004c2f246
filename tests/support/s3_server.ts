/** A server of S3 on loopback, with a key of its own. */
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { plantedKey } from "./bench.ts";

const require = createRequire(import.meta.url);

export const keyId = "TESTKEYIDOFASTORE0000";
export const secretKey = `${plantedKey}+of/a+store`;

export interface S3Server {
  url: string;
  /** What reaches its bucket, for `env` of a command and for `openPlace()`. */
  env: Record<string, string>;
  environment: (variable: string) => string | undefined;
  /** Where its files are, in a form of its own. */
  folder: string;
  close(): Promise<void>;
}

/** Starts it with one empty bucket; it heeds no `If-None-Match`, as older servers do. */
export async function s3Server(bucket = "store"): Promise<S3Server> {
  const S3rver = require("s3rver");
  require("s3rver/lib/models/account").DUMMY_ACCOUNT.createKeyPair(keyId, secretKey);
  const folder = await Deno.makeTempDir({ prefix: "tokenboard-s3-" });
  const server = new S3rver({
    port: 0,
    address: "127.0.0.1",
    silent: true,
    directory: folder,
    configureBuckets: [{ name: bucket }],
  });
  const { port }: AddressInfo = await server.run();
  const url = `http://127.0.0.1:${port}`;
  const env: Record<string, string> = {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: keyId,
    AWS_SECRET_ACCESS_KEY: secretKey,
  };
  return {
    url,
    env,
    environment: (variable) => env[variable],
    folder,
    async close() {
      server.httpServer.closeAllConnections?.();
      await server.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}
