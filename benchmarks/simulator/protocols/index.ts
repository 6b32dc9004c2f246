/** Every protocol the simulator speaks. To add one: its file, and a line here. */
import { anthropic } from "./anthropic.ts";
import { cohere } from "./cohere.ts";
import { gemini, geminiArray } from "./gemini.ts";
import { llamacpp } from "./llamacpp.ts";
import { ollama } from "./ollama.ts";
import { bedrockConverse } from "./bedrock_converse.ts";
import { bedrockInvoke } from "./bedrock_invoke.ts";
import { sagemaker } from "./sagemaker.ts";
import { openai } from "./openai.ts";
import { openaiCompletions } from "./openai_completions.ts";
import { openaiResponses } from "./openai_responses.ts";
import { vertex } from "./vertex.ts";
import { replicate } from "./replicate.ts";
import { tgi } from "./tgi.ts";
import { triton } from "./triton.ts";
import type { Ask, Protocol, SimRequest } from "./protocol.ts";

export const protocols: Protocol[] = [
  openai,
  openaiCompletions,
  openaiResponses,
  anthropic,
  gemini,
  geminiArray,
  ...vertex,
  ollama,
  cohere,
  replicate,
  tgi,
  llamacpp,
  triton,
  bedrockConverse,
  bedrockInvoke,
  sagemaker,
];

/** The protocol of a request and what it asks; null where it is of none. Throws what is wrong with its body. */
export function readRequest(request: SimRequest): { protocol: Protocol; ask: Ask } | null {
  for (const protocol of protocols) {
    const ask = protocol.read(request);
    if (ask) return { protocol, ask };
  }
  return null;
}
