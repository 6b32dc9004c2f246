/** Servers that answer as S3 does, or as it does not, byte for byte as a test says. */
import type { Socket } from "node:net";
import { keyId, secretKey } from "../support/s3_server.ts";
import { rawServer } from "../support/server.ts";

/** A server that gives these answers in turn, the last again and again. */
export const answering = (answers: { status: string; body?: string; head?: string }[]) =>
  rawServer((socket: Socket, n) => {
    const { status, body = "", head = "" } = answers[Math.min(n, answers.length - 1)];
    socket.end(
      `HTTP/1.1 ${status}\r\ncontent-length: ${
        Buffer.byteLength(body)
      }\r\n${head}connection: close\r\n\r\n${body}`,
    );
  });
export const environment = (url: string) => (variable: string) =>
  ({ AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: keyId, AWS_SECRET_ACCESS_KEY: secretKey })[variable];
export const refusal = (code: string) =>
  `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${secretKey}</Message></Error>`;
export const listOf = (...keys: string[]) => ({
  status: "200 OK",
  body: `<?xml version="1.0"?><ListBucketResult><EncodingType>url</EncodingType>${
    keys.map((key) =>
      `<Contents><Key>${encodeURIComponent(key)}</Key><Size>1</Size><ETag>"e"</ETag></Contents>`
    ).join("")
  }</ListBucketResult>`,
});
