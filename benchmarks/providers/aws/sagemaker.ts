/**
 * Amazon SageMaker endpoints: `POST {base}/endpoints/{name}/invocations-response-stream`. What a container answers
 * comes in frames that cut it anywhere; body and answer are the container's own.
 */
import { settingsSay } from "../asked.ts";
import { withoutNulls } from "../body.ts";
import { awsKeys, awsMetadata, regionNames } from "./aws_about.ts";
import { awsFailure } from "./aws_failure.ts";
import { pathWord } from "./bedrock_body.ts";
import { eventStreamDecoder } from "../read/event_stream_body.ts";
import { isObject } from "../read/json.ts";
import type { Ask, Json, Provider } from "../provider.ts";
import { partReader, sagemakerReasons, sagemakerReported } from "./sagemaker_chunk.ts";
import { withoutEnd } from "../read/ends.ts";

type Fields = Record<string, Json>;

export const sagemaker: Provider = {
  name: "sagemaker",
  auth: "aws:sagemaker",
  about: {
    title: "Amazon SageMaker endpoints (TGI, DJL with vLLM, JumpStart)",
    base: "https://runtime.sagemaker.{region}.amazonaws.com",
    basePath: "",
    baseNames: ["AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME", "AWS_ENDPOINT_URL"],
    keyNames: ["AWS_ACCESS_KEY_ID", "AWS_PROFILE"],
    evidence: "documented",
    gives: [
      "The model is the name of the endpoint.",
      "Tokens of TGI's and DJL's own format, as server-sent events or lines of JSON, and of chat completions.",
      "Output tokens and the finish reason of TGI's and DJL's details; usage of chat completions.",
      awsKeys,
      settingsSay(null, null),
    ],
    lacks: [
      "The body is {inputs, parameters, stream}; the parameter container says " +
      "otherwise (it is not sent): chat for chat completions, llama2 for " +
      "JumpStart's Llama 2 as LLMPerf asks it, which accepts its licence.",
      "JumpStart's Llama 2 answers in one piece: a row of it has no time to first token, though LLMPerf gave one.",
      "TGI and DJL do not count the prompt in a stream.",
      awsMetadata,
    ],
    reported: sagemakerReported,
    finishReasons: sagemakerReasons,
    places: { region: regionNames },
    witnesses: [
      {
        kind: "client",
        name: "@aws-sdk/client-sagemaker-runtime",
        test: "tests/providers/sdk/sagemaker_test.ts",
      },
    ],
    litellm: { prefixes: ["sagemaker", "sagemaker_chat"] },
  },

  next(ask, done) {
    if (done.length > 0) return null;
    const base = withoutEnd(ask.baseUrl, "/");
    const { container, ...params } = ask.params;
    const asked = { ...ask, params };
    const llama2 = container === "llama2";
    return {
      method: "POST",
      url: `${base}/endpoints/${pathWord(ask.model)}/invocations-response-stream`,
      headers: [
        ["content-type", "application/json"],
        ...(llama2
          ? [["x-amzn-sagemaker-custom-attributes", "accept_eula=true"] as [string, string]]
          : []),
      ],
      body: JSON.stringify(container === "chat" ? chat(asked) : inputs(asked, llama2)),
    };
  },

  decoder: (_step, head) => eventStreamDecoder(head, partReader()),
  failure: awsFailure,
};

/** Parameters of the configuration win over ours; null takes a field out. */
const chat = (ask: Ask): Fields =>
  withoutNulls({
    messages: ask.messages.map(({ role, content }) => ({ role, content })),
    max_tokens: ask.maxOutputTokens,
    stream: true,
    stream_options: { include_usage: true },
    ...ask.params,
  });

/** Everything but these is a field of `parameters`. */
const outside = ["inputs", "stream", "parameters"];

/** The body of TGI and DJL; JumpStart's Llama 2 has a list of conversations for `inputs`, and no `stream`. */
function inputs(ask: Ask, llama2: boolean): Fields {
  const { max_tokens, ...params } = ask.params;
  const entries = Object.entries(params);
  const inner = entries.filter(([name]) => !outside.includes(name));
  const parameters: Fields = {
    max_new_tokens: max_tokens === undefined ? ask.maxOutputTokens : max_tokens,
    // Without it TGI says nothing about how an answer ended and how many tokens it has.
    ...(llama2 ? {} : { details: true }),
    ...Object.fromEntries(inner),
    ...(isObject(params.parameters) ? params.parameters : {}),
  };
  const text = ask.messages.map((m) => m.content).join("\n\n");
  const conversation = ask.messages.map(({ role, content }) => ({ role, content }));
  return withoutNulls({
    inputs: llama2 ? [conversation] : text,
    stream: llama2 ? null : true,
    ...Object.fromEntries(entries.filter(([name]) => outside.includes(name))),
    parameters: withoutNulls(parameters),
  });
}
