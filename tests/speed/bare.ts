/** The stack below ours: undici's dispatch, then bytes counted, or eventsource-parser and JSON.parse. */
import { createParser } from "eventsource-parser";
import { Client } from "undici";
import type { Load, Seen } from "./client.ts";

const body = (prompt: string) =>
  JSON.stringify({
    model: "m",
    messages: [{ role: "user", content: prompt }],
    stream: true,
    stream_options: { include_usage: true },
  });

/** What reads the pieces of one answer. */
interface Reader {
  piece(bytes: Uint8Array, at: number): void;
}

function counting(seen: Seen): Reader {
  return { piece: (bytes) => void (seen.bytes += bytes.length) };
}

function parsing(seen: Seen, started: number, id: () => string): Reader {
  const decoder = new TextDecoder();
  let text = "";
  let now = 0;
  const parser = createParser({
    onEvent({ data }) {
      if (data === "[DONE]") return;
      const token = JSON.parse(data).choices[0]?.delta.content;
      if (!token) return;
      if (text === "") seen.ttftMs[id()] = now - started;
      text += token;
      seen.tokens++;
    },
  });
  return {
    piece(bytes, at) {
      seen.bytes += bytes.length;
      now = at;
      parser.feed(decoder.decode(bytes, { stream: true }));
    },
  };
}

/** Sends `load.requests` over `load.streams` connections, each its next when the last has ended. */
export async function runBare({ url, streams, requests }: Load, counts: boolean): Promise<Seen> {
  const seen: Seen = { bytes: 0, tokens: 0, rows: 0, ttftMs: {}, startedMs: {} };
  const { origin, pathname } = new URL(`${url}/chat/completions`);
  let left = requests;
  const ask = (client: Client, path: string) =>
    new Promise<void>((resolve, reject) => {
      const started = performance.now();
      let id = "";
      const reader = counts ? counting(seen) : parsing(seen, started, () => id);
      client.dispatch({
        path,
        method: "POST",
        headers: ["content-type", "application/json"],
        body: body("Shall I compare thee to a summer's day?"),
      }, {
        onRequestStart() {},
        onResponseStart(_controller, _status, headers) {
          id = headers["x-request-id"] as string;
          seen.startedMs[id] = performance.timeOrigin + started;
        },
        onResponseData: (_, bytes) => reader.piece(bytes, performance.now()),
        onResponseEnd() {
          seen.rows++;
          resolve();
        },
        onResponseError: (_, error) => reject(error),
      });
    });
  const clients = Array.from({ length: streams }, () => new Client(origin));
  await Promise.all(clients.map((client) => ask(client, "/flood/1/1"))); // opens the connections
  Object.assign(seen, { bytes: 0, tokens: 0, rows: 0, ttftMs: {}, startedMs: {} });
  await Promise.all(clients.map(async (client) => {
    while (left-- > 0) await ask(client, pathname);
  }));
  await Promise.all(clients.map((client) => client.destroy()));
  return seen;
}
