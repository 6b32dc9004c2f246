import assert from "node:assert/strict";
import {
  BedrockRuntimeClient,
  InvokeModelWithResponseStreamCommand,
} from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { bedrockInvoke } from "../../../benchmarks/providers/aws/bedrock_invoke.ts";
import { startServer } from "../../../benchmarks/simulator/server.ts";
import { overSocket } from "../exchanges.ts";

const bodies = {
  llama: { prompt: "hello", max_gen_len: 12 },
  titan: { inputText: "hello", textGenerationConfig: { maxTokenCount: 12 } },
  anthropic: {
    anthropic_version: "bedrock-2023-05-31",
    max_tokens: 12,
    messages: [{ role: "user", content: "hello" }],
  },
};

Deno.test({
  name: "AWS's SDK reads the simulator's InvokeModelWithResponseStream, and our decoder the same",
  sanitizeResources: false,
  sanitizeOps: false,
  async fn(t) {
    for (const [family, body] of Object.entries(bodies)) {
      await t.step(family, async () => {
        // The first answer of a profile under one seed is always the same: one for each of us.
        const server = await startServer({ seed: 7 });
        const sdk = new BedrockRuntimeClient({
          endpoint: `${server.url}/groq-70b`,
          region: "us-east-1",
          credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "a secret of nobody" },
          maxAttempts: 1,
          requestHandler: new NodeHttpHandler(), // its own default is HTTP/2
        });
        const found = { content: "", finish: "", output: 0 };
        try {
          const { body: stream } = await sdk.send(
            new InvokeModelWithResponseStreamCommand({
              modelId: "a-model",
              contentType: "application/json",
              body: JSON.stringify(body),
            }),
          );
          for await (const { chunk } of stream!) {
            const json = JSON.parse(new TextDecoder().decode(chunk!.bytes));
            found.content += json.generation ?? json.outputText ?? json.delta?.text ?? "";
            found.finish += json.stop_reason ?? json.completionReason ?? json.delta?.stop_reason ??
              "";
            found.output = json["amazon-bedrock-invocationMetrics"]?.outputTokenCount ??
              found.output;
          }
        } finally {
          sdk.destroy();
          await server.close();
        }
        const again = await startServer({ seed: 7 });
        try {
          const { row, text } = await overSocket(again.url, {
            ...bedrockInvoke,
            next: (ask, done) =>
              bedrockInvoke.next({ ...ask, params: { model_family: family } }, done),
          }, "groq-70b");
          assert.deepEqual({
            content: text.content,
            finish: row.finish_reason_raw,
            output: row.output_tokens_reported,
          }, found);
          assert.equal(found.output, 12);
          assert.ok(found.content.length > 20);
        } finally {
          await again.close();
        }
      });
    }
  },
});
