import assert from "node:assert/strict";
import { isPrivate } from "../../benchmarks/wire/hosts.ts";
import { type Called, called, defaultKeyName } from "../../benchmarks/targets/llm_api.ts";
import { ownAddress } from "../../benchmarks/targets/own_address.ts";
import { provider } from "../../benchmarks/providers/index.ts";
import { litellmModel } from "../../benchmarks/targets/litellm.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { startSimulator } from "../../benchmarks/simulator/spawn.ts";
import { inFolder, plantedKey, run, smallRun } from "../support/bench.ts";

type Variables = Record<string, string>;
const ask = (
  llmApi: string,
  model: string,
  variables: Variables,
  baseUrl?: string,
): Called | string[] => {
  const faults: string[] = [];
  return called({ llmApi, model, baseUrl }, (name) => variables[name], faults) ?? faults;
};

Deno.test("called() takes the address that was given, else a variable's, else the provider's own", () => {
  const cases: [string, string | undefined, Variables, Partial<Called>][] = [
    ["groq", undefined, { GROQ_API_KEY: "k" }, {
      baseUrl: "https://api.groq.com/openai/v1",
      keyName: "GROQ_API_KEY",
      atHome: true,
    }],
    // A variable of the vendor's client holds the bare host.
    ["groq", undefined, { GROQ_API_KEY: "k", GROQ_BASE_URL: "https://g.test" }, {
      baseUrl: "https://g.test/openai/v1",
      atHome: false,
    }],
    ["groq", "http://127.0.0.1:1/x/v1", { GROQ_BASE_URL: "https://g.test" }, {
      baseUrl: "http://127.0.0.1:1/x/v1",
      keyName: null, // on this machine a key is optional
    }],
    ["azure", undefined, {
      AZURE_OPENAI_API_KEY: "k",
      AZURE_OPENAI_ENDPOINT: "https://me.openai.azure.com/",
    }, { baseUrl: "https://me.openai.azure.com/openai/v1", keyName: "AZURE_OPENAI_API_KEY" }],
    // OpenAI's own is taken as its client takes it.
    ["openai", undefined, { OPENAI_API_KEY: "k", OPENAI_API_BASE: "https://o.test" }, {
      baseUrl: "https://o.test",
    }],
    ["openai", undefined, { OPENAI_API_KEY: "k", OPENAI_BASE_URL: "https://o.test/v1" }, {
      baseUrl: "https://o.test/v1",
    }],
    // What is pasted with it is taken off, and so is the protocol's own path.
    ["openai", ' "http://localhost:1/v1/chat/completions" ', {}, {
      baseUrl: "http://localhost:1/v1",
    }],
    ["openai", undefined, { OPENAI_API_KEY: "k", OPENAI_API_BASE: "https://o.test/v1/#" }, {
      baseUrl: "https://o.test/v1/",
    }],
    ["anthropic", "http://localhost:1/v1", {}, { baseUrl: "http://localhost:1" }],
    // Addresses of servers on this machine, which ask for no key.
    ["openai", "http://0.0.0.0:8000/v1", {}, { baseUrl: "http://0.0.0.0:8000/v1", keyName: null }],
    ["openai", "http://[::]:8000/v1", {}, { baseUrl: "http://[::]:8000/v1", keyName: null }],
    ["ollama", undefined, { OLLAMA_HOST: "0.0.0.0" }, { baseUrl: "http://0.0.0.0:11434" }],
    ["ollama-openai", undefined, { OLLAMA_HOST: "gpu-box:9" }, { baseUrl: "http://gpu-box:9/v1" }],
    ["openai-responses", "http://localhost:1/v1", { OPENAI_API_KEY: "k" }, {
      api: "openai-responses",
      keyName: "OPENAI_API_KEY",
    }],
    ["vllm", undefined, {}, { baseUrl: "http://localhost:8000/v1", keyName: null }],
    ["trtllm", "https://far.test/v1", {}, { keyName: null }], // it has no keys
  ];
  for (const [api, baseUrl, variables, expected] of cases) {
    const found = ask(api, "m", variables, baseUrl) as Called;
    const seen = Object.fromEntries(
      Object.keys(expected).map((k) => [k, found[k as keyof Called]]),
    );
    assert.deepEqual(seen, expected, `${api}: ${JSON.stringify(found)}`);
  }
});

