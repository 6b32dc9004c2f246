/** Makers of models that serve their own. */
import { type FamilyEntry, llmock } from "./entry.ts";

/** Usage comes unasked, and the option is not theirs. */
const unasked = { stream_options: null };
const openaiFields = { stream_options: { include_usage: true, include_obfuscation: false } };

export const makers: FamilyEntry[] = [
  {
    name: "openai",
    title: "OpenAI chat completions, and everything compatible by its base URL",
    effort: "reasoning_effort",
    tier: "service_tier",
    baseNames: ["OPENAI_API_BASE", "OPENAI_BASE_URL"],
    keyNames: ["OPENAI_API_KEY"],
    limit: "max_completion_tokens",
    fields: openaiFields,
    host: "api.openai.com",
    litellm: { prefixes: ["openai", "custom_openai", "openai_like"] },
    gives: [
      "Of OpenAI itself: service tier and fingerprint, quotas from its headers, " +
      "and its answers without padding (include_obfuscation: false).",
    ],
    lacks: [
      "There is no address by default: requests cost money, " +
      "and whose they are is said by --base-url or a variable.",
    ],
    witnesses: [
      { kind: "client", name: "openai", test: "tests/providers/sdk/openai_test.ts" },
      { kind: "mock", name: "@copilotkit/aimock", test: "tests/wire/aimock_test.ts" },
      ...llmock,
      { kind: "server", name: "LiteLLM", test: "tests/peers/litellm.ts" },
      { kind: "server", name: "llama.cpp", test: "tests/peers/llama_cpp.ts" },
      { kind: "server", name: "llama-cpp-python", test: "tests/peers/llama_cpp_python.ts" },
    ],
  },
  {
    name: "mistral",
    title: "Mistral AI",
    effort: "reasoning_effort",
    base: "https://api.mistral.ai/v1",
    keyNames: ["MISTRAL_API_KEY"],
    fields: unasked,
    litellm: { prefixes: ["mistral"], baseNames: ["MISTRAL_API_BASE"] },
    gives: ["Usage on the chunk that ends, unasked; thinking that comes as parts of the content."],
    lacks: ["A seed is called random_seed."],
    reported: { reasoning_s: "parts of delta.content that are thinking" },
    witnesses: llmock,
  },
  {
    name: "xai",
    title: "xAI",
    effort: "reasoning_effort",
    base: "https://api.x.ai/v1",
    keyNames: ["XAI_API_KEY"],
    litellm: { prefixes: ["xai"], baseNames: ["XAI_API_BASE"] },
    lacks: [
      "It counts reasoning tokens outside the completion tokens, unlike OpenAI: " +
      "in output_tokens_reported they are inside, as everybody's.",
    ],
    witnesses: llmock,
  },
  {
    name: "deepseek",
    title: "DeepSeek",
    base: "https://api.deepseek.com",
    basePath: "",
    keyNames: ["DEEPSEEK_API_KEY"],
    litellm: { prefixes: ["deepseek"], baseNames: ["DEEPSEEK_API_BASE"] },
    gives: ["Tokens of the prompt that its cache held (prompt_cache_hit_tokens)."],
    lacks: [
      "Comments keep the connection alive while a request waits: " +
      "they are no tokens, and the waiting is in the TTFT.",
    ],
    reported: { cached_tokens_reported: "usage.prompt_cache_hit_tokens" },
  },
  {
    name: "perplexity",
    title: "Perplexity",
    effort: "reasoning_effort",
    base: "https://api.perplexity.ai",
    basePath: "",
    baseNames: ["PERPLEXITY_BASE_URL"],
    keyNames: ["PERPLEXITY_API_KEY"],
    fields: unasked,
    litellm: {
      prefixes: ["perplexity"],
      baseNames: ["PERPLEXITY_API_BASE"],
      keyNames: ["PERPLEXITYAI_API_KEY", "PERPLEXITY_API_KEY"],
    },
    gives: ["Usage on every chunk; the last one counts."],
    lacks: ["Its models search before they answer: that time is in every TTFT."],
  },
];
