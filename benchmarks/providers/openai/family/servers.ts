/** Programs that people run themselves. */
import type { FamilyEntry } from "./entry.ts";

/** What trtllm-serve knows beyond what is always sent; its request model forbids the rest. */
const trtllm = (
  "frequency_penalty logit_bias logprobs top_logprobs n presence_penalty response_format " +
  "seed stop temperature top_p tools tool_choice parallel_tool_calls user reasoning_effort " +
  "thinking thinking_token_budget best_of use_beam_search top_k top_p_min min_p " +
  "repetition_penalty length_penalty early_stopping stop_token_ids " +
  "include_stop_str_in_output ignore_eos min_tokens skip_special_tokens " +
  "spaces_between_special_tokens truncate_prompt_tokens lora_request echo " +
  "add_generation_prompt add_special_tokens documents chat_template " +
  "chat_template_kwargs cache_salt priority max_tokens stream_options"
).split(" ");

export const servers: FamilyEntry[] = [
  {
    name: "tgi-openai",
    title: "Text Generation Inference, its OpenAI routes",
    keyNames: ["HF_TOKEN"],
    gives: ["Timings of the x-compute headers."],
    lacks: ["Its own protocol is tgi."],
    reported: { server_timings: "x-compute-* of the head" },
  },
  {
    name: "vllm",
    title: "vLLM",
    effort: "reasoning_effort",
    base: "http://localhost:8000/v1",
    keyNames: ["VLLM_API_KEY"],
    litellm: {
      prefixes: ["hosted_vllm", "vllm"],
      baseNames: ["HOSTED_VLLM_API_BASE"],
      keyNames: ["HOSTED_VLLM_API_KEY", "VLLM_API_KEY"],
    },
    lacks: [
      "Fields it does not know it ignores in silence.",
      "Its prefix cache answers what was asked before: nonces keep it out.",
      "ignore_eos and min_tokens in params hold an answer's length.",
    ],
  },
  {
    name: "sglang",
    title: "SGLang",
    effort: "reasoning_effort",
    base: "http://localhost:30000/v1",
    keyNames: ["SGLANG_API_KEY"],
    lacks: [
      "With --stream-interval a chunk holds several tokens.",
      "ignore_eos in params holds an answer's length.",
    ],
  },
  {
    name: "trtllm",
    title: "TensorRT-LLM (trtllm-serve)",
    effort: "reasoning_effort",
    base: "http://localhost:8000/v1",
    takes: trtllm,
    lacks: [
      "Fields it does not know are refused: by us, before a request is sent.",
      "ignore_eos and min_tokens in params hold an answer's length.",
    ],
  },
  {
    name: "llamacpp-openai",
    title: "llama.cpp server, its OpenAI routes",
    base: "http://localhost:8080/v1",
    keyNames: ["LLAMA_API_KEY"],
    fields: { cache_prompt: false },
    litellm: {
      prefixes: ["llamafile"],
      baseNames: ["LLAMAFILE_API_BASE"],
      keyNames: ["LLAMAFILE_API_KEY"],
    },
    gives: [
      "timings of the last chunk: prompt and prediction in milliseconds, tokens from the cache.",
    ],
    lacks: [
      "Its prompt cache is on by default: cache_prompt: false is sent.",
      "Its own protocol is llamacpp.",
    ],
    reported: { server_timings: "timings of the last chunk, in milliseconds" },
    witnesses: [{ kind: "server", name: "llama.cpp", test: "tests/peers/llama_cpp.ts" }],
  },
  {
    name: "ollama-openai",
    title: "Ollama, its OpenAI routes",
    effort: "reasoning_effort",
    base: "http://localhost:11434/v1",
    baseNames: ["OLLAMA_HOST"],
    keyNames: ["OLLAMA_API_KEY"],
    lacks: ["Only its own protocol, ollama, reports the server's durations."],
    reported: {
      server_timings: { not: "Only its own protocol, ollama, reports the server's durations." },
    },
  },
];
