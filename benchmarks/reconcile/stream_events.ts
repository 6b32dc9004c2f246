/** The events of a recorded answer, each with the time of the arrival that completed it. Pure. */
import type { Delta, Usage } from "../providers/delta.ts";
import type { Asked, Provider } from "../providers/provider.ts";
import type { Exchange, Recording } from "../providers/recording.ts";
import { array, type Json, object, parseJson } from "../providers/read/json.ts";
import { isText } from "../record/text.ts";

/** One event of a stream. */
export interface StreamEvent {
  /** Seconds from the start of the attempt. */
  atS: number;
  /** It holds part of an answer, maybe an empty one: `choices` in OpenAI's format. */
  choices: boolean;
  /** vLLM's client takes it for output: content (an empty one, too), reasoning in field `reasoning`, a tool call. */
  output: boolean;
  content: string;
  reasoning: string;
  tool_call: string;
  usage: Usage | null;
  /** The end mark, such as `[DONE]`. */
  done: boolean;
}

/** One attempt as every tool could have seen it. */
export interface Stream {
  events: StreamEvent[];
  /** When the request was written, after connecting; seconds from the start of the attempt. */
  sentS: number | null;
  bodyEndS: number;
  /** The limit of tokens that was asked for. */
  asked: number | null;
}

/** The events of an attempt's stream; null where no stream came. */
export function streamOf(
  recording: Recording,
  provider: Provider,
  asked?: Asked,
): Stream | null {
  const step = provider.streamStep ?? 0;
  const exchange = recording.exchanges[step];
  if (!exchange) return null;
  const { status, headers } = exchange;
  if (status === null || status >= 300) return null;
  const { started } = recording.exchanges[0];
  const decoder = provider.decoder(step, { status, headers }, asked);
  decoder.push(new Uint8Array(0));
  const events: StreamEvent[] = [];
  for (const { bytes, at } of pieces(exchange)) {
    const deltas = decoder.push(bytes);
    if (deltas.some(({ kind }) => kind === "unstreamed")) return null;
    const event = eventOf(deltas, (at - started) / 1e9, dataOf(bytes));
    if (event) events.push(event);
  }
  if (events.length === 0) return null;
  return {
    events,
    sentS: exchange.sent === null ? null : (exchange.sent - started) / 1e9,
    bodyEndS: (exchange.end.at - started) / 1e9,
    asked: asked?.maxOutputTokens ?? null,
  };
}

/**
 * The body in pieces that end where an event does, each with the time of the arrival that brought
 * its end. Of formats that are not server-sent events an arrival is the finest that can be said.
 */
function* pieces(exchange: Exchange): Generator<{ bytes: Uint8Array; at: number }> {
  const { bytes, arrivals, headers } = exchange;
  const events = headers.some(([name, value]) =>
    name.toLowerCase() === "content-type" && value.startsWith("text/event-stream")
  );
  let from = 0;
  let seen = 0;
  for (const { at, endByte } of arrivals) {
    for (; events && seen < endByte; seen++) {
      if (!blankLineEnds(bytes, seen)) continue;
      yield { bytes: bytes.subarray(from, seen + 1), at };
      from = seen + 1;
    }
    if (events || endByte === from) continue;
    yield { bytes: bytes.subarray(from, endByte), at };
    from = endByte;
  }
  if (from < bytes.length) yield { bytes: bytes.subarray(from), at: arrivals.at(-1)!.at };
}

const newline = 10;
const carriageReturn = 13;
/** True where the byte at `i` ends a blank line: LF LF, CR LF CR LF or CR CR. */
const blankLineEnds = (bytes: Uint8Array, i: number): boolean =>
  bytes[i] === newline
    ? bytes[i - 1] === newline || bytes[i - 1] === carriageReturn && bytes[i - 2] === newline
    : bytes[i] === carriageReturn && bytes[i - 1] === carriageReturn;

const utf8 = new TextDecoder();

/** What the lines of data of one event say together. */
const dataOf = (bytes: Uint8Array): string =>
  utf8.decode(bytes).split(/\r\n|\n|\r/).filter((line) => line.startsWith("data:"))
    .map((line) => line.slice(5).trim()).join("\n");

/** An empty content beside a role only opens an answer; one by itself is a token without text. */
function isOutput(value: Json | undefined): boolean {
  const delta = object(value);
  if (!delta) return false;
  const { content, reasoning, tool_calls, function_call } = delta;
  // An empty list or object is nothing to Python.
  const some = [content, reasoning, tool_calls, function_call].some((field) =>
    field && (typeof field !== "object" || Object.keys(field).length > 0)
  );
  return some || content === "" && !Object.hasOwn(delta, "role");
}

function eventOf(deltas: Delta[], atS: number, data: string): StreamEvent | null {
  const text = (kind: string) =>
    deltas.map((d) => isText(d) && d.kind === kind ? d.text : "").join("");
  const usage = deltas.find((d) => d.kind === "usage");
  const done = data === "[DONE]" || deltas.some(({ kind }) => kind === "done");
  // A comment that keeps the connection open is no event.
  if (data === "" && deltas.length === 0) return null;
  const given = array(object(parseJson(data))?.choices);
  const choices = given.length > 0 ||
    deltas.some((d) => isText(d) || d.kind === "role" || d.kind === "finish");
  return {
    atS,
    choices,
    output: given.length ? isOutput(object(given[0])?.delta) : deltas.some(isText),
    content: text("content"),
    reasoning: text("reasoning"),
    tool_call: text("tool_call"),
    usage: usage?.kind === "usage" ? usage.usage : null,
    done: done && !choices,
  };
}
