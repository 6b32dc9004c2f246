/** Vendors' SDKs for their models on Vertex AI read the simulator as our decoder does. */
import assert from "node:assert/strict";
import type Anthropic from "@anthropic-ai/sdk";
import { AnthropicVertex } from "@anthropic-ai/vertex-sdk";
import { HTTPClient, MistralGCP } from "@mistralai/mistralai-gcp";
import { provider } from "../../../benchmarks/providers/index.ts";
import { startSimulator } from "../../../benchmarks/simulator/spawn.ts";
import { exchangeOf, read } from "../exchanges.ts";
import { tapedFetch } from "./taped_fetch.ts";

const vertex = provider("vertex");
const prompt = "hello there";
/** Gives the token that a test knows, and asks nobody for it. */
const authClient = {
  projectId: "p",
  getRequestHeaders: () => Promise.resolve(new Headers({ authorization: "Bearer ya29.nobodys" })),
} as never;

/** Where the provider sends a request for that model, and what; after the address. */
function ours(model: string) {
  const { url, body } = vertex.next({
    baseUrl: "http://h/v1/projects/p/locations/us-east5",
    model,
    messages: [{ role: "user", content: prompt }],
    maxOutputTokens: 12,
    params: {},
  }, [])!;
  return { path: new URL(url).pathname, body: JSON.parse(body!) };
}

Deno.test({
  name: "Anthropic's SDK for Vertex AI asks as we ask, and reads of the simulator what we read",
  sanitizeResources: false,
  sanitizeOps: false,
  async fn(t) {
    const simulator = await startSimulator({ seed: 2 });
    const tape = tapedFetch();
    const asked: { path: string; body: Record<string, unknown> }[] = [];
    const client = (prefix: string) =>
      new AnthropicVertex({
        baseURL: `${simulator.url}/${prefix}/v1`,
        region: "us-east5",
        projectId: "p",
        authClient,
        maxRetries: 0,
        fetch(input, init) {
          const path = new URL(String(input)).pathname.replace(`/${prefix}`, "");
          asked.push({ path, body: JSON.parse(String(init!.body)) });
          return tape.fetch(input as string, init);
        },
      });
    const model = "claude-x@20260101"; // a name that the simulator keeps no cache for
    const body = {
      model,
      max_tokens: 12,
      messages: [{ role: "user" as const, content: prompt }],
    };
    const same = async (message: Anthropic.Message, streamed: boolean) => {
      const { row, text } = read(vertex, [exchangeOf(await tape.body())]);
      const [content, thinking] = ["text", "thinking"].map((type) =>
        message.content.map((block) =>
          block.type === type ? (block as unknown as Record<string, string>)[type] : ""
        ).join("")
      );
      assert.deepEqual([row.status, row.streamed], ["ok", streamed]);
      assert.ok(content.length > 0);
      assert.deepEqual([text.content, text.reasoning], [content, thinking]);
      assert.equal(row.finish_reason_raw, message.stop_reason);
      assert.equal(row.finish_reason, "length");
      assert.equal(row.served_model, message.model);
      assert.equal(row.output_tokens_reported, message.usage.output_tokens);
      assert.equal(row.output_tokens_reported, 12);
      assert.equal(row.input_tokens_reported ?? undefined, message.usage.input_tokens);
      return row;
    };
    try {
      for (const profile of ["groq-70b", "groq-70b+reasoning"]) {
        await t.step(`${profile}, streamed`, async () => {
          const row = await same(
            await client(profile).messages.stream(body).finalMessage() as Anthropic.Message,
            true,
          );
          assert.equal(row.reasoning_tokens_reported !== null, profile.includes("reasoning"));
        });
        await t.step(`${profile}, plain`, async () => {
          await same(await client(profile).messages.create(body) as Anthropic.Message, false);
        });
      }
      await t.step("a request is the same", () => {
        const { anthropic_version, ...rest } = asked[0].body;
        assert.equal(typeof anthropic_version, "string");
        const mine = ours(model);
        delete mine.body.anthropic_version;
        assert.deepEqual({ path: asked[0].path, body: rest }, mine);
      });
      await t.step("an error inside the stream", async () => {
        const stream = client("fault-error-in-200").messages.stream(body);
        await assert.rejects(() => stream.finalMessage(), /The engine fell over/);
      });
      await t.step("a refusal", async () => {
        await assert.rejects(() => client("fault-429").messages.create(body), { status: 429 });
      });
    } finally {
      await simulator.stop();
    }
  },
});

Deno.test({
  name: "Mistral's SDK for Vertex AI asks as we ask, and reads of the simulator what we read",
  sanitizeResources: false,
  sanitizeOps: false,
  async fn(t) {
    const simulator = await startSimulator({ seed: 2 });
    const tape = tapedFetch();
    const asked: { path: string; body: Record<string, unknown> }[] = [];
    const client = (prefix: string) =>
      new MistralGCP({
        region: "us-east5",
        projectId: "p",
        apiKey: "ya29.nobodys",
        httpClient: new HTTPClient({
          // It knows Google's own address only.
          async fetcher(input, init) {
            const request = new Request(input as Request, init);
            const body = await request.text();
            const { pathname } = new URL(request.url);
            asked.push({ path: pathname, body: JSON.parse(body) });
            return await tape.fetch(`${simulator.url}/${prefix}${pathname}`, {
              method: "POST",
              headers: request.headers,
              body,
            });
          },
        }),
      });
    const body = {
      model: "codestral-2405", // which the SDK sends as a name and its version
      maxTokens: 12,
      messages: [{ role: "user" as const, content: prompt }],
    };
    try {
      await t.step("streamed", async () => {
        let content = "", reason: string | null = null, output = 0, model = "";
        for await (const { data } of await client("groq-70b").chat.stream(body)) {
          content += String(data.choices[0]?.delta.content ?? "");
          reason = data.choices[0]?.finishReason ?? reason;
          output = data.usage?.completionTokens ?? output;
          model = data.model;
        }
        const { row, text } = read(vertex, [exchangeOf(await tape.body())]);
        assert.ok(content.length > 0);
        assert.deepEqual(
          [row.status, text.content, row.finish_reason_raw, row.output_tokens_reported],
          ["ok", content, reason, output],
        );
        assert.equal(output, 12);
        assert.deepEqual([row.finish_reason, row.served_model], ["length", model]);
      });
      await t.step("plain", async () => {
        const answer = await client("groq-70b").chat.complete(body);
        const { row, text } = read(vertex, [exchangeOf(await tape.body())]);
        assert.deepEqual(
          [text.content, row.finish_reason_raw, row.output_tokens_reported, row.streamed],
          [
            answer.choices[0]?.message?.content,
            answer.choices[0]?.finishReason,
            answer.usage.completionTokens,
            false,
          ],
        );
      });
      await t.step("a request is the same", () => {
        assert.deepEqual(asked[0], ours("codestral@2405"));
      });
    } finally {
      await simulator.stop();
    }
  },
});
