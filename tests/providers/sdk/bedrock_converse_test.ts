import assert from "node:assert/strict";
import { BedrockRuntimeClient, ConverseStreamCommand } from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { bedrockConverse } from "../../../benchmarks/providers/aws/bedrock_converse.ts";
import { startServer } from "../../../benchmarks/simulator/server.ts";
import { overSocket } from "../exchanges.ts";

const client = (endpoint: string) =>
  new BedrockRuntimeClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "a secret of nobody" },
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler(), // its own default is HTTP/2, which the simulator does not speak
  });
const command = () =>
  new ConverseStreamCommand({
    modelId: "anthropic.claude-3-haiku-20240307-v1:0",
    messages: [{ role: "user", content: [{ text: "hello" }] }],
    inferenceConfig: { maxTokens: 12 },
  });

Deno.test({
  name: "AWS's SDK reads the simulator's ConverseStream, and our decoder the same",
  sanitizeResources: false,
  sanitizeOps: false,
  async fn(t) {
    for (const profile of ["groq-70b", "groq-70b+reasoning"]) {
      await t.step(profile, async () => {
        // The first answer of a profile under one seed is always the same: one for each of us.
        const found = { role: "", content: "", reasoning: "", stopReason: "", outputTokens: 0 };
        const server = await startServer({ seed: 7 });
        const sdk = client(`${server.url}/${profile}`);
        try {
          const { stream } = await sdk.send(command());
          for await (const event of stream!) {
            found.role += event.messageStart?.role ?? "";
            found.content += event.contentBlockDelta?.delta?.text ?? "";
            found.reasoning += event.contentBlockDelta?.delta?.reasoningContent?.text ?? "";
            found.stopReason += event.messageStop?.stopReason ?? "";
            found.outputTokens += event.metadata?.usage?.outputTokens ?? 0;
          }
        } finally {
          sdk.destroy();
          await server.close();
        }
        const again = await startServer({ seed: 7 });
        try {
          const { row, text } = await overSocket(again.url, bedrockConverse, profile);
          assert.deepEqual(
            {
              role: "assistant",
              content: text.content,
              reasoning: text.reasoning,
              stopReason: row.finish_reason_raw,
              outputTokens: row.output_tokens_reported,
            },
            found,
          );
          assert.equal(found.outputTokens, 12);
          assert.ok(found.content.length > 10);
          assert.equal(found.reasoning !== "", profile.includes("reasoning"));
        } finally {
          await again.close();
        }
      });
    }

    await t.step("errors before and inside the stream have the names that it knows", async () => {
      const server = await startServer({ seed: 7 });
      try {
        for (
          const [fault, name] of [
            ["400", "ValidationException"],
            ["404", "ResourceNotFoundException"],
            ["429", "ThrottlingException"],
            ["500", "InternalServerException"],
            ["503", "ServiceUnavailableException"],
          ]
        ) {
          const sdk = client(`${server.url}/fault-${fault}`);
          await assert.rejects(sdk.send(command()), { name, message: /as asked/ });
          sdk.destroy();
        }
        const sdk = client(`${server.url}/fault-error-in-200`);
        const { stream } = await sdk.send(command());
        await assert.rejects(async () => {
          for await (const _ of stream!);
        }, { name: "InternalServerException", message: /fell over/ });
        sdk.destroy();
      } finally {
        await server.close();
      }
    });
  },
});
