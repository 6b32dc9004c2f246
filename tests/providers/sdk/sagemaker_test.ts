import assert from "node:assert/strict";
import {
  InvokeEndpointWithResponseStreamCommand,
  SageMakerRuntimeClient,
} from "@aws-sdk/client-sagemaker-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { sagemaker } from "../../../benchmarks/providers/aws/sagemaker.ts";
import { startServer } from "../../../benchmarks/simulator/server.ts";
import { overSocket } from "../exchanges.ts";

const client = (endpoint: string) =>
  new SageMakerRuntimeClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "a secret of nobody" },
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler(),
  });
const command = (EndpointName: string, inputs: unknown) =>
  new InvokeEndpointWithResponseStreamCommand({
    EndpointName,
    ContentType: "application/json",
    Body: JSON.stringify({ inputs, stream: true, parameters: { max_new_tokens: 12 } }),
  });

Deno.test({
  name: "AWS's SDK reads the simulator's SageMaker stream, and our decoder the same",
  sanitizeResources: false,
  sanitizeOps: false,
  async fn(t) {
    for (const container of ["tgi", "djl", "llama2"]) {
      await t.step(container, async () => {
        // The first answer of a profile under one seed is always the same: one for each of us.
        const inputs = container === "llama2" ? [[{ role: "user", content: "hello" }]] : "hello";
        const server = await startServer({ seed: 7 });
        const sdk = client(`${server.url}/groq-70b`);
        let answer = "";
        let parts = 0;
        try {
          const { Body } = await sdk.send(command(`${container}-endpoint`, inputs));
          const text = new TextDecoder();
          for await (const { PayloadPart } of Body!) {
            answer += text.decode(PayloadPart!.Bytes, { stream: true });
            parts++;
          }
        } finally {
          sdk.destroy();
          await server.close();
        }
        const pieces = container === "llama2"
          ? [{ token: { text: JSON.parse(answer)[0].generation.content } }]
          : answer.split("\n").filter((line) => line).map((line) =>
            JSON.parse(line.replace(/^data:/, ""))
          );
        assert.ok(parts > pieces.length, "parts are no events and no lines");
        const again = await startServer({ seed: 7 });
        try {
          const { row, text } = await overSocket(again.url, {
            ...sagemaker,
            next: (ask, done) =>
              sagemaker.next(
                { ...ask, model: `${container}-endpoint`, params: { container } },
                done,
              ),
          }, "groq-70b");
          const { finish_reason, generated_tokens } = pieces.at(-1).details ?? {};
          assert.deepEqual({
            content: text.content,
            finish: row.finish_reason_raw,
            output: row.output_tokens_reported,
            streamed: row.streamed,
          }, {
            content: pieces.map((p) => p.token.text).join(""),
            finish: finish_reason ?? null,
            output: generated_tokens ?? null,
            streamed: container !== "llama2",
          });
          assert.ok(text.content.length > 20);
        } finally {
          await again.close();
        }
      });
    }

    await t.step("errors before and inside the stream", async () => {
      const server = await startServer({ seed: 7 });
      try {
        const refused = client(`${server.url}/fault-429`);
        await assert.rejects(refused.send(command("tgi", "x")), {
          name: "ThrottlingException",
          message: /answers 429 as asked/,
        });
        refused.destroy();
        const broken = client(`${server.url}/fault-error-in-200`);
        const { Body } = await broken.send(command("tgi", "x"));
        await assert.rejects(async () => {
          for await (const _ of Body!);
        }, { name: "ModelStreamError", message: /fell over/ });
        broken.destroy();
      } finally {
        await server.close();
      }
    });
  },
});
