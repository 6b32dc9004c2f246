/** What a request asks for: its path, and of its body what the simulator reads. */
import type { IncomingMessage } from "node:http";
import type { PromptUsage } from "./cache.ts";

export interface Ask {
  model: string;
  stream: boolean;
  /** Usage is asked for in a stream; elsewhere it is always given. */
  usage: boolean;
  tokens: number;
  /** What is said of the prompt, where the model caches. */
  prompt?: PromptUsage;
}

const maxTokens = 100_000;

/** `/PREFIX/v1/PATH` or `/v1/PATH`; the path is empty where it is neither. */
export function route(url: string): { prefix: string | null; path: string } {
  const found = /^(?:\/([^/?]+))?\/v1\/([^?]*)/.exec(url);
  return { prefix: found?.[1] ?? null, path: found?.[2] ?? "" };
}

/** Reads a body's JSON. Throws `RangeError` or `SyntaxError` with what is wrong with it. */
export function readAsk(body: string): Ask {
  const json = JSON.parse(body);
  if (typeof json !== "object" || json === null) throw new RangeError("The body is not an object");
  const tokens = json.max_completion_tokens ?? json.max_tokens ?? 16;
  if (!Number.isInteger(tokens) || tokens < 1 || tokens > maxTokens) {
    throw new RangeError(`max_tokens is not an integer from 1 to ${maxTokens}`);
  }
  return {
    model: String(json.model ?? ""),
    stream: json.stream === true,
    usage: json.stream_options?.include_usage === true,
    tokens,
  };
}

/** The whole body as text. Rejects where the client leaves before its end. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of request) parts.push(part as Uint8Array);
  return new TextDecoder().decode(await new Blob(parts as BlobPart[]).arrayBuffer());
}
