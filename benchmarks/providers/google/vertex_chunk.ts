/** Which of Vertex AI's protocols an answer is in: its first event tells, and the rest is read so. */
import { anthropicReader, anthropicReasons, anthropicTold } from "../anthropic/anthropic_chunk.ts";
import { geminiReader, geminiReasons, geminiTold } from "./gemini_chunk.ts";
import { isObject, parseJson } from "../read/json.ts";
import { chatReasons, chatTold, chunkReader } from "../openai/openai_chunk.ts";
import { type FinishReason, type Json, type Told, toldColumns } from "../provider.ts";
import { toldByHead } from "../read/served.ts";
import type { SseReader } from "../read/sse_body.ts";

/** The words of all three; none has two meanings. */
export const vertexReasons: Record<string, FinishReason> = {
  ...geminiReasons,
  ...anthropicReasons,
  ...chatReasons,
};

const words = (told: Told, column: keyof Told) => {
  const found = told[column];
  return typeof found === "string" ? found : "none";
};

/** What each of the three may tell. */
export const vertexTold = {
  ...Object.fromEntries(
    toldColumns.map((column) => [
      column,
      `Gemini: ${words(geminiTold, column)}. Anthropic: ${
        words(anthropicTold, column)
      }. Open models: ${words(chatTold, column)}`,
    ]),
  ) as Told,
  ...toldByHead,
  request_id: `${toldByHead.request_id}; else responseId, message.id or id`,
};

/** Reads an answer of any model that Vertex AI hosts. */
export function vertexReader(headers: [string, string][]): SseReader {
  let chosen: SseReader | null = null;
  const readerOf = (first: Json | undefined): SseReader => {
    if (isObject(first) && first.choices !== undefined) {
      const chunks = chunkReader();
      return { event: ({ data, event }) => chunks.event(data, event), whole: chunks.whole };
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
