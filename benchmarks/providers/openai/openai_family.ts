/**
 * Everybody whose API is OpenAI's chat completions, as data: a new one is a line here. What one sends in addition is
 * decoded by everybody's decoder, so that a recording reads the same whatever it was called by.
 */
import type { AuthKind, Evidence, Json, LitellmNames, Told, Witness } from "../provider.ts";

/** One service, or one server program. Everything beyond `name` and `title` has a default. */
export interface FamilyEntry {
  /** For `--llm-api` and `api` of a target. */
  name: string;
  title: string;
  /** Base URL as the vendor's SDK takes it; left out where everybody has their own. */
  base?: string;
  exampleBase?: string;
  /** What stands behind a bare host in a variable; "/v1" where it is left out. */
  basePath?: string;
  /** Variables that the vendor's SDK reads. */
  baseNames?: string[];
  keyNames?: string[];
  /** Bearer where it is left out. */
  auth?: AuthKind;
  /** The field that limits the answer; `max_tokens` where it is left out. */
  limit?: "max_tokens" | "max_completion_tokens";
  /** Fields of every body; null takes one of ours out. Those of a configuration win. */
  fields?: Record<string, Json>;
  /** `limit` and `fields` hold for this host only: the name also drives servers that others run. */
  host?: string;
  /** Its documented fields for how much is reasoned and for who is served first, dotted; left out where no documentation was found. */
  effort?: string;
  tier?: string;
  /** Extra fields that it knows, where it refuses others. */
  takes?: string[];
  litellm?: LitellmNames;
  /** Read where it is left out. */
  evidence?: Evidence;
  gives?: string[];
  lacks?: string[];
  /** Columns of which more is known than what the decoder looks for. */
  told?: Partial<Told>;
  /** Code of others for this very dialect. */
  witnesses?: Witness[];
}

/** Usage comes unasked, and the option is not theirs. */
const unasked = { stream_options: null };
const openaiFields = { stream_options: { include_usage: true, include_obfuscation: false } };

/** What trtllm-serve knows beyond what is always sent; its request model forbids the rest. */
const trtllm =
  "frequency_penalty logit_bias logprobs top_logprobs n presence_penalty response_format seed stop temperature top_p tools tool_choice parallel_tool_calls user reasoning_effort thinking thinking_token_budget best_of use_beam_search top_k top_p_min min_p repetition_penalty length_penalty early_stopping stop_token_ids include_stop_str_in_output ignore_eos min_tokens skip_special_tokens spaces_between_special_tokens truncate_prompt_tokens lora_request echo add_generation_prompt add_special_tokens documents chat_template chat_template_kwargs cache_salt priority max_tokens stream_options"
    .split(" ");

/** LLMock has a dialect of each of these. */
const llmock: Witness[] = [{ kind: "mock", name: "LLMock", test: "tests/peers/llmock.ts" }];

