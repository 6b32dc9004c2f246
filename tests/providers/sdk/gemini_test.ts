import assert from "node:assert/strict";
import { type GenerateContentResponse, GoogleGenAI } from "@google/genai";
import { gemini } from "../../../benchmarks/providers/google/gemini.ts";
import { vertex } from "../../../benchmarks/providers/google/vertex.ts";
import { startSimulator } from "../../../benchmarks/simulator/spawn.ts";
import { exchangeOf, read } from "../exchanges.ts";
import { tapedFetch } from "./taped_fetch.ts";

Deno.test({
  name: "gemini: the vendor's SDK accepts the simulator, and reads of it what we read",
  sanitizeResources: false,
  sanitizeOps: false,
  async fn(t) {
    const simulator = await startSimulator({ seed: 2 });
    const tape = tapedFetch();
    const client = (prefix: string) =>
      new GoogleGenAI({
        apiKey: "AIza-not-a-key",
        httpOptions: { baseUrl: `${simulator.url}/${prefix}`, fetch: tape.fetch },
      });
    const asked = {
      model: "a-prefix-cache-model",
      contents: "hello there",
      config: { maxOutputTokens: 12 },
    };
    const same = async (
      chunks: GenerateContentResponse[],
      streamed: boolean,
      provider = gemini,
    ) => {
      const { row, text } = read(provider, [exchangeOf(await tape.body())]);
      const parts = chunks.flatMap((c) => c.candidates?.[0].content?.parts ?? []);
      const texts = (thought: boolean) =>
        parts.filter((p) => (p.thought ?? false) === thought).map((p) => p.text).join("");
      assert.deepEqual([row.status, row.streamed], ["ok", streamed]);
      assert.ok(text.content.length > 0);
      assert.deepEqual([text.content, text.reasoning], [texts(false), texts(true)]);
      const last = chunks.at(-1)!;
      assert.equal(row.finish_reason_raw, last.candidates![0].finishReason);
      assert.deepEqual([row.served_model, row.request_id], [last.modelVersion, last.responseId]);
      const usage = last.usageMetadata!;
      assert.equal(row.input_tokens_reported, usage.promptTokenCount);
      assert.equal(row.cached_tokens_reported ?? undefined, usage.cachedContentTokenCount);
      assert.equal(row.reasoning_tokens_reported ?? undefined, usage.thoughtsTokenCount);
      assert.equal(
        row.output_tokens_reported! + row.input_tokens_reported!,
        usage.totalTokenCount,
      );
      return row;
    };
    try {
      for (const profile of ["groq-70b", "groq-70b+reasoning"]) {
        await t.step(`${profile}, streamed`, async () => {
          const chunks = [];
          const stream = await client(profile).models.generateContentStream(asked);
          for await (const chunk of stream) chunks.push(chunk);
          const row = await same(chunks, true);
          assert.equal(row.output_tokens_reported, 12);
          assert.equal(row.reasoning_tokens_reported !== null, profile.includes("reasoning"));
        });
        await t.step(`${profile}, plain`, async () => {
          await same([await client(profile).models.generateContent(asked)], false);
        });
      }
      await t.step("Vertex AI, streamed", async () => {
        const { fetch } = tape;
        const httpOptions = { baseUrl: `${simulator.url}/groq-70b+reasoning`, fetch };
        const express = new GoogleGenAI({ vertexai: true, apiKey: "AIza-not-a-key", httpOptions });
        const chunks = [];
        for await (const chunk of await express.models.generateContentStream(asked)) {
          chunks.push(chunk);
        }
        await same(chunks, true, vertex);
      });
      await t.step("an error inside the stream", async () => {
        const stream = await client("fault-error-in-200").models.generateContentStream(asked);
        await assert.rejects(async () => {
          for await (const _ of stream);
        }, /The engine fell over/);
      });
      await t.step("a refusal", async () => {
        await assert.rejects(() => client("fault-400").models.generateContent(asked), {
          status: 400,
          message: /INVALID_ARGUMENT/,
        });
      });
    } finally {
      await simulator.stop();
    }
  },
});
