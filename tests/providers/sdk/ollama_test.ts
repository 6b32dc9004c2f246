import assert from "node:assert/strict";
import { Ollama } from "ollama";
import { ollama } from "../../../benchmarks/providers/ollama.ts";
import { both, tokens } from "./support.ts";

for (const prefix of ["groq-70b", "groq-70b+reasoning"]) {
  Deno.test(`the ollama package reads what our decoder reads, ${prefix}`, async () => {
    const { theirs, row, text } = await both(ollama, prefix, async (host) => {
      const found = { content: "", thinking: "", eval_count: 0, done_reason: "" };
      const stream = await new Ollama({ host }).chat({
        model: "m",
        messages: [{ role: "user", content: "hello" }],
        stream: true,
        options: { num_predict: tokens },
      });
      for await (const part of stream) {
        found.content += part.message.content;
        found.thinking += part.message.thinking ?? "";
        if (part.done) {
          found.eval_count = part.eval_count;
          found.done_reason = part.done_reason;
        }
      }
      return found;
    });
    assert.ok(theirs.content.length > 20);
    assert.deepEqual(theirs, {
      content: text.content,
      thinking: text.reasoning,
      eval_count: row.output_tokens_reported,
      done_reason: row.finish_reason_raw,
    });
  });
}

Deno.test("the ollama package reads the simulator's refusals and errors", async () => {
  for (const [fault, message] of [["404", /answers 404/], ["error-in-200", /engine fell over/]]) {
    const ask = both(ollama, `fault-${fault}`, async (host) => {
      const stream = await new Ollama({ host }).chat({
        model: "m",
        messages: [{ role: "user", content: "hello" }],
        stream: true,
        options: { num_predict: tokens },
      });
      for await (const _ of stream);
    });
    await assert.rejects(ask, message as RegExp);
  }
});
