/** A server of chat completions for these tests. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { plantedKey } from "../support/bench.ts";
import { done, event } from "../support/server.ts";

/** A server that wants a key and knows one model, and echoes what it refuses. */
function answer(request: IncomingMessage, response: ServerResponse, body: string) {
  const refuse = (status: number, message: string, code: string) =>
    response.writeHead(status, {
      "content-type": "application/json",
      "x-request-id": `for ${request.headers.authorization}`,
    }).end(JSON.stringify({ error: { message, code } }));
  if (!request.url?.endsWith("/v1/chat/completions")) return refuse(404, "Not Found", "not_found");
  if (request.headers.authorization !== `Bearer ${plantedKey}`) {
    return refuse(401, `Incorrect API key provided: ${request.headers.authorization}`, "invalid");
  }
  const { model } = JSON.parse(body);
  if (model !== "m") {
    return refuse(404, `The model ${model} does not exist (${plantedKey})`, "model_not_found");
  }
  response.writeHead(200, {
    "content-type": "text/event-stream",
    "x-request-id": `for ${plantedKey}`,
  });
  const extra = `${request.headers["x-extra"] ?? ""}${JSON.parse(body).top_k ?? ""}`;
  response.end(event({ content: `hello ${extra} ${request.headers.authorization}` }) + done);
}

export async function serve(where: number | string, seen: string[] = []) {
  const server: Server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => body += part);
    request.on("end", () => {
      seen.push(`${request.url} ${request.headers.host}`);
      answer(request, response, body);
    });
  });
  await new Promise<void>((resolve) =>
    typeof where === "string"
      ? server.listen(where, resolve)
      : server.listen(where, "127.0.0.1", resolve)
  );
  const address = server.address();
  return {
    url: typeof address === "object" ? `http://127.0.0.1:${address!.port}` : "",
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
