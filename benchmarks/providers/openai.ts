/**
 * OpenAI chat completions and everything compatible: vLLM, SGLang, llama.cpp, Groq, Together, and so on.
 * `POST {base}/chat/completions`, data-only server-sent events, `[DONE]` at the end.
 */
import type { Ask, Decoder, Delta, Json, Provider } from "./provider.ts";
import { chunkReader } from "./openai_chunk.ts";
import { jsonFailure } from "./failure.ts";
import { bounded, isObject, parseJson } from "./json.ts";
import { servedByHead } from "./served.ts";
import { sseFraming } from "./sse.ts";

export const openai: Provider = {
  name: "openai",
  auth: "bearer",
  about: {
    title: "OpenAI chat completions, and everything compatible",
    base: null, // requests cost money: whose they are is said by --base-url, or by a provider's name
    basePath: "/v1",
    baseNames: ["OPENAI_API_BASE", "OPENAI_BASE_URL"],
    keyNames: ["OPENAI_API_KEY"],
    evidence: "read",
    gives: [
      "Content, reasoning (reasoning_content, reasoning, or thinking parts) and tool-call arguments as they come.",
      "Usage with cached and reasoning tokens, where it is reported; the last one counts.",
      "Timings that a server puts into the stream (x_groq, time_info, timings, perf_metrics) or its headers.",
    ],
    lacks: [
      "A chunk may hold any number of tokens: a gap between chunks is no inter-token latency.",
    ],
  },

  next(ask, done) {
    if (done.length > 0) return null;
    return {
      method: "POST",
      url: `${ask.baseUrl.replace(/\/+$/, "")}/chat/completions`,
      headers: [["content-type", "application/json"], ["accept", "text/event-stream"]],
      body: JSON.stringify(body(ask)),
    };
  },

  decoder: (_step, head) => head.status >= 200 && head.status < 300 ? stream(head) : headOnly(head),
  failure: jsonFailure,
};

/** Parameters of the configuration win over ours; null takes a field out. */
function body(ask: Ask): Record<string, Json> {
  const limit: Record<string, Json> = ask.maxOutputTokens === null ||
      "max_completion_tokens" in ask.params
    ? {}
    : { max_tokens: ask.maxOutputTokens };
  const fields: Record<string, Json> = {
    model: ask.model,
    messages: ask.messages.map(({ role, content }) => ({ role, content })),
    ...limit,
    stream: true,
    stream_options: { include_usage: true },
    ...ask.params,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

type Head = { status: number; headers: [string, string][] };

function headOnly(head: Head): Decoder {
  let told = false;
  const once = () => told ? [] : (told = true, servedByHead(head.headers));
  return { push: once, end: once };
}

/**
 * Decodes a 2xx body. A body that begins with `{` is no event stream, whatever its content type says:
 * it is collected and read as one plain completion.
 */
function stream(head: Head): Decoder {
  const ofHead = headOnly(head);
  const framing = sseFraming();
  const chunks = chunkReader();
  const text = new TextDecoder();
  let start = ""; // the body while nothing was decoded, to tell what it is and to quote it
  let plain: string[] | null = null;
  let events = 0;
  let overflowTold = false;

  const read = (found: { data: string }[]): Delta[] => {
    const deltas: Delta[] = [];
    for (const { data } of found) {
      events++;
      deltas.push(...chunks.event(data));
    }
    if (framing.overflowed() && !overflowTold) {
      overflowTold = true;
      deltas.push(protocol("One event was longer than 16 million characters"));
    }
    return deltas;
  };

  return {
    push(bytes) {
      const deltas = ofHead.push(bytes);
      if (bytes.length === 0) return deltas;
      if (plain) return plain.push(text.decode(bytes, { stream: true })), deltas;
      if (events === 0 && start.length < 1000) {
        start += text.decode(bytes, { stream: true });
        if (/^\s*[{[]/.test(start)) return plain = [start], deltas;
      }
      return deltas.concat(read(framing.push(bytes)));
    },
    end() {
      const deltas = ofHead.end();
      if (plain) {
        const whole = plain.join("") + text.decode();
        const answer = parseJson(whole);
        return deltas.concat(
          isObject(answer)
            ? chunks.whole(answer)
            : protocol(`The body is not a JSON object: ${bounded(whole)}`),
        );
      }
      deltas.push(...read(framing.end()));
      // Comments alone are a stream without content; any other text that held no event is no stream.
      const other = start.split(/[\r\n]+/).filter((line) => line.trim() && !line.startsWith(":"));
      if (events === 0 && !overflowTold && other.length) {
        deltas.push(protocol(`The body is no event stream: ${bounded(other.join(" "))}`));
      }
      return deltas;
    },
  };
}

const protocol = (message: string): Delta => ({
  kind: "error",
  class: "protocol",
  code: null,
  message,
});