// deno-fmt-ignore: a line each
export const openaiFamily: FamilyEntry[] = [
  { name: "openai", title: "OpenAI chat completions, and everything compatible by its base URL", effort: "reasoning_effort", tier: "service_tier", baseNames: ["OPENAI_API_BASE", "OPENAI_BASE_URL"], keyNames: ["OPENAI_API_KEY"], limit: "max_completion_tokens", fields: openaiFields, host: "api.openai.com", litellm: { prefixes: ["openai", "custom_openai", "openai_like"] }, gives: ["Of OpenAI itself: service tier and fingerprint, quotas from its headers, and its answers without padding (include_obfuscation: false)."], lacks: ["There is no address by default: requests cost money, and whose they are is said by --base-url or a variable."], witnesses: [{ kind: "client", name: "openai", test: "tests/providers/sdk/openai_test.ts" }, { kind: "mock", name: "@copilotkit/aimock", test: "tests/wire/aimock_test.ts" }, ...llmock, { kind: "server", name: "LiteLLM", test: "tests/peers/litellm.ts" }, { kind: "server", name: "llama.cpp", test: "tests/peers/llama_cpp.ts" }, { kind: "server", name: "llama-cpp-python", test: "tests/peers/llama_cpp_python.ts" }] },
  { name: "azure", title: "Azure OpenAI", effort: "reasoning_effort", tier: "service_tier", exampleBase: "https://RESOURCE.openai.azure.com/openai/v1", basePath: "/openai/v1", baseNames: ["AZURE_OPENAI_ENDPOINT"], keyNames: ["AZURE_OPENAI_API_KEY"], auth: "api-key", limit: "max_completion_tokens", litellm: { prefixes: ["azure"], baseNames: ["AZURE_API_BASE"], keyNames: ["AZURE_API_KEY", "AZURE_OPENAI_API_KEY"] }, lacks: ["The default content filter holds text back and sends it in lumps; the asynchronous one does not (documented). The first event has no choices and is no token.", "The model is the name of the deployment."] },
  { name: "groq", title: "Groq", effort: "reasoning_effort", tier: "service_tier", base: "https://api.groq.com/openai/v1", basePath: "/openai/v1", baseNames: ["GROQ_BASE_URL"], keyNames: ["GROQ_API_KEY"], litellm: { prefixes: ["groq"], baseNames: ["GROQ_API_BASE"] }, gives: ["x_groq.usage: time in the queue, of the prompt, of the completion and in all, in seconds, unasked."], told: { server_timings: "x_groq.usage, in seconds" }, witnesses: llmock },
  { name: "together", title: "Together AI", base: "https://api.together.ai/v1", baseNames: ["TOGETHER_BASE_URL", "TOGETHER_API_BASE_URL"], keyNames: ["TOGETHER_API_KEY"], litellm: { prefixes: ["together_ai"], baseNames: ["TOGETHER_AI_API_BASE"], keyNames: ["TOGETHER_API_KEY", "TOGETHER_AI_API_KEY", "TOGETHERAI_API_KEY", "TOGETHER_AI_TOKEN"] }, lacks: ["Some chunks tell their text in two fields: one counts."], witnesses: llmock },
  { name: "fireworks", title: "Fireworks AI", effort: "reasoning_effort", tier: "service_tier", base: "https://api.fireworks.ai/inference/v1", basePath: "/inference/v1", keyNames: ["FIREWORKS_API_KEY"], fields: { perf_metrics_in_response: true }, litellm: { prefixes: ["fireworks_ai"], baseNames: ["FIREWORKS_API_BASE"], keyNames: ["FIREWORKS_API_KEY", "FIREWORKS_AI_API_KEY", "FIREWORKSAI_API_KEY", "FIREWORKS_AI_TOKEN"] }, evidence: "documented", gives: ["perf_metrics of the last event (perf_metrics_in_response: true), and fireworks-server-time-to-first-token of the headers."], told: { server_timings: "perf_metrics of the last event; fireworks-* of the head" } },
  { name: "perplexity", title: "Perplexity", effort: "reasoning_effort", base: "https://api.perplexity.ai", basePath: "", baseNames: ["PERPLEXITY_BASE_URL"], keyNames: ["PERPLEXITY_API_KEY"], fields: unasked, litellm: { prefixes: ["perplexity"], baseNames: ["PERPLEXITY_API_BASE"], keyNames: ["PERPLEXITYAI_API_KEY", "PERPLEXITY_API_KEY"] }, gives: ["Usage on every chunk; the last one counts."], lacks: ["Its models search before they answer: that time is in every TTFT."] },
  { name: "mistral", title: "Mistral AI", effort: "reasoning_effort", base: "https://api.mistral.ai/v1", keyNames: ["MISTRAL_API_KEY"], fields: unasked, litellm: { prefixes: ["mistral"], baseNames: ["MISTRAL_API_BASE"] }, gives: ["Usage on the chunk that ends, unasked; thinking that comes as parts of the content."], lacks: ["A seed is called random_seed."], told: { reasoning_s: "parts of delta.content that are thinking" }, witnesses: llmock },
  { name: "deepinfra", title: "DeepInfra", base: "https://api.deepinfra.com/v1/openai", basePath: "/v1/openai", keyNames: ["DEEPINFRA_API_KEY", "DEEPINFRA_TOKEN"], litellm: { prefixes: ["deepinfra"], baseNames: ["DEEPINFRA_API_BASE"], keyNames: ["DEEPINFRA_API_KEY"] }, evidence: "unconfirmed" },
  { name: "deepseek", title: "DeepSeek", base: "https://api.deepseek.com", basePath: "", keyNames: ["DEEPSEEK_API_KEY"], litellm: { prefixes: ["deepseek"], baseNames: ["DEEPSEEK_API_BASE"] }, gives: ["Tokens of the prompt that its cache held (prompt_cache_hit_tokens)."], lacks: ["Comments keep the connection alive while a request waits: they are no tokens, and the waiting is in the TTFT."], told: { cached_tokens_reported: "usage.prompt_cache_hit_tokens" } },
  { name: "xai", title: "xAI", effort: "reasoning_effort", base: "https://api.x.ai/v1", keyNames: ["XAI_API_KEY"], litellm: { prefixes: ["xai"], baseNames: ["XAI_API_BASE"] }, lacks: ["It counts reasoning tokens outside the completion tokens, unlike OpenAI: in output_tokens_reported they are inside, as everybody's."], witnesses: llmock },
  { name: "cerebras", title: "Cerebras", effort: "reasoning_effort", tier: "service_tier", base: "https://api.cerebras.ai/v1", baseNames: ["CEREBRAS_BASE_URL"], keyNames: ["CEREBRAS_API_KEY"], limit: "max_completion_tokens", litellm: { prefixes: ["cerebras"], baseNames: ["CEREBRAS_API_BASE"] }, gives: ["time_info: time in the queue, of the prompt, of the completion and in all, in seconds."], lacks: ["An answer is made longer by min_completion_tokens."], told: { server_timings: "time_info, in seconds" } },
  { name: "sambanova", title: "SambaNova", base: "https://api.sambanova.ai/v1", baseNames: ["SAMBA_NOVA_BASE_URL"], keyNames: ["SAMBANOVA_API_KEY"], litellm: { prefixes: ["sambanova"], baseNames: ["SAMBANOVA_API_BASE"] }, gives: ["Usage, which also carries its own time to first token and rates."], told: { server_timings: "usage.time_to_first_token and the rates beside it" } },
  { name: "openrouter", title: "OpenRouter", effort: "reasoning_effort", tier: "service_tier", base: "https://openrouter.ai/api/v1", basePath: "/api/v1", keyNames: ["OPENROUTER_API_KEY"], litellm: { prefixes: ["openrouter"], baseNames: ["OPENROUTER_API_BASE"], keyNames: ["OPENROUTER_API_KEY", "OR_API_KEY"] }, evidence: "documented", lacks: ["Who served behind it changes from request to request unless provider.order is given in params.", "Comments keep the connection alive while it waits: they are no tokens."] },
  { name: "huggingface", title: "Hugging Face Inference Providers (router)", base: "https://router.huggingface.co/v1", keyNames: ["HF_TOKEN"], litellm: { prefixes: ["huggingface"], baseNames: ["HF_API_BASE", "HUGGINGFACE_API_BASE"], keyNames: ["HUGGINGFACE_API_KEY", "HF_TOKEN"] }, evidence: "documented", lacks: ["MODEL:PROVIDER as the model's name says who serves; without it the router chooses."] },
  { name: "tgi-openai", title: "Text Generation Inference, its OpenAI routes", keyNames: ["HF_TOKEN"], gives: ["Timings of the x-compute headers."], lacks: ["Its own protocol is tgi."], told: { server_timings: "x-compute-* of the head" } },
  { name: "vllm", title: "vLLM", effort: "reasoning_effort", base: "http://localhost:8000/v1", keyNames: ["VLLM_API_KEY"], litellm: { prefixes: ["hosted_vllm", "vllm"], baseNames: ["HOSTED_VLLM_API_BASE"], keyNames: ["HOSTED_VLLM_API_KEY", "VLLM_API_KEY"] }, lacks: ["Fields it does not know it ignores in silence.", "Its prefix cache answers what was asked before: nonces keep it out.", "ignore_eos and min_tokens in params hold an answer's length."] },
  { name: "sglang", title: "SGLang", effort: "reasoning_effort", base: "http://localhost:30000/v1", keyNames: ["SGLANG_API_KEY"], lacks: ["With --stream-interval a chunk holds several tokens.", "ignore_eos in params holds an answer's length."] },
  { name: "trtllm", title: "TensorRT-LLM (trtllm-serve)", effort: "reasoning_effort", base: "http://localhost:8000/v1", takes: trtllm, lacks: ["Fields it does not know are refused: by us, before a request is sent.", "ignore_eos and min_tokens in params hold an answer's length."] },
  { name: "llamacpp-openai", title: "llama.cpp server, its OpenAI routes", base: "http://localhost:8080/v1", keyNames: ["LLAMA_API_KEY"], fields: { cache_prompt: false }, litellm: { prefixes: ["llamafile"], baseNames: ["LLAMAFILE_API_BASE"], keyNames: ["LLAMAFILE_API_KEY"] }, gives: ["timings of the last chunk: prompt and prediction in milliseconds, tokens from the cache."], lacks: ["Its prompt cache is on by default: cache_prompt: false is sent.", "Its own protocol is llamacpp."], told: { server_timings: "timings of the last chunk, in milliseconds" }, witnesses: [{ kind: "server", name: "llama.cpp", test: "tests/peers/llama_cpp.ts" }] },
  { name: "ollama-openai", title: "Ollama, its OpenAI routes", effort: "reasoning_effort", base: "http://localhost:11434/v1", baseNames: ["OLLAMA_HOST"], keyNames: ["OLLAMA_API_KEY"], lacks: ["The server's durations are told by its own protocol only: ollama."], told: { server_timings: { not: "The server's durations are told by its own protocol only: ollama." } } },
  { name: "anyscale", title: "Anyscale Endpoints (closed)", keyNames: ["ANYSCALE_API_KEY"], litellm: { prefixes: ["anyscale"], baseNames: ["ANYSCALE_API_BASE"] }, evidence: "unconfirmed", lacks: ["Closed since its runs of 2023: it needs an address of your own."] },
  { name: "lepton", title: "Lepton AI (closed)", keyNames: ["LEPTON_API_TOKEN"], evidence: "unconfirmed", lacks: ["Closed since its runs of 2023: it needs an address of your own."] },
];