Deno.test("called() says what is missing, by name", () => {
  const cases: [string, string, Variables, string | undefined, RegExp][] = [
    [
      "openai",
      "m",
      { OPENAI_API_KEY: "k" },
      undefined,
      /no address: set OPENAI_API_BASE or OPENAI_BASE_URL, or give --base-url/,
    ],
    ["openai", "m", {}, "https://o.test/v1", /OPENAI_API_KEY is not set/],
    ["together", "m", {}, undefined, /TOGETHER_API_KEY is not set/],
    ["lepton", "m", { LEPTON_API_TOKEN: "k" }, undefined, /no address: give --base-url/],
    ["nope", "m", {}, undefined, /no protocol and no provider of that name; deno task providers/],
    [
      "groq",
      "m",
      { GROQ_API_KEY: "k" },
      "ftp://h/v1",
      /--base-url is not an http or https address/,
    ],
    ["openai", "m", {}, "http://127.0.0.1.evil.test/v1", /OPENAI_API_KEY is not set/],
    ["openai", "m", {}, "http://localhost.evil.test/v1", /OPENAI_API_KEY is not set/],
    [
      "openai",
      "m",
      {},
      "http://127.0.0.1:1/v1?x=1",
      /--base-url goes on behind the path, with a \?/,
    ],
    ["openai", "m", {}, "http://127.0.0.1:1/v1#x", /--base-url goes on behind the path/],
    ["openai", "m", {}, "http://127.0.0.1:1/my v1", /--base-url holds a space/],
    [
      "openai",
      "m",
      {},
      "localhost:8000/v1",
      /http or https address: write http:\/\/localhost:8000/,
    ],
    [
      "openai",
      "m",
      {},
      "http://127.0.0.1:1/v1/completions",
      /ends in \/completions: give the address/,
    ],
    [
      "openai",
      "m",
      { OPENAI_API_KEY: "k", OPENAI_API_BASE: "https://o.test/v1#x" },
      undefined,
      /^OPENAI_API_BASE goes on behind the path/,
    ],
    [
      "litellm",
      "nope/m",
      {},
      undefined,
      /no prefix of LiteLLM's that is driven; there are .*groq.*together_ai/,
    ],
    [
      "litellm",
      "fireworks_ai/m",
      {},
      undefined,
      /FIREWORKS_API_KEY or FIREWORKS_AI_API_KEY or .* is not set/,
    ],
  ];
  for (const [api, model, variables, base, pattern] of cases) {
    const found = ask(api, model, variables, base);
    assert.ok(Array.isArray(found) && found.length === 1, JSON.stringify(found));
    assert.match(found[0], pattern);
  }
});

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

Deno.test("keys go by themselves to the vendor and to this machine, and nowhere else", () => {
  const all = () => "k";
  assert.equal(defaultKeyName("groq", "https://api.groq.com/openai/v1", all), "GROQ_API_KEY");
  assert.equal(defaultKeyName("groq", "http://127.0.0.1:1/v1", all), "GROQ_API_KEY");
  assert.equal(defaultKeyName("groq", "https://api.groq.com.evil.test/openai/v1", all), null);
  assert.equal(defaultKeyName("openai", "https://anybody.test/v1", all), null);
  for (
    const host of [
      "127.0.0.1",
      "localhost",
      "[::1]",
      "10.1.2.3",
      "192.168.0.9",
      "172.20.0.1",
      "gpu-box",
      "a.local",
    ]
  ) {
    assert.ok(isPrivate(`http://${host}:8000/v1`), host);
  }
  for (const host of ["api.groq.com", "172.40.0.1", "11.0.0.1", "127.0.0.1.evil.test"]) {
    assert.ok(!isPrivate(`http://${host}/v1`), host);
  }
});

Deno.test("ownAddress() fills in a region, and is none without", () => {
  const about = { ...provider("groq").about, base: "https://x.{region}.amazonaws.com" };
  const at = (variables: Variables) => ownAddress(about, (name) => variables[name]);
  assert.equal(at({}), null);
  assert.equal(at({ AWS_DEFAULT_REGION: "eu-west-1" }), "https://x.eu-west-1.amazonaws.com");
  assert.equal(
    at({ AWS_DEFAULT_REGION: "eu-west-1", AWS_REGION: "us-east-1" }),
    "https://x.us-east-1.amazonaws.com",
  );
});

Deno.test("bench --llm-api drives protocols and services, their keys from a .env file too", () =>
  inFolder(async (folder) => {
    const simulator = await startSimulator({ seed: 2 });
    const envFile = `${folder}/.env`;
    await Deno.writeTextFile(
      envFile,
      `TOGETHER_API_KEY=${plantedKey}\nOPENAI_API_KEY="not this"\n`,
    );
    const env = { TOKENBOARD_ENV_FILE: envFile, OPENAI_API_KEY: plantedKey };
    const cases: [string[], string, string][] = [
      [["--llm-api=groq", `--base-url=${simulator.url}/groq-70b/openai/v1`], "openai", "m"],
      [
        ["--llm-api=openai-completions", `--base-url=${simulator.url}/groq-70b/v1`],
        "openai-completions",
        "m",
      ],
      [
        ["--llm-api=openai-responses", `--base-url=${simulator.url}/groq-70b/v1`],
        "openai-responses",
        "m",
      ],
      [
        ["--llm-api=litellm", "--model=together_ai/x/y", `--base-url=${simulator.url}/groq-70b/v1`],
        "openai",
        "x/y",
      ],
    ];
    try {
      for (const [flags, api, model] of cases) {
        const into = `${folder}/${flags[0].slice(10)}`;
        const { code, err } = await run(
          ["bench", ...smallRun(2), ...flags, "--results-dir", into],
          env,
        );
        assert.equal(code, 0, err);
        const db = await openStore(into);
        const { rows } = await db.query(
          "SELECT api, model, status, count(*) AS n FROM requests GROUP BY ALL",
        );
        db.close();
        assert.deepEqual(rows, [{ api, model, status: "ok", n: 2 }]);
      }
      const missing = await run(["bench", ...smallRun(2), "--llm-api=cerebras"], env);
      assert.equal(missing.code, 2);
      assert.match(missing.err, /CEREBRAS_API_KEY is not set/);
    } finally {
      await simulator.stop();
    }
  }));
