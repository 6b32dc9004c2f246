/** How much is reasoned and who is served first: bodies as each vendor's documentation has them, written by hand. */
import assert from "node:assert/strict";
import { askedOf, placed, settingFaults } from "../../benchmarks/providers/asked.ts";
import { provider, providers } from "../../benchmarks/providers/index.ts";
import type { Json } from "../../benchmarks/providers/provider.ts";
import { plainAsk } from "./decoder_cases.ts";

type Fields = Record<string, Json>;
const ask = (params: Fields, model = "m") => plainAsk({ params, model });
const request = (name: string, params: Fields, model?: string) =>
  provider(name).next(ask(params, model), [])!;
const claude = "us.anthropic.claude-opus-4-6-v1";
const oss = "openai.gpt-oss-120b-1:0";

/** Name, model, both settings as everybody's configuration has them, what the body holds for them. */
const sent: [string, string, Fields, Fields][] = [
  ["openai", "m", { reasoning_effort: "low", service_tier: "flex" }, {
    reasoning_effort: "low",
    service_tier: "flex",
  }],
  ["groq", "m", { reasoning_effort: "none", service_tier: "on_demand" }, {
    reasoning_effort: "none",
    service_tier: "on_demand",
  }],
  ["vllm", "m", { reasoning_effort: "max" }, { reasoning_effort: "max" }],
  ["openai-responses", "m", { reasoning_effort: "low", service_tier: "priority" }, {
    reasoning: { effort: "low" },
    service_tier: "priority",
  }],
  ["openai-responses", "m", { reasoning_effort: "low", reasoning: { summary: "auto" } }, {
    reasoning: { effort: "low", summary: "auto" },
  }],
  ["anthropic", "m", { reasoning_effort: "xhigh", service_tier: "standard_only" }, {
    output_config: { effort: "xhigh" },
    service_tier: "standard_only",
  }],
  ["gemini", "m", { reasoning_effort: "minimal", service_tier: "flex" }, {
    generationConfig: { maxOutputTokens: 7, thinkingConfig: { thinkingLevel: "minimal" } },
    serviceTier: "flex",
  }],
  ["gemini", "m", { reasoning_effort: 512, thinkingConfig: { includeThoughts: true } }, {
    generationConfig: {
      maxOutputTokens: 7,
      thinkingConfig: { includeThoughts: true, thinkingBudget: 512 },
    },
  }],
  [
    "gemini",
    "m",
    {
      reasoning_effort: "low",
      generationConfig: { topK: 3, thinkingConfig: { includeThoughts: true } },
    },
    {
      generationConfig: {
        maxOutputTokens: 7,
        topK: 3,
        thinkingConfig: { includeThoughts: true, thinkingLevel: "low" },
      },
    },
  ],
  ["vertex", "gemini-3-pro", { reasoning_effort: "low" }, {
    generationConfig: { maxOutputTokens: 7, thinkingConfig: { thinkingLevel: "low" } },
  }],
  ["vertex", "claude-opus-4-6", { reasoning_effort: "low" }, { output_config: { effort: "low" } }],
  ["vertex", "mistral-small-2603", { reasoning_effort: "high" }, { reasoning_effort: "high" }],
  ["bedrock-converse", claude, { reasoning_effort: "low", service_tier: "priority" }, {
    additionalModelRequestFields: { output_config: { effort: "low" } },
    serviceTier: { type: "priority" },
  }],
  ["bedrock-converse", oss, { reasoning_effort: "low", top_k: 3 }, {
    additionalModelRequestFields: { reasoning_effort: "low", top_k: 3 },
  }],
  ["bedrock-invoke", claude, { reasoning_effort: "low" }, { output_config: { effort: "low" } }],
  ["bedrock-invoke", oss, { reasoning_effort: "low" }, { reasoning_effort: "low" }],
  ["cohere", "m", { reasoning_effort: 700 }, {
    thinking: { type: "enabled", token_budget: 700 },
  }],
  ["cohere", "m", { reasoning_effort: "disabled" }, { thinking: { type: "disabled" } }],
  ["ollama", "m", { reasoning_effort: "high" }, { think: "high" }],
  ["ollama", "m", { reasoning_effort: false }, { think: false }],
];

const fields = [
  ...["reasoning_effort", "service_tier", "reasoning", "output_config", "generationConfig"],
  ...["serviceTier", "thinkingConfig", "additionalModelRequestFields", "thinking", "think"],
];

Deno.test("reasoning_effort and service_tier go where the vendor has them, and nowhere else", () => {
  for (const [name, model, params, expected] of sent) {
    const body = JSON.parse(request(name, params, model).body!);
    const held = Object.fromEntries(fields.filter((f) => f in body).map((f) => [f, body[f]]));
    assert.deepEqual(held, expected, `${name} ${JSON.stringify(params)}`);
    const { reasoning_effort: effort = null, service_tier: tier = null } = params;
    assert.deepEqual(
      askedOf(provider(name), ask(params, model)),
      { reasoning_effort: effort === null ? null : String(effort), service_tier: tier },
      name,
    );
    assert.deepEqual(settingFaults(provider(name), ask(params, model)), [], name);
  }
});

