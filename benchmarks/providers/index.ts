/** Every wire protocol that can be driven. To add one: its file, and a line here. */
import type { Provider } from "./provider.ts";
import { anthropic } from "./anthropic.ts";
import { gemini } from "./gemini.ts";
import { openai } from "./openai.ts";
import { openaiCompletions } from "./openai_completions.ts";
import { openaiResponses } from "./openai_responses.ts";

export const providers: Provider[] = [
  openai,
  openaiCompletions,
  openaiResponses,
  anthropic,
  gemini,
];

/** The provider of a protocol name. Throws where there is none, naming those there are. */
export function provider(name: string): Provider {
  const found = providers.find((p) => p.name === name);
  if (!found) {
    const names = providers.map((p) => p.name).join(", ");
    throw new Error(`There is no protocol "${name}". Protocols: ${names}`);
  }
  return found;
}
