/** LiteLLM's names of models, `prefix/model`, as what we drive: protocol, model, address and variables. Pure. */
import { providers } from "../providers/index.ts";

/** What a name stands for; empty lists leave it to the provider's own variables. */
export interface LitellmModel {
  /** As `--llm-api` takes it. */
  api: string;
  model: string;
  /** Variables that LiteLLM reads, the first that is set counts. */
  baseNames: string[];
  keyNames: string[];
}

/** By prefix, from what every provider says of itself. Read in LiteLLM 1.110's sources. */
const known: Record<string, Omit<LitellmModel, "model">> = Object.fromEntries(
  providers.flatMap(({ name, about: { litellm } }) =>
    (litellm?.prefixes ?? []).map((prefix) => [prefix, {
      api: name,
      baseNames: litellm?.baseNames ?? [],
      keyNames: litellm?.keyNames ?? [],
    }])
  ),
);

/** Every prefix that is known, in alphabetical order. */
export const litellmPrefixes: string[] = Object.keys(known).toSorted();

/** Models whose name alone says whose they are, as LiteLLM's lists have them. */
const bare: [RegExp, string][] = [
  [/^gpt-3\.5-turbo-instruct|^(davinci|babbage)-002$/, "text-completion-openai"],
  [/^(gpt-|chatgpt-|o\d|ft:gpt-)/, "openai"],
  [/^claude-/, "anthropic"],
  [/^command/, "cohere"],
  [/^gemini-/, "vertex_ai"],
  [/^(amazon|anthropic|meta|mistral|cohere|ai21)\.\S+$/, "bedrock"],
  [/^[\w-]+\/[\w.-]+:[0-9a-f]{64}$/, "replicate"],
];

/** What a LiteLLM model string means, or null where its prefix is none of ours. */
export function litellmModel(text: string): LitellmModel | null {
  const named = bare.find(([pattern]) => pattern.test(text))?.[1];
  const slash = text.indexOf("/");
  const prefix = named ?? (slash < 0 ? "" : text.slice(0, slash));
  const found = Object.hasOwn(known, prefix) ? known[prefix] : null;
  if (!found) return null;
  const rest = named ? text : text.slice(slash + 1);
  return {
    ...found,
    model: rest,
    ...special(prefix, rest),
  };
}

/** Prefixes that say more in the rest of the name. */
function special(prefix: string, rest: string): Partial<LitellmModel> {
  if (prefix === "openai" && rest.startsWith("responses/")) {
    return { api: "openai-responses", model: rest.slice("responses/".length) };
  }
  if (prefix === "bedrock") {
    const [, route, id] = /^(?:(converse|invoke)\/)?(.*)$/.exec(rest)!;
    const invoked = route === "invoke" || (!route && /(^|\.)meta\.llama2/.test(id));
    return { api: invoked ? "bedrock-invoke" : "bedrock-converse", model: id };
  }
  if (prefix === "huggingface") {
    // provider/owner/model there is owner/model:provider at the router.
    const [, provider, model] = /^([^/]+)\/([^/]+\/[^/]+)$/.exec(rest) ?? [];
    return provider ? { model: `${model}:${provider}` } : {};
  }
  return {};
}
