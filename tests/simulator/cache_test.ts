import assert from "node:assert/strict";
import { startServer } from "../../benchmarks/simulator/server.ts";

Deno.test("a model that asks for it reports what it served before, by profile and model; others nothing", async () => {
  const server = await startServer({ seed: 1 });
  const ask = async (content: string, model: string, profile = "groq-70b") => {
    const response = await fetch(`${server.url}/${profile}/v1/chat/completions`, {
      method: "POST",
      body: JSON.stringify({ model, max_tokens: 1, messages: [{ role: "user", content }] }),
    });
    const { usage } = await response.json();
    return [usage.prompt_tokens, usage.prompt_tokens_details?.cached_tokens];
  };
  try {
    // " hello" is one token.
    const text = (n: number) => "hello ".repeat(n).trim();
    const caching = "m prefix-cache";
    assert.deepEqual(await ask(text(40), caching), [40, 0]);
    assert.deepEqual(await ask(text(40), caching), [40, 32]);
    assert.deepEqual(await ask(`${text(20)} world ${text(40)}`, caching), [61, 16]);
    assert.deepEqual(await ask(text(40), "other prefix-cache"), [40, 0]);
    assert.deepEqual(await ask(text(40), caching, "together-70b"), [40, 0]);
    assert.deepEqual(await ask(text(40), "m"), [undefined, undefined]);
  } finally {
    await server.close();
  }
});
