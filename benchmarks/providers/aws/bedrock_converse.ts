/**
 * Amazon Bedrock ConverseStream: one request shape for every model behind it.
 * `POST {base}/model/{id}/converse-stream`, frames of AWS's event stream with JSON in them.
 */
import { at, placed, type Settings, settingsSay } from "../asked.ts";
import { awsKeys, awsMetadata, regionNames } from "./aws_about.ts";
import { awsFailure } from "./aws_failure.ts";
import { pathWord } from "./bedrock_body.ts";
import { answerReader, converseReasons, converseReported } from "./bedrock_converse_chunk.ts";
import { eventStreamDecoder } from "../read/event_stream_body.ts";
import { isObject } from "../read/json.ts";
import type { Ask, Json, Provider } from "../provider.ts";
import { withoutEnd } from "../read/ends.ts";

export const bedrockConverse: Provider = {
  name: "bedrock-converse",
  auth: "aws:bedrock",
  settings,
  about: {
    title: "Amazon Bedrock, ConverseStream",
    base: "https://bedrock-runtime.{region}.amazonaws.com",
    basePath: "",
    baseNames: ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "AWS_ENDPOINT_URL"],
    keyNames: ["AWS_BEARER_TOKEN_BEDROCK", "AWS_ACCESS_KEY_ID", "AWS_PROFILE"],
    evidence: "read",
    gives: [
      "Content, reasoning (reasoningContent) and the input of tool calls as they come.",
      "Usage with tokens read from and written to a cache, which are added to inputTokens.",
      "The service's own latencyMs, and the service tier that it says it used.",
      awsKeys,
      settingsSay(
        "output_config.effort (Anthropic) or reasoning_effort (gpt-oss) " +
          "of additionalModelRequestFields, no other model's",
        "serviceTier.type",
      ),
    ],
    lacks: [
      "Reasoning tokens are not counted apart: they are inside outputTokens.",
      "The stream does not say which model served.",
      awsMetadata,
    ],
    reported: converseReported,
    finishReasons: converseReasons,
    places: { region: regionNames },
    witnesses: [
      {
        kind: "client",
        name: "@aws-sdk/client-bedrock-runtime",
        test: "tests/providers/sdk/bedrock_converse_test.ts",
      },
      { kind: "mock", name: "@copilotkit/aimock", test: "tests/wire/aimock_protocols_test.ts" },
    ],
    litellm: { prefixes: ["bedrock"], baseNames: ["AWS_BEDROCK_RUNTIME_ENDPOINT"] },
    labels: ["bedrock"],
  },

  next(ask, done) {
    if (done.length > 0) return null;
    return {
      method: "POST",
      url: `${withoutEnd(ask.baseUrl, "/")}/model/${pathWord(ask.model)}/converse-stream`,
      headers: [
        ["content-type", "application/json"],
        ["accept", "application/vnd.amazon.eventstream"],
      ],
      body: JSON.stringify(body(placed(ask, settings(ask)))),
    };
  },

  decoder: (_step, head) => eventStreamDecoder(head, answerReader()),
  failure: awsFailure,
};

/** How much is reasoned is a field of the model's own. */
function settings({ model }: Pick<Ask, "model">): Settings {
  const own = "additionalModelRequestFields";
  const reads = [
    ...["output_config.effort", "reasoning_effort", "reasoningConfig.maxReasoningEffort"],
    ...["thinking.budget_tokens", "thinking.type"],
  ].flatMap((path) => [`${own}.${path}`, path]);
  const field = /\banthropic\./.test(model)
    ? "output_config.effort"
    : /\bopenai\.gpt-oss/.test(model)
    ? "reasoning_effort"
    : null;
  return {
    reasoning_effort: { ...(field ? at(`${own}.${field}`) : {}), reads },
    service_tier: at("serviceTier.type"),
  };
}

/** Parameters that other APIs have by another name, and the field of `inferenceConfig` that they are here. */
const inference: Record<string, string> = {
  max_tokens: "maxTokens",
  temperature: "temperature",
  top_p: "topP",
  stop: "stopSequences",
};
/** What a request may hold; Bedrock takes anything else only as a field of the model's own. */
const own = [
  "additionalModelRequestFields",
  "additionalModelResponseFieldPaths",
  "guardrailConfig",
  "messages",
  "outputConfig",
  "performanceConfig",
  "promptVariables",
  "requestMetadata",
  "serviceTier",
  "system",
  "toolConfig",
];

/** Parameters of the configuration win over ours; null takes a field out. */
function body(ask: Ask): Json {
  const texts = (system: boolean) =>
    ask.messages.filter(({ role }) => (role === "system") === system);
  const system = texts(true).map(({ content }) => ({ text: content }));
  const fields: Record<string, Json> = {
    messages: texts(false).map(({ role, content }) => ({ role, content: [{ text: content }] })),
    ...(system.length ? { system } : {}),
  };
  const config: Record<string, Json> = { maxTokens: ask.maxOutputTokens };
  const model: Record<string, Json> = {};
  const { inferenceConfig, ...params } = ask.params;
  for (const [name, value] of Object.entries(params)) {
    if (Object.hasOwn(inference, name)) {
      config[inference[name]] = name === "stop" && typeof value === "string" ? [value] : value;
    } else if (name === "service_tier") {
      fields.serviceTier = typeof value === "string" ? { type: value } : value;
    } else if (own.includes(name)) fields[name] = value;
    else model[name] = value;
  }
  const given = fields.additionalModelRequestFields;
  const all: Record<string, Json> = {
    ...fields,
    inferenceConfig: inferenceConfig === null
      ? null
      : some({ ...config, ...(isObject(inferenceConfig) ? inferenceConfig : {}) }),
    additionalModelRequestFields: some({ ...model, ...(isObject(given) ? given : {}) }),
  };
  return some(all) ?? {};
}

/** Without its nulls; null where nothing is left. */
function some(fields: Record<string, Json>): Record<string, Json> | null {
  const left = Object.entries(fields).filter(([, value]) => value !== null);
  return left.length ? Object.fromEntries(left) : null;
}