Deno.test("what is spelled as the vendor has it is sent as it is, and is a column too", () => {
  const cases: [string, Fields, string | null, string | null][] = [
    ["openrouter", { reasoning: { effort: "high" } }, "high", null],
    ["vllm", { chat_template_kwargs: { reasoning_effort: "low" } }, "low", null],
    ["openai-responses", { reasoning: { effort: "minimal" } }, "minimal", null],
    ["anthropic", { thinking: { type: "enabled", budget_tokens: 2048 } }, "2048", null],
    ["anthropic", { thinking: { type: "disabled" } }, "disabled", null],
    [
      "anthropic",
      { thinking: { type: "adaptive" }, output_config: { effort: "max" } },
      "max",
      null,
    ],
    ["gemini", { thinkingConfig: { thinkingBudget: 0 }, serviceTier: "flex" }, "0", "flex"],
    ["gemini", { generationConfig: { thinkingConfig: { thinkingLevel: "low" } } }, "low", null],
    ["bedrock-converse", { serviceTier: { type: "flex" } }, null, "flex"],
    [
      "bedrock-converse",
      { additionalModelRequestFields: { reasoningConfig: { maxReasoningEffort: "low" } } },
      "low",
      null,
    ],
    ["cohere", { thinking: { type: "enabled" } }, "enabled", null],
    ["ollama", { think: true }, "true", null],
    ["replicate", { input: { reasoning_effort: "low" } }, "low", null],
    ["tgi", {}, null, null],
  ];
  for (const [name, params, effort, tier] of cases) {
    const asked = askedOf(provider(name), ask(params));
    assert.deepEqual(asked, { reasoning_effort: effort, service_tier: tier }, name);
    assert.deepEqual(settingFaults(provider(name), ask(params)), [], name);
    assert.deepEqual(
      placed(ask(params), provider(name).settings?.(ask(params)) ?? {}).params,
      params,
    );
  }
});

Deno.test("a setting that a vendor has no field for, or not with that value, or twice, is refused by name", () => {
  const fault = (name: string, params: Fields, model = "m") =>
    settingFaults(provider(name), ask(params, model)).map(([field, text]) => `${field}: ${text}`);
  const neither = ["tgi", "triton", "llamacpp", "sagemaker", "openai-completions", "replicate"];
  for (const name of neither) {
    assert.deepEqual(fault(name, { reasoning_effort: "low", service_tier: "flex" }), [
      `reasoning_effort: ${name} knows no such field and refuses it`,
      `service_tier: ${name} knows no such field and refuses it`,
    ]);
  }
  for (const name of ["ollama", "cohere", "vertex", "trtllm"]) {
    assert.match(
      fault(name, { service_tier: "flex" })[0],
      /^service_tier: \S+ knows no such field/,
    );
  }
  // OpenAI's own names go to whoever speaks its protocol: the server says whether it knows them.
  for (const name of ["together", "vllm", "lepton"]) {
    assert.deepEqual(fault(name, { reasoning_effort: "low", service_tier: "flex" }), [], name);
  }
  const models: [string, string][] = [
    ["vertex", "meta/llama-4"],
    ["bedrock-converse", "amazon.titan-text-express-v1"],
    ["bedrock-invoke", "meta.llama3-8b-instruct-v1:0"],
  ];
  for (const [name, model] of models) {
    assert.match(fault(name, { reasoning_effort: "low" }, model)[0], /knows no such field/);
  }
  assert.deepEqual(fault("cohere", { reasoning_effort: "high" }), [
    'reasoning_effort: cohere has no such value: "high"',
  ]);
  assert.deepEqual(fault("openai", { reasoning_effort: { effort: "low" } }), [
    'reasoning_effort: openai has no such value: {"effort":"low"}',
  ]);
  assert.deepEqual(
    fault("openai-responses", { reasoning_effort: "low", reasoning: { effort: "high" } }),
    [
      "reasoning_effort: reasoning.effort, openai-responses's own field for it, is given too: one of them",
    ],
  );
  for (const { name } of providers) {
    assert.deepEqual(fault(name, { reasoning_effort: null, service_tier: null }), [], name);
  }
});

Deno.test("every provider's page says of both settings where they go, or that they are refused", () => {
  for (const { name, about } of providers) {
    const text = about.gives.join(" ");
    for (const setting of ["reasoning_effort", "service_tier"]) {
      assert.ok(text.includes(setting), `${name}: ${setting}`);
    }
    if (/documented nowhere/.test(about.lacks.join(" "))) {
      assert.match(text, /reasoning_effort is sent|service_tier is sent/, name);
    }
    if (/Of params/.test(text)) assert.match(text, /an echo proves nothing/, name);
  }
});
