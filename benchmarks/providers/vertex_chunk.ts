/** Which of Vertex AI's protocols an answer is in: its first event tells, and the rest is read so. */
import { anthropicReader } from "./anthropic_chunk.ts";
import { geminiReader } from "./gemini_chunk.ts";
import { isObject, parseJson } from "./json.ts";
import { chunkReader } from "./openai_chunk.ts";
import type { Json } from "./provider.ts";
import type { SseReader } from "./sse_body.ts";

/** Reads an answer of any model that Vertex AI hosts. */
export function vertexReader(headers: [string, string][]): SseReader {
  let chosen: SseReader | null = null;
  const readerOf = (first: Json | undefined): SseReader => {
    if (isObject(first) && first.choices !== undefined) {
      const chunks = chunkReader();
      return { event: ({ data }) => chunks.event(data), whole: chunks.whole };
    }
    return isObject(first) && typeof first.type === "string"
      ? anthropicReader()
      : geminiReader(headers);
  };
  return {
    event: (event) => (chosen ??= readerOf(parseJson(event.data))).event(event),
    whole: (answer) => (chosen ??= readerOf(answer)).whole(answer),
  };
}
