/** What a container behind SageMaker answers, put together from parts that cut it anywhere: events or lines. */
import { addAll } from "../read/add_all.ts";
import { type FrameReader, protocolError } from "../read/event_stream_body.ts";
import { finishDeltas } from "../read/finish.ts";
import { refusalInside } from "../read/inside.ts";
import {
  array,
  bounded,
  isObject,
  type JsonObject,
  number,
  object,
  parseJson,
  string,
} from "../read/json.ts";
import { chatReasons, chatReported, chunkReader } from "../openai/openai_chunk.ts";
import type { Reported } from "../about.ts";
import type { Delta, FinishReason } from "../delta.ts";
import type { Json } from "../provider.ts";
import { sseFraming } from "../read/sse.ts";
import { unread } from "../read/unread.ts";

/** The words of TGI and DJL. */
const reasons: Record<string, FinishReason> = {
  eos_token: "stop",
  stop_sequence: "stop",
  stop: "stop",
  length: "length",
  error: "error",
};
/** With those of chat completions; none has two meanings. */
export const sagemakerReasons: Record<string, FinishReason> = { ...chatReasons, ...reasons };

/** What a container may tell: TGI and DJL little, chat completions what they tell everywhere. */
export const sagemakerReported: Reported = {
  ...chatReported,
  input_tokens_reported: "details.input_length of a plain answer; usage of chat completions",
  output_tokens_reported: "details.generated_tokens; usage of chat completions",
  finish_reason: "details.finish_reason; choices[].finish_reason of chat completions",
};

const maxChars = 16 * 1024 * 1024;

/** Reads the parts of one answer. */
export function partReader(): FrameReader {
  const text = new TextDecoder();
  let framed: { data: string }[] = [];
  const sse = sseFraming({ event: (event) => void framed.push(event) });
  const openai = chunkReader();
  let kind: "none" | "events" | "lines" | "whole" = "none";
  let line: string[] = []; // pieces of what is not at its end yet
  let held = 0;
  let tooLong = false;

  const value = (json: Json): Delta[] => {
    const found = Array.isArray(json) && json.length === 1 ? json[0] : json;
    return isObject(found) ? answer(found, openai) : [
      protocolError(
        `The container's answer is not a JSON object: ${bounded(JSON.stringify(json))}`,
      ),
    ];
  };
  const events = (found: { data: string }[]): Delta[] =>
    found.flatMap(({ data }) => {
      if (data.trim() === "[DONE]") return [{ kind: "done" } as const];
      const json = parseJson(data);
      return json === undefined
        ? [protocolError(`An event's data is not JSON: ${bounded(data)}`)]
        : value(json);
    });
  /** A line that is whole; one that is no JSON begins a document of several lines, read at the end. */
  const ofLine = (found: string): Delta[] => {
    if (!found.trim()) return [];
    const json = parseJson(found);
    if (json !== undefined) return value(json);
    kind = "whole";
    hold(found + "\n");
    return [];
  };
  const framedBy = (frame: () => void): Delta[] => {
    framed = [];
    frame();
    return events(framed);
  };
  const pushed = (payload: Uint8Array): Delta[] => {
    const deltas = framedBy(() => sse.push(payload));
    if (!sse.overflowed()) return deltas;
    tooLong = true;
    return [...deltas, protocolError(`One event was longer than ${maxChars} characters`)];
  };
  const hold = (piece: string) => {
    line.push(piece);
    held += piece.length;
  };
  const release = (): string => {
    const found = line.join("");
    line = [];
    held = 0;
    return found;
  };
  const lines = (piece: string): Delta[] => {
    const deltas: Delta[] = [];
    let from = 0;
    for (
      let at = piece.indexOf("\n");
      at >= 0 && kind === "lines";
      at = piece.indexOf("\n", from)
    ) {
      hold(piece.slice(from, at));
      from = at + 1;
      addAll(deltas, ofLine(release()));
    }
    hold(piece.slice(from));
    return deltas;
  };

  return {
    event(name, payload) {
      if (name !== "PayloadPart") return [unread(undefined, name)];
      if (tooLong) return [];
      if (kind === "events") return pushed(payload);
      const piece = text.decode(payload, { stream: true });
      if (kind === "none") {
        const first = piece.search(/\S/);
        if (first < 0) return [];
        kind = /[{[]/.test(piece[first]) ? "lines" : "events";
        if (kind === "events") return pushed(payload);
      }
      const deltas = kind === "lines" ? lines(piece) : (hold(piece), []);
      if (held <= maxChars) return deltas;
      tooLong = true;
      return [...deltas, protocolError(`One line was longer than ${maxChars} characters`)];
    },
    end() {
      if (tooLong) return [];
      if (kind === "events") return framedBy(() => sse.end());
      hold(text.decode());
      const rest = release();
      if (!rest.trim()) return [];
      const json = parseJson(rest);
      return json === undefined
        ? [protocolError(`The container's answer is not JSON: ${bounded(rest)}`)]
        : value(json);
    },
    whole: value,
  };
}

/** One object of a container's answer: a token, a chunk of a completion, or the whole of it. */
function answer(json: JsonObject, openai: ReturnType<typeof chunkReader>): Delta[] {
  if ("choices" in json) {
    const whole = object(array(json.choices)[0])?.message !== undefined;
    return whole ? openai.whole(json) : openai.event(JSON.stringify(json));
  }
  const token = object(json.token);
  if (token) {
    // An end mark is a token without text of the answer.
    const shown = token.special === true ? undefined : token.text;
    return [...content(shown), ...details(json), ...refusalInside(json)];
  }
  const outputs = array(json.outputs); // of DJL's first versions: a text for each prompt of a batch
  if (outputs.length) return outputs.flatMap(content);
  const whole = string(json.generated_text) ?? string(object(json.generation)?.content) ??
    string(json.generation);
  if (whole !== undefined) return [{ kind: "unstreamed" }, ...content(whole), ...details(json)];
  const errors = refusalInside(json);
  return errors.length ? errors : [unread(json)];
}

function details(json: JsonObject): Delta[] {
  const found = object(json.details);
  const output = number(found?.generated_tokens);
  const input = number(found?.input_length);
  return [
    ...finishDeltas(found?.finish_reason, reasons),
    ...(output === undefined
      ? []
      : [{ kind: "usage" as const, usage: { output, ...(input === undefined ? {} : { input }) } }]),
  ];
}

const content = (value: Json | undefined): Delta[] => {
  const text = string(value);
  return text === undefined ? [] : [{ kind: "content", text }];
};
