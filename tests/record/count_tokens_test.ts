import assert from "node:assert/strict";
import { countTokens } from "../../benchmarks/record/count_tokens.ts";
import { at, c, done, make, r } from "./attempts.ts";

Deno.test("countTokens() counts each kind over its whole text", () => {
  const words = { name: "words", count: (t: string) => t.split(" ").length };
  const { row, text } = make([
    ...at(10, r("let me"), c("a b")),
    ...at(20, c(" c d")),
    ...at(30, { kind: "tool_call", text: "{}" }, done),
  ]);
  const counted = countTokens(row, text, words);
  const {
    tokenizer,
    input_tokens,
    output_tokens,
    content_tokens,
    reasoning_tokens,
    first_arrival_tokens,
  } = counted;
  assert.deepEqual(
    {
      tokenizer,
      input_tokens,
      output_tokens,
      content_tokens,
      reasoning_tokens,
      first_arrival_tokens,
    },
    {
      tokenizer: "words",
      input_tokens: 2,
      output_tokens: 7,
      content_tokens: 4,
      reasoning_tokens: 2,
      first_arrival_tokens: 4,
    },
  );
  const none = countTokens(make([], { status: 429 }).row, make([]).text, words);
  assert.deepEqual([none.output_tokens, none.first_arrival_tokens], [null, null]);
});

Deno.test("countTokens() does not count what is far longer than what was asked for", () => {
  const characters = { name: "characters", count: (t: string) => t.length };
  const { row } = make(at(10, c("a"), done));
  const longest = 65_536 + 64 * 20;
  const counted = (content: string, reasoning = "") =>
    countTokens(
      { ...row, output_tokens_target: 20 },
      { ...make([]).text, content, reasoning },
      characters,
    ).output_tokens;
  assert.equal(counted("x".repeat(longest)), longest);
  assert.equal(counted("x".repeat(longest + 1)), null);
  assert.equal(counted("x", "y".repeat(longest + 1)), null);
});
