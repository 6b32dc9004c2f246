import assert from "node:assert/strict";
import { bedrockInvoke } from "../../../benchmarks/providers/aws/bedrock_invoke.ts";
import type { Json } from "../../../benchmarks/providers/provider.ts";

Deno.test("bedrock-invoke: the body of each family of models", () => {
  const bodyOf = (model: string, params: Record<string, Json> = {}) =>
    JSON.parse(
      bedrockInvoke.next({
        baseUrl: "http://h",
        model,
        messages: [{ role: "user", content: "Hello" }],
        maxOutputTokens: 30,
        params,
      }, [])!.body!,
    );
  const messages = [{ role: "user", content: "Hello" }];
  assert.deepEqual(bodyOf("meta.llama2-70b-chat-v1", { temperature: 0 }), {
    prompt: "[INST] Hello [/INST]\n",
    max_gen_len: 30,
    temperature: 0,
  });
  assert.deepEqual(bodyOf("us.meta.llama3-1-70b-instruct-v1:0", { max_tokens: 5 }), {
    prompt: "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nHello<|eot_id|>" +
      "<|start_header_id|>assistant<|end_header_id|>\n\n",
    max_gen_len: 5,
  });
  assert.deepEqual(bodyOf("anthropic.claude-3-haiku-20240307-v1:0"), {
    anthropic_version: "bedrock-2023-05-31",
    max_tokens: 30,
    messages,
  });
  assert.deepEqual(bodyOf("amazon.titan-text-express-v1", { temperature: 0, top_p: 0.5 }), {
    inputText: "Hello",
    textGenerationConfig: { maxTokenCount: 30, temperature: 0, topP: 0.5 },
  });
  assert.deepEqual(bodyOf("openai.gpt-oss-120b-1:0"), { messages, max_tokens: 30 });
  const arn = "arn:aws:bedrock:us-east-1:1:provisioned-model/abc";
  assert.deepEqual(bodyOf(arn, { model_family: "titan", max_tokens: null }), {
    inputText: "Hello",
    textGenerationConfig: {},
  });
});
