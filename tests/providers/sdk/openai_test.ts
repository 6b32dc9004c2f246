/** OpenAI's own client reads the simulator's streams, and reads in them what our decoders read. */
import assert from "node:assert/strict";
import OpenAI from "openai";
import { provider } from "../../../benchmarks/providers/index.ts";
import { startSimulator } from "../../../benchmarks/simulator/spawn.ts";
import { key, overSocket } from "../exchanges.ts";

const tokens = 12;

interface Heard {
  content: string;
  reasoning: string;
  finish: string | null;
  output: number | undefined;
}

const messages = [{ role: "user" as const, content: "hello" }];

/** What the client says, by protocol; finish reasons in the vendor's words. */
const clients: Record<string, (client: OpenAI) => Promise<Heard>> = {
  async openai(client) {
    const heard: Heard = { content: "", reasoning: "", finish: null, output: undefined };
    const stream = await client.chat.completions.create({
      model: "m",
      messages,
      max_tokens: tokens,
      stream: true,
      stream_options: { include_usage: true },
    });
    for await (const chunk of stream) {
      const delta = chunk.choices[0]?.delta as
        | { content?: string; reasoning_content?: string }
        | undefined;
      heard.content += delta?.content ?? "";
      heard.reasoning += delta?.reasoning_content ?? "";
      heard.finish ??= chunk.choices[0]?.finish_reason ?? null;
      heard.output = chunk.usage?.completion_tokens ?? heard.output;
    }
    return heard;
  },
  async "openai-completions"(client) {
    const heard: Heard = { content: "", reasoning: "", finish: null, output: undefined };
    const stream = await client.completions.create({
      model: "m",
      prompt: "hello",
      max_tokens: tokens,
      stream: true,
      stream_options: { include_usage: true },
    });
    for await (const chunk of stream) {
      heard.content += chunk.choices[0]?.text ?? "";
      heard.finish ??= chunk.choices[0]?.finish_reason ?? null;
      heard.output = chunk.usage?.completion_tokens ?? heard.output;
    }
    return heard;
  },
  async "openai-responses"(client) {
    // The helper builds the response from the events and throws where they do not fit together.
    const stream = client.responses.stream({
      model: "m",
      input: messages,
      max_output_tokens: tokens,
    });
    let reasoning = "";
    stream.on("event", (event) => {
      if (event.type === "response.reasoning_text.delta") reasoning += event.delta;
    });
    const response = await stream.finalResponse();
    return {
      content: response.output_text,
      reasoning,
      finish: response.incomplete_details?.reason ?? response.status ?? null,
      output: response.usage?.output_tokens,
    };
  },
};

for (const [name, hear] of Object.entries(clients)) {
  const profiles = name === "openai-completions"
    ? ["groq-70b"]
    : ["groq-70b", "groq-70b+reasoning"];
  for (const profile of profiles) {
    Deno.test({
      name: `${name}: OpenAI's client and our decoder read the same, ${profile}`,
      sanitizeResources: false, // the client keeps its connections
      sanitizeOps: false,
      async fn() {
        // One seed, each time a simulator's first answer of the profile: the same stream twice.
        const simulators = [await startSimulator({ seed: 4 }), await startSimulator({ seed: 4 })];
        try {
          const heard = await hear(
            new OpenAI({ apiKey: key, baseURL: `${simulators[0].url}/${profile}/v1` }),
          );
          const { row, text } = await overSocket(simulators[1].url, provider(name), profile, {
            tokens,
          });
          assert.equal(row.status, "ok", row.error_message ?? "");
          assert.ok(heard.content.length > 0);
          assert.equal(text.content, heard.content);
          assert.equal(text.reasoning, heard.reasoning);
          assert.equal(heard.reasoning !== "", profile.includes("reasoning"));
          assert.equal(row.finish_reason_raw, heard.finish);
          assert.equal(row.output_tokens_reported, heard.output);
          assert.equal(heard.output, tokens);
        } finally {
          await Promise.all(simulators.map((s) => s.stop()));
        }
      },
    });
  }
}
