/** What a server of buckets refuses is said in a sentence, and whether it will be refused again. */
import assert from "node:assert/strict";
import { WrongStore } from "../../benchmarks/places/faults.ts";
import { openPlace } from "../../benchmarks/places/open.ts";
import { keyId, secretKey } from "../support/s3_server.ts";
import { rawServer } from "../support/server.ts";
import { keepsConnections } from "../support/stores/bucket.ts";

Deno.test(
  "what is refused is said; only name, key and bucket are wrong settings",
  keepsConnections,
  async () => {
    for (
      const [status, code, words, stays] of [
        ["403 Forbidden", "AccessDenied", /may not do this there\.$/, true],
        [
          "403 Forbidden",
          "SignatureDoesNotMatch",
          /AWS_SECRET_ACCESS_KEY does not belong to AWS_/,
          true,
        ],
        [
          "403 Forbidden",
          "RequestTimeTooSkewed",
          /the clock of this machine is too far from/,
          false,
        ],
        ["400 Bad Request", "ExpiredToken", /AWS_SESSION_TOKEN has expired\.$/, true],
        ["418 Teapot", "Odd", /refuses with 418 \(Odd\)\.$/, false],
        ["500 Odd", "constructor", /refuses with 500 \(constructor\)\.$/, false],
        ["404 Not Found", "NoSuchBucket", /there is no bucket store at 127/, true],
        ["400 Bad Request", "InvalidBucketName", /store is no name of a bucket to 127/, true],
        ["301 Moved", "Odd", /in another region: set AWS_REGION\.$/, true],
      ] as const
    ) {
      const body =
        `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${secretKey}</Message></Error>`;
      const server = await rawServer((socket) =>
        void socket.end(
          `HTTP/1.1 ${status}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
        )
      );
      const env: Record<string, string> = {
        ...{ AWS_ENDPOINT_URL: server.url, AWS_ACCESS_KEY_ID: keyId },
        AWS_SECRET_ACCESS_KEY: secretKey,
      };
      const place = await openPlace("s3://store", (variable) => env[variable]);
      await assert.rejects(place.list(""), (error: Error) => {
        assert.match(error.message, words);
        assert.equal(error instanceof WrongStore, stays, code);
        return !error.message.includes(secretKey);
      });
      await server.close();
    }
  },
);
