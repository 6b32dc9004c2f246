import assert from "node:assert/strict";
import { openai, openaiLike } from "../../../benchmarks/providers/openai/openai.ts";
import { openaiFamily } from "../../../benchmarks/providers/openai/openai_family.ts";

const entry = (name: string) => openaiFamily.find((e) => e.name === name)!;
const bodyOf = (name: string, baseUrl: string, params = {}) =>
  JSON.parse(
    openaiLike(entry(name)).next({
      baseUrl,
      model: "m",
      messages: [{ role: "user", content: "hi" }],
      maxOutputTokens: 7,
      params,
    }, [])!.body!,
  );
const plain = {
  model: "m",
  messages: [{ role: "user", content: "hi" }],
  max_tokens: 7,
  stream: true,
  stream_options: { include_usage: true },
};
const without = (name: keyof typeof plain) =>
  Object.fromEntries(Object.entries(plain).filter(([n]) => n !== name));

Deno.test("openaiLike() asks each as it wants to be asked", () => {
  const cases: [string, string, object, object][] = [
    ["groq", "https://api.groq.com/openai/v1", {}, plain],
    ["openai", "http://127.0.0.1:8000/v1", {}, plain], // anybody's server: nothing of OpenAI's own
    ["openai", "https://api.openai.com/v1", {}, {
      ...without("max_tokens"),
      max_completion_tokens: 7,
      stream_options: { include_usage: true, include_obfuscation: false },
    }],
    ["azure", "https://me.openai.azure.com/openai/v1", {}, {
      ...without("max_tokens"),
      max_completion_tokens: 7,
    }],
    ["mistral", "https://api.mistral.ai/v1", {}, without("stream_options")],
    ["fireworks", "https://api.fireworks.ai/inference/v1", {}, {
      ...plain,
      perf_metrics_in_response: true,
    }],
    ["llamacpp-openai", "http://localhost:8080/v1", {}, { ...plain, cache_prompt: false }],
    // What the configuration says wins, under either name of the limit; null takes out.
    ["cerebras", "https://api.cerebras.ai/v1", { max_tokens: 3 }, { ...plain, max_tokens: 3 }],
    ["openai", "http://h/v1", { max_completion_tokens: 3 }, {
      ...without("max_tokens"),
      max_completion_tokens: 3,
    }],
    ["fireworks", "http://h/v1", { perf_metrics_in_response: null, max_tokens: null }, {
      ...without("max_tokens"),
    }],
  ];
  for (const [name, base, params, expected] of cases) {
    assert.deepEqual(bodyOf(name, base, params), expected, `${name} at ${base}`);
  }
});

Deno.test("openaiFamily has each of the issue's providers, each name and prefix once, each address well formed", () => {
  const names = openaiFamily.map((e) => e.name);
  for (
    const name of [
      ...["openai", "azure", "anyscale", "lepton", "fireworks", "together", "perplexity", "groq"],
      ...["mistral", "deepinfra", "deepseek", "xai", "cerebras", "sambanova", "openrouter"],
      ...["huggingface", "tgi-openai", "vllm", "sglang", "trtllm", "llamacpp-openai"],
      "ollama-openai",
    ]
  ) assert.ok(names.includes(name), name);
  const prefixes = openaiFamily.flatMap((e) => e.litellm?.prefixes ?? []);
  for (const list of [names, prefixes]) assert.equal(new Set(list).size, list.length);
  for (const e of openaiFamily) {
    if (e.base) assert.ok(e.base.endsWith(e.basePath ?? "/v1") && !e.base.endsWith("/"), e.name);
    for (const text of [...e.gives ?? [], ...e.lacks ?? []]) assert.match(text, /\.$/);
  }
  assert.equal(openai.about.base, null, "requests that cost money need an address that was given");
});

Deno.test("openaiLike() reads the same for all: a recording needs no name of a service", () => {
  const bytes = new TextEncoder().encode(
    'data: {"choices":[{"delta":{"reasoning":"r"}}]}\n\n' +
      "data: " +
      '{"choices":[{"delta":{"content":"x"},"finish_reason":"stop"}],' +
      '"x_groq":{"usage":{"completion_tokens":2,"queue_time":0.1}}}\n\n',
  );
  const read = (name: string) => {
    const decoder = openaiLike(entry(name)).decoder(0, { status: 200, headers: [] });
    return [...decoder.push(bytes), ...decoder.end()];
  };
  assert.ok(read("openai").length >= 4);
  for (const { name } of openaiFamily) assert.deepEqual(read(name), read("openai"));
});
