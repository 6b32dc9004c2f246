/** A client without opinions about HTTP: it sees every byte of an answer, and how its connection ended. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { connect } from "node:net";

/** The key it sends, as a bearer token. */
export const key = "the-key-of-the-caller-0123456789";

export interface Seen {
  bytes: Buffer;
  /** `open`: enough had come, and the client left. */
  ended: "open" | "close" | "reset";
  /** Milliseconds since the request was sent. */
  ended_ms: number;
}

/** Asks for a fault and reads until `enough`, which sees every byte so far, but of a long answer the newest only. */
export function ask(url: string, fault: string, enough: (bytes: Buffer, total: number) => boolean) {
  return new Promise<Seen>((resolve) => {
    const start = performance.now();
    const parts: Buffer[] = [];
    let total = 0;
    let ended: Seen["ended"] = "open";
    let ended_ms = NaN;
    const end = (how: Seen["ended"]) => {
      ended = how;
      ended_ms = performance.now() - start;
    };
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.write(
      `POST /fault-${fault}/v1/chat/completions HTTP/1.1\r\nhost: x\r\n` +
        `authorization: Bearer ${key}\r\ncontent-length: 2\r\n\r\n{}`,
    );
    socket.on("data", (part: Buffer) => {
      parts.push(part);
      total += part.length;
      if (!enough(total < 200_000 ? Buffer.concat(parts) : part, total)) return;
      end("open");
      socket.destroy();
    });
    socket.on("end", () => end("close"));
    socket.on("error", () => end("reset"));
    socket.on("close", () => resolve({ bytes: Buffer.concat(parts), ended, ended_ms }));
  });
}

/** Takes an answer apart by HTTP/1.1: written from the standard. */
export function parse(bytes: Buffer) {
  const end = bytes.indexOf("\r\n\r\n");
  assert.ok(end >= 0, "there is a whole head");
  const [start, ...rest] = bytes.subarray(0, end).toString("latin1").split("\r\n");
  const headers = new Map(rest.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  }));
  const raw = bytes.subarray(end + 4);
  const status = Number(start.split(" ")[1]);
  if (headers.get("transfer-encoding") !== "chunked") {
    const length = Number(headers.get("content-length") ?? NaN);
    return { status, headers, body: raw, pieces: [raw], whole: raw.length === length };
  }
  const pieces: Buffer[] = [];
  let at = 0;
  let whole = false;
  while (!whole) {
    const line = raw.indexOf("\r\n", at);
    if (line < 0) break;
    const size = parseInt(raw.subarray(at, line).toString("latin1"), 16);
    if (raw.length < line + 2 + size + 2) break;
    if (size === 0) whole = true;
    else pieces.push(raw.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
  return { status, headers, body: Buffer.concat(pieces), pieces, whole };
}

/** The answer is whole by its framing. */
export const isWhole = (bytes: Buffer) => bytes.includes("\r\n\r\n") && parse(bytes).whole;
