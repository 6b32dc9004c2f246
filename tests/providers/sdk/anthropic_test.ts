import assert from "node:assert/strict";
import Anthropic from "@anthropic-ai/sdk";
import { anthropic } from "../../../benchmarks/providers/anthropic/anthropic.ts";
import { startSimulator } from "../../../benchmarks/simulator/spawn.ts";
import { exchangeOf, read } from "../exchanges.ts";
import { tapedFetch } from "./taped_fetch.ts";

Deno.test({
  name: "anthropic: the vendor's SDK accepts the simulator, and reads of it what we read",
  sanitizeResources: false,
  sanitizeOps: false,
  async fn(t) {
    const simulator = await startSimulator({ seed: 2 });
    const tape = tapedFetch();
    const client = (prefix: string) =>
      new Anthropic({
        baseURL: `${simulator.url}/${prefix}`,
        apiKey: "sk-ant-0123456789",
        fetch: tape.fetch,
        maxRetries: 0,
      });
    const body = {
      model: "a-prefix-cache-model",
      max_tokens: 12,
      messages: [{ role: "user" as const, content: "hello there" }],
    };
    const same = async (message: Anthropic.Message, streamed: boolean) => {
      const { row, text } = read(anthropic, [exchangeOf(await tape.body())]);
      const texts = (type: string) =>
        message.content.map((b) =>
          b.type !== type
            ? ""
            : b.type === "text"
            ? b.text
            : b.type === "thinking"
            ? b.thinking
            : ""
        ).join("");
      assert.deepEqual([row.status, row.streamed], ["ok", streamed]);
      assert.ok(text.content.length > 0);
      assert.deepEqual([text.content, text.reasoning], [texts("text"), texts("thinking")]);
      assert.equal(row.finish_reason_raw, message.stop_reason);
      assert.equal(row.served_model, message.model);
      const { usage } = message;
      assert.equal(row.output_tokens_reported, usage.output_tokens);
      assert.equal(
        row.input_tokens_reported,
        usage.input_tokens + usage.cache_read_input_tokens! + usage.cache_creation_input_tokens!,
      );
      assert.equal(row.cached_tokens_reported, usage.cache_read_input_tokens);
      assert.equal(
        row.reasoning_tokens_reported ?? undefined,
        usage.output_tokens_details?.thinking_tokens,
      );
      return row;
    };
    try {
      for (const profile of ["groq-70b", "groq-70b+reasoning"]) {
        await t.step(`${profile}, streamed`, async () => {
          const message = await client(profile).messages.stream(body).finalMessage();
          const row = await same(message, true);
          assert.equal(row.reasoning_tokens_reported !== null, profile.includes("reasoning"));
        });
        await t.step(`${profile}, plain`, async () => {
          await same(await client(profile).messages.create(body), false);
        });
      }
      await t.step("an error inside the stream", async () => {
        const stream = client("fault-error-in-200").messages.stream(body);
        await assert.rejects(() => stream.finalMessage(), /The engine fell over/);
      });
      for (const [status, type] of [[401, "authentication_error"], [429, "rate_limit_error"]]) {
        await t.step(String(status), async () => {
          await assert.rejects(() => client(`fault-${status}`).messages.create(body), {
            status,
            type,
          });
        });
      }
    } finally {
      await simulator.stop();
    }
  },
});
