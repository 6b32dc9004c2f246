/** LiteLLM's names of models, `prefix/model`, as what we drive: protocol, model, address and variables. Pure. */
import { openaiFamily } from "../providers/openai_family.ts";

/** What a name stands for; empty lists leave it to the provider's own variables. */
export interface LitellmModel {
  /** As `--llm-api` takes it. */
  api: string;
  model: string;
  /** Variables that LiteLLM reads, the first that is set counts. */
  baseNames: string[];
  keyNames: string[];
}

type Known = Omit<LitellmModel, "model" | "baseNames" | "keyNames"> & Partial<LitellmModel>;

/** Prefixes of protocols that are nobody's alone. Read in LiteLLM 1.110's sources. */
const others: Record<string, Known> = {
  "text-completion-openai": { api: "openai-completions" },
  anthropic: {
    api: "anthropic",
    baseNames: ["ANTHROPIC_API_BASE", "ANTHROPIC_BASE_URL"],
    keyNames: ["ANTHROPIC_API_KEY"],
  },
  gemini: {
    api: "gemini",
    baseNames: ["GEMINI_API_BASE"],
    keyNames: ["GOOGLE_API_KEY", "GEMINI_API_KEY"],
  },
  vertex_ai: { api: "vertex", baseNames: ["VERTEXAI_API_BASE", "VERTEX_API_BASE"] },
  vertex_ai_beta: { api: "vertex", baseNames: ["VERTEXAI_API_BASE", "VERTEX_API_BASE"] },
  bedrock: { api: "bedrock-converse", baseNames: ["AWS_BEDROCK_RUNTIME_ENDPOINT"] },
  sagemaker: { api: "sagemaker" },
  sagemaker_chat: { api: "sagemaker" },
  cohere: { api: "cohere", keyNames: ["COHERE_API_KEY", "CO_API_KEY"] },
  cohere_chat: { api: "cohere", keyNames: ["COHERE_API_KEY", "CO_API_KEY"] },
  replicate: {
    api: "replicate",
    baseNames: ["REPLICATE_API_BASE"],
    keyNames: ["REPLICATE_API_KEY", "REPLICATE_API_TOKEN"],
  },
  ollama: { api: "ollama", baseNames: ["OLLAMA_API_BASE"], keyNames: ["OLLAMA_API_KEY"] },
  ollama_chat: { api: "ollama", baseNames: ["OLLAMA_API_BASE"], keyNames: ["OLLAMA_API_KEY"] },
  triton: { api: "triton" },
};

const known: Record<string, Known> = {
  ...others,
  ...Object.fromEntries(
    openaiFamily.flatMap(({ name, litellm }) =>
      (litellm?.prefixes ?? []).map((prefix): [string, Known] => [prefix, {
        api: name,
        baseNames: litellm?.baseNames,
        keyNames: litellm?.keyNames,
      }])
    ),
  ),
};

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
    api: found.api,
    model: rest,
    baseNames: found.baseNames ?? [],
    keyNames: found.keyNames ?? [],
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
