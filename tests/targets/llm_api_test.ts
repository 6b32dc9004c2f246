import assert from "node:assert/strict";
import type { Called } from "../../benchmarks/targets/llm_api.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { startSimulator } from "../../benchmarks/simulator/spawn.ts";
import { inFolder, plantedKey, run, smallRun } from "../support/bench.ts";
import { ask, type Variables } from "./asking.ts";

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
