/** Servers that misbehave, one a name, at `/fault-NAME/v1`. */
import type { ServerResponse } from "node:http";

const sse = { "content-type": "text/event-stream" };
const chunk = (text: string) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: text } }] })}\n\n`;
const refuse = (status: number, type: string, headers = {}) => (response: ServerResponse) =>
  void response.writeHead(status, { "content-type": "application/json", ...headers }).end(
    JSON.stringify({
      error: { message: `The simulator answers ${status} as asked`, type, code: type },
    }),
  );

/** What each does with the answer it was given. */
export const faults: Record<string, (response: ServerResponse) => void> = {
  "401": refuse(401, "invalid_api_key"),
  "404": refuse(404, "model_not_found"),
  "429": refuse(429, "rate_limit_exceeded", { "retry-after": "1" }),
  "500": refuse(500, "server_error"),
  garbage: (response) => void response.writeHead(200, sse).end("data: {this is no JSON\n\n"),
  nothing: (response) => void response.destroy(),
  empty: (response) => void response.writeHead(200, sse).end("data: [DONE]\n\n"),
  truncated: (response) => void response.writeHead(200, sse).end(chunk("cut")),
  reset: (response) => {
    response.writeHead(200, sse).write(chunk("cut"));
    setTimeout(() => response.destroy(), 20);
  },
  // One token, then silence for longer than any idle timeout; a client that waits gets the end of it.
  slow: (response) => {
    response.writeHead(200, sse).write(chunk("slow"));
    const end = setTimeout(() => response.end("data: [DONE]\n\n"), 600_000);
    response.once("close", () => clearTimeout(end));
  },
};
