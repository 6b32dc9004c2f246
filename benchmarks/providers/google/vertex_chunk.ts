/** Which of Vertex AI's protocols an answer is in: its first event tells, and the rest is read so. */
import {
  anthropicReader,
  anthropicReasons,
  anthropicReported,
} from "../anthropic/anthropic_chunk.ts";
import { geminiReader, geminiReasons, geminiReported } from "./gemini_chunk.ts";
import { isObject, parseJson } from "../read/json.ts";
import { chatReader, chatReasons, chatReported } from "../openai/openai_chunk.ts";
import { type Reported, reportedColumns } from "../about.ts";
import type { FinishReason } from "../delta.ts";
import type { Json } from "../provider.ts";
import { reportedByHead } from "../read/served.ts";
import type { SseReader } from "../read/sse_body.ts";

/** The words of all three; none has two meanings. */
export const vertexReasons: Record<string, FinishReason> = {
  ...geminiReasons,
  ...anthropicReasons,
  ...chatReasons,
};

const words = (reported: Reported, column: keyof Reported) => {
  const found = reported[column];
  return typeof found === "string" ? found : "none";
};

/** What each of the three may tell. */
export const vertexReported = {
  ...Object.fromEntries(
    reportedColumns.map((column) => [
      column,
      `Gemini: ${words(geminiReported, column)}. Anthropic: ${
        words(anthropicReported, column)
      }. Open models: ${words(chatReported, column)}`,
    ]),
  ) as Reported,
  ...reportedByHead,
  request_id: `${reportedByHead.request_id}; else responseId, message.id or id`,
};

/** Reads an answer of any model that Vertex AI hosts. */
export function vertexReader(headers: [string, string][]): SseReader {
  let chosen: SseReader | null = null;
  const readerOf = (first: Json | undefined): SseReader => {
    if (isObject(first) && first.choices !== undefined) {
      return chatReader();
    }
    return isObject(first) && typeof first.type === "string"
      ? anthropicReader()
      : geminiReader(headers);
  };
  return {
    event: (event) => (chosen ??= readerOf(parseJson(event.data))).event(event),
    whole: (answer) => (chosen ??= readerOf(answer)).whole(answer),
    get repeats() {
      return chosen?.repeats;
    },
  };
}
