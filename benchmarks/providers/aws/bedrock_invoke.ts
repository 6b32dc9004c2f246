/**
 * Amazon Bedrock InvokeModelWithResponseStream: every family of models has a body of its own.
 * `POST {base}/model/{id}/invoke-with-response-stream`, frames of AWS's event stream with base64 in them.
 */
import { withoutNulls } from "../body.ts";
import { at, placed, type Settings, settingsSay } from "../asked.ts";
import { anthropicBody, anthropicEffort } from "../anthropic/anthropic_body.ts";
import { awsKeys, awsMetadata, regionNames } from "./aws_about.ts";
import { awsFailure } from "./aws_failure.ts";
import { pathWord } from "./bedrock_body.ts";
import { invokeReader, invokeReasons, invokeReported } from "./bedrock_invoke_chunk.ts";
import { eventStreamDecoder } from "../read/event_stream_body.ts";
import { isObject } from "../read/json.ts";
import type { Ask, Json, Provider } from "../provider.ts";
import { withoutEnd } from "../read/ends.ts";

const tierHeader = "x-amzn-bedrock-service-tier";
type Fields = Record<string, Json>;

export const bedrockInvoke: Provider = {
  name: "bedrock-invoke",
  auth: "aws:bedrock",
  settings,
  about: {
    title: "Amazon Bedrock, InvokeModelWithResponseStream",
    base: "https://bedrock-runtime.{region}.amazonaws.com",
    basePath: "",
    baseNames: ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "AWS_ENDPOINT_URL"],
    keyNames: ["AWS_BEARER_TOKEN_BEDROCK", "AWS_ACCESS_KEY_ID", "AWS_PROFILE"],
    evidence: "documented",
    gives: [
      "Content of Llama, Anthropic, Titan, Nova, Mistral and chat-completion " +
      "bodies; reasoning and tool calls of those that have them.",
      "Bedrock's own counts (amazon-bedrock-invocationMetrics), its " +
      "invocationLatency and firstByteLatency in milliseconds.",
      "The service tier that its head names.",
      awsKeys,
      settingsSay(
        "output_config.effort (Anthropic) or reasoning_effort (gpt-oss), no other model's",
        `the header ${tierHeader}`,
      ),
    ],
    lacks: [
      "The body is chosen by the model's id; an ARN that does not name the " +
      "family gets a chat-completion body, unless the parameter " +
      "model_family says llama, anthropic, titan or chat (it is not sent).",
      "Llama's prompt is put into its chat template, whose tokens are not among those asked for.",
      awsMetadata,
    ],
    reported: invokeReported,
    finishReasons: invokeReasons,
    places: { region: regionNames },
    witnesses: [
      {
        kind: "client",
        name: "@aws-sdk/client-bedrock-runtime",
        test: "tests/providers/sdk/bedrock_invoke_test.ts",
      },
      { kind: "mock", name: "@copilotkit/aimock", test: "tests/wire/aimock_protocols_test.ts" },
    ],
    labels: ["bedrock"],
  },

  next(ask, done) {
    if (done.length > 0) return null;
    // No body of a model has a field for it.
    const { service_tier: tier, ...params } = placed(ask, settings(ask)).params;
    const base = withoutEnd(ask.baseUrl, "/");
    return {
      method: "POST",
      url: `${base}/model/${pathWord(ask.model)}/invoke-with-response-stream`,
      headers: [
        ["content-type", "application/json"],
        ["accept", "application/vnd.amazon.eventstream"],
        ...(typeof tier === "string" ? [[tierHeader, tier] as [string, string]] : []),
      ],
      body: JSON.stringify(body({ ...ask, params })),
    };
  },

  decoder: (_step, head) =>
    eventStreamDecoder(
      head,
      invokeReader(head.headers.find(([name]) => name.toLowerCase() === tierHeader)?.[1]),
    ),
  failure: awsFailure,
};

function settings(ask: Pick<Ask, "model" | "params">): Settings {
  const { model_family: given } = ask.params;
  const family = typeof given === "string" ? given : familyOf(ask.model);
  return {
    reasoning_effort: family === "anthropic"
      ? anthropicEffort
      : /\bopenai\.gpt-oss/.test(ask.model)
      ? at("reasoning_effort")
      : { reads: family === "chat" ? ["reasoning_effort"] : [] },
    service_tier: at("service_tier"),
  };
}

/** Parameters of the configuration win over ours; null takes a field out. */
function body(ask: Ask): Fields {
  const { model_family: given, ...params } = ask.params;
  const asked = { ...ask, params };
  const family = typeof given === "string" ? given : familyOf(ask.model);
  if (family === "anthropic") {
    return anthropicBody(asked, { anthropic_version: "bedrock-2023-05-31" });
  }
  if (family === "titan") return titan(asked);
  const fields: Fields = family === "llama"
    ? { prompt: llamaPrompt(ask), max_gen_len: ask.maxOutputTokens }
    : {
      messages: ask.messages.map(({ role, content }) => ({ role, content })),
      max_tokens: ask.maxOutputTokens,
    };
  const { max_tokens, ...rest } = params;
  const limit: Fields = max_tokens === undefined
    ? {}
    : { [family === "llama" ? "max_gen_len" : "max_tokens"]: max_tokens };
  return withoutNulls({ ...fields, ...limit, ...rest });
}

const familyOf = (model: string): string =>
  /\banthropic\./.test(model)
    ? "anthropic"
    : /\bmeta\.llama/.test(model)
    ? "llama"
    : /\bamazon\.titan/.test(model)
    ? "titan"
    : "chat";

function titan(ask: Ask): Fields {
  const { textGenerationConfig, max_tokens, temperature, top_p, ...params } = ask.params;
  const config: Fields = {
    maxTokenCount: max_tokens === undefined ? ask.maxOutputTokens : max_tokens,
    ...(temperature === undefined ? {} : { temperature }),
    ...(top_p === undefined ? {} : { topP: top_p }),
    ...(isObject(textGenerationConfig) ? textGenerationConfig : {}),
  };
  const inputText = ask.messages.map((m) => m.content).join("\n\n");
  return withoutNulls({ inputText, textGenerationConfig: withoutNulls(config), ...params });
}

/** Meta's chat templates: that of Llama 2, and that of all since 3. */
function llamaPrompt({ model, messages }: Ask): string {
  if (!/llama-?2/.test(model)) {
    const turns = messages.map(({ role, content }) =>
      `<|start_header_id|>${role}<|end_header_id|>\n\n${content}<|eot_id|>`
    );
    return `<|begin_of_text|>${turns.join("")}<|start_header_id|>assistant<|end_header_id|>\n\n`;
  }
  return messages.map(({ role, content }) =>
    role === "system"
      ? `[INST] <<SYS>>\n${content}\n<</SYS>> [/INST]\n`
      : role === "user"
      ? `[INST] ${content} [/INST]\n`
      : `${content}\n`
  ).join("");
}
