/** Everything that can be driven. To add a wire protocol: its file, and a line here. */
import { reportedColumns } from "./about.ts";
import type { Provider } from "./provider.ts";
import { anthropic } from "./anthropic/anthropic.ts";
import { cohere } from "./cohere/cohere.ts";
import { bedrockConverse } from "./aws/bedrock_converse.ts";
import { bedrockInvoke } from "./aws/bedrock_invoke.ts";
import { sagemaker } from "./aws/sagemaker.ts";
import { gemini } from "./google/gemini.ts";
import { llamacpp } from "./llamacpp.ts";
import { ollama } from "./ollama.ts";
import { openai, openaiLike } from "./openai/openai.ts";
import { openaiCompletions } from "./openai/openai_completions.ts";
import { openaiFamily } from "./openai/openai_family.ts";
import { openaiResponses } from "./openai/openai_responses.ts";
import { vertex } from "./google/vertex.ts";
import { replicate } from "./replicate/replicate.ts";
import { tgi } from "./tgi.ts";
import { triton } from "./triton.ts";

export { reportedColumns };

/** `openai`, then the services and servers that speak its protocol, an entry of its family each. */
const family = [openai, ...openaiFamily.slice(1).map(openaiLike)];

export const providers: Provider[] = [
  ...family,
  openaiCompletions,
  openaiResponses,
  anthropic,
  gemini,
  vertex,
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

/**
 * The provider of a name, of a protocol or of one of its services. Throws where there is none,
 * naming those there are.
 */
export function provider(name: string): Provider {
  const found = providers.find((p) => p.name === name);
  if (!found) {
    const names = providers.map((p) => p.name).join(", ");
    throw new Error(`There is no protocol "${name}". Protocols: ${names}`);
  }
  return found;
}

/** The protocol of a provider, as column `api` has it. */
export const protocolOf = (p: Provider): string => p.protocol ?? p.name;
