/** Names and variables of LiteLLM. */
import assert from "node:assert/strict";
import { litellmModel } from "../../benchmarks/targets/litellm.ts";
import { ask } from "./asking.ts";

Deno.test("litellmModel() reads LiteLLM's names", () => {
  const cases: [string, string, string][] = [
    ["together_ai/meta-llama/Llama-2-70b-chat-hf", "together", "meta-llama/Llama-2-70b-chat-hf"],
    [
      "fireworks_ai/accounts/fireworks/models/llama-v2-70b-chat",
      "fireworks",
      "accounts/fireworks/models/llama-v2-70b-chat",
    ],
    ["groq/llama2-70b-4096", "groq", "llama2-70b-4096"],
    ["perplexity/sonar", "perplexity", "sonar"],
    ["openrouter/meta-llama/llama-3-70b", "openrouter", "meta-llama/llama-3-70b"],
    ["hosted_vllm/my/model", "vllm", "my/model"],
    ["azure/my-deployment", "azure", "my-deployment"],
    ["openai/gpt-4o", "openai", "gpt-4o"],
    ["gpt-4o-mini", "openai", "gpt-4o-mini"],
    ["openai/responses/gpt-5", "openai-responses", "gpt-5"],
    ["text-completion-openai/m", "openai-completions", "m"],
    ["bedrock/meta.llama2-70b-chat-v1", "bedrock-invoke", "meta.llama2-70b-chat-v1"],
    [
      "bedrock/us.meta.llama3-3-70b-instruct-v1:0",
      "bedrock-converse",
      "us.meta.llama3-3-70b-instruct-v1:0",
    ],
    ["bedrock/anthropic.claude-v2", "bedrock-converse", "anthropic.claude-v2"],
    ["bedrock/invoke/anthropic.claude-v2", "bedrock-invoke", "anthropic.claude-v2"],
    ["meta.llama2-13b-chat-v1", "bedrock-invoke", "meta.llama2-13b-chat-v1"],
    ["huggingface/meta-llama/Llama-2-70b-chat-hf", "huggingface", "meta-llama/Llama-2-70b-chat-hf"],
    [
      "huggingface/together/deepseek-ai/DeepSeek-R1",
      "huggingface",
      "deepseek-ai/DeepSeek-R1:together",
    ],
    ["replicate/meta/llama-2-70b-chat", "replicate", "meta/llama-2-70b-chat"],
    ["sagemaker/my-endpoint", "sagemaker", "my-endpoint"],
    ["vertex_ai/gemini-2.0-flash", "vertex", "gemini-2.0-flash"],
    ["gemini/gemini-2.0-flash", "gemini", "gemini-2.0-flash"],
    ["claude-3-haiku", "anthropic", "claude-3-haiku"],
    ["ollama_chat/llama3", "ollama", "llama3"],
  ];
  for (const [text, api, model] of cases) {
    const found = litellmModel(text);
    assert.deepEqual([found?.api, found?.model], [api, model], text);
  }
  for (const text of ["", "m", "/m", "constructor/m", "nope/m"]) {
    assert.equal(litellmModel(text), null, text);
  }
});

Deno.test("called() reads LiteLLM's variables for its names", () => {
  const found = ask("litellm", "perplexity/sonar", {
    PERPLEXITYAI_API_KEY: "a",
    PERPLEXITY_API_KEY: "b",
    PERPLEXITY_API_BASE: "https://p.test",
  });
  assert.deepEqual(found, {
    api: "perplexity",
    model: "sonar",
    baseUrl: "https://p.test",
    keyName: "PERPLEXITYAI_API_KEY",
    atHome: false,
  });
});
