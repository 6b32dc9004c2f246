/**
 * A server that costs next to nothing, in a process of its own: what a client of it needs is the client's.
 *
 * The path says the answer: `/flood/EVENTS/PER_WRITE/...` sends all at once, PER_WRITE events in an HTTP chunk;
 * `/paced/EVENTS/GAP_MS/...` one event after the other, the first 200 to 1,200 ms after the request. `/stamps` says
 * when requests came and first tokens went, and forgets it. Prints its port.
 */
import { createServer, type Socket } from "node:net";

/** By `x-request-id`: when the request had come, and when its first token went, milliseconds of this process. */
export interface Stamps {
  origin_ms: number;
  requests: Record<string, [arrived: number, first: number]>;
  /** How late the sends of a pace were, the 99th percentile in milliseconds. */
  late_p99_ms: number;
}

const words = [" the", " rough", " winds", " do", " shake", " darling", " buds", " of", " May,"];
const json = (delta: object, finish: string | null = null) =>
  JSON.stringify({
    id: "chatcmpl-0123456789abcdef0123456789abcdef",
    object: "chat.completion.chunk",
    created: 1_780_000_000,
    model: "speed",
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  });
const events = (count: number): string[] => [
  `data: ${json({ role: "assistant", content: "" })}\n\n`,
  ...Array.from(
    { length: count },
    (_, i) => `data: ${json({ content: words[i % words.length] })}\n\n`,
  ),
];
const ending = `data: ${json({}, "stop")}\n\ndata: [DONE]\n\n`;

const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
const head = (id: number) =>
  `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nx-request-id: r${id}\r\n` +
  "transfer-encoding: chunked\r\n\r\n";

const floods = new Map<string, Uint8Array>();
function flood(count: number, perWrite: number): Uint8Array {
  const key = `${count}/${perWrite}`;
  if (!floods.has(key)) {
    const all = events(count);
    let body = "";
    for (let i = 0; i < all.length; i += perWrite) {
      body += chunk(all.slice(i, i + perWrite).join(""));
    }
    floods.set(key, new TextEncoder().encode(`${body}${chunk(ending)}0\r\n\r\n`));
  }
  return floods.get(key)!;
}

let requests = 0;
let stamps: Stamps["requests"] = {};
let late: number[] = [];
const [role, ...tokens] = events(words.length).map(chunk);

function paced(socket: Socket, id: number, count: number, gapMs: number, arrived: number): void {
  socket.write(head(id) + role);
  // A fixed stride through the second spreads the first tokens evenly, the same in every run.
  const first = arrived + 200 + (id * 381.966) % 1000;
  let sent = 0;
  const next = () => {
    const now = performance.now();
    if (socket.destroyed) return;
    if (sent === 0) stamps[`r${id}`] = [arrived, now];
    else if (late.length < 1e6) late.push(now - (first + sent * gapMs));
    socket.write(tokens[sent % tokens.length]);
    if (++sent < count) return void setTimeout(next, first + sent * gapMs - performance.now());
    socket.write(`${chunk(ending)}0\r\n\r\n`);
  };
  setTimeout(next, first - performance.now());
}

function answer(socket: Socket, path: string, arrived: number): void {
  const [, kind, count, other] = path.split("/");
  if (kind === "stamps") {
    const late_p99_ms = late.sort((a, b) => a - b)[Math.floor(late.length * 0.99)] ?? 0;
    const said = { origin_ms: performance.timeOrigin, requests: stamps, late_p99_ms };
    const body = JSON.stringify(said satisfies Stamps);
    [stamps, late] = [{}, []];
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
  } else if (kind === "paced") {
    paced(socket, requests++, Number(count), Number(other), arrived);
  } else {
    socket.write(head(requests++));
    socket.write(flood(Number(count), Number(other)));
  }
}

if (import.meta.main) {
  const server = createServer((socket) => {
    socket.setNoDelay(true).on("error", () => {});
    let held = "";
    socket.setEncoding("latin1").on("data", (text: string) => {
      const arrived = performance.now();
      held += text;
      for (;;) {
        const end = held.indexOf("\r\n\r\n");
        if (end < 0) return;
        const length = Number(/content-length: (\d+)/i.exec(held)?.[1] ?? 0);
        if (held.length < end + 4 + length) return;
        const path = held.slice(held.indexOf(" ") + 1, held.indexOf(" HTTP/"));
        held = held.slice(end + 4 + length);
        answer(socket, path, arrived);
      }
    });
  });
  server.listen(
    0,
    "127.0.0.1",
    4096,
    () => console.log((server.address() as { port: number }).port),
  );
}
