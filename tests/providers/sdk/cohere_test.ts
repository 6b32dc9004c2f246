import assert from "node:assert/strict";
import { CohereClientV2 } from "cohere-ai";
import { cohere } from "../../../benchmarks/providers/cohere/cohere.ts";
import { both, tokens } from "./support.ts";

const ask = (base: string) =>
  new CohereClientV2({ token: "t", environment: base, maxRetries: 0 } as never).chatStream({
    model: "m",
    messages: [{ role: "user", content: "hello" }],
    maxTokens: tokens,
  });

for (const prefix of ["groq-70b", "groq-70b+reasoning"]) {
  Deno.test(`the cohere-ai package reads what our decoder reads, ${prefix}`, async () => {
    const { theirs, row, text } = await both(cohere, prefix, async (base) => {
      const found = { content: "", thinking: "", output: 0, billed: 0, reason: "", ended: 0 };
      for await (const event of await ask(base)) {
        if (event.type === "content-delta") {
          found.content += event.delta?.message?.content?.text ?? "";
          found.thinking += event.delta?.message?.content?.thinking ?? "";
        }
        if (event.type === "message-end") {
          found.output = event.delta?.usage?.tokens?.outputTokens ?? 0;
          found.billed = event.delta?.usage?.billedUnits?.outputTokens ?? 0;
          found.reason = event.delta?.finishReason ?? "";
          found.ended++;
        }
      }
      return found;
    });
    assert.ok(theirs.content.length > 20);
    assert.deepEqual(theirs, {
      content: text.content,
      thinking: text.reasoning,
      output: row.output_tokens_reported,
      billed: JSON.parse(row.server_timings!).billed_units.output_tokens,
      reason: row.finish_reason_raw,
      ended: 1,
    });
  });
}

Deno.test("the cohere-ai package reads the simulator's refusals and errors", async () => {
  const refused = both(cohere, "fault-429", async (base) => {
    for await (const _ of await ask(base));
  });
  await assert.rejects(refused, /answers 429/);
  const { theirs } = await both(cohere, "fault-error-in-200", async (base) => {
    const errors: (string | undefined)[] = [];
    for await (const event of await ask(base)) {
      if (event.type === "message-end") errors.push(event.delta?.error);
    }
    return errors;
  });
  assert.deepEqual(theirs, ["The engine fell over"]);
});
