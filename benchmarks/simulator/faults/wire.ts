/** Steps to bytes: HTTP/1.1 as it goes over the socket, and the moment of every write. */
import { callersKey, type Ending, type Head, type Step } from "./script.ts";

/** One write, or the end. `wire` is what goes over the socket, `body` the part of it that is the body's. */
export type Action =
  | { at_ms: number; wire: Uint8Array; body: Uint8Array | null; head: Head | null }
  | { at_ms: number; end: Ending };

export interface Filling {
  /** What stands where the server says back the key it was sent. */
  key?: string;
  /** Headers that stand before the script's own. */
  headers?: [string, string][];
}

const utf8 = new TextEncoder();
const lastChunk = utf8.encode("0\r\n\r\n");
const nothing = new Uint8Array(0);

/** Every action of a script's steps, in order; without end where the steps are. */
export function* actionsOf(steps: Step[], filling: Filling = {}): Generator<Action> {
  const fill = (text: string) => text.replaceAll(callersKey, filling.key ?? "");
  const encode = (bytes: string | Uint8Array) =>
    typeof bytes === "string" ? utf8.encode(fill(bytes)) : bytes;
  const length = steps.reduce((n, s) => n + (s.do === "body" ? encode(s.bytes).length : 0), 0);
  let head: Head | null = null;
  let later_ms = 0;
  const body = (at_ms: number, bytes: Uint8Array): Action => {
    const wire = head?.framing === "chunked" ? chunk(bytes) : bytes;
    return { at_ms, wire, body: bytes, head: null };
  };
  for (const step of steps) {
    const at_ms = step.at_ms + later_ms;
    if (step.do === "head") {
      head = {
        ...step.head,
        headers: step.head.headers.map(([name, value]) => [name, fill(value)]),
      };
      const text = headText(head, length, filling.headers ?? []);
      yield { at_ms, wire: utf8.encode(text), body: null, head };
    } else if (step.do === "body") yield body(at_ms, encode(step.bytes));
    else if (step.do === "repeat") {
      const bytes = encode(step.bytes);
      for (let i = 0; i < step.times; i++) yield body(at_ms + i * step.every_ms, bytes);
      later_ms += Math.max(0, step.times - 1) * step.every_ms;
    } else if (step.do === "raw") {
      const wire = utf8.encode(fill(step.text));
      for (let i = 0; i < step.times; i++) yield { at_ms, wire, body: null, head: null };
    } else if (step.do === "pause") later_ms += step.pause_ms;
    else {
      if (step.how === "complete" && head?.framing === "chunked") {
        yield { at_ms, wire: lastChunk, body: nothing, head: null };
      }
      yield { at_ms, end: step.how };
    }
  }
}

function headText(head: Head, length: number, before: [string, string][]): string {
  const framing: [string, string] = head.framing === "chunked"
    ? ["transfer-encoding", "chunked"]
    : head.framing === "length"
    ? ["content-length", String(length)]
    : ["connection", "close"];
  const headers = [...before, ...head.headers, framing];
  return `HTTP/1.1 ${head.status} Fault\r\n` +
    headers.map(([name, value]) => `${name}: ${value}\r\n`).join("") + "\r\n";
}

/** One HTTP chunk. */
function chunk(bytes: Uint8Array): Uint8Array {
  const size = utf8.encode(bytes.length.toString(16) + "\r\n");
  const whole = new Uint8Array(size.length + bytes.length + 2);
  whole.set(size);
  whole.set(bytes, size.length);
  whole.set([13, 10], size.length + bytes.length);
  return whole;
}
