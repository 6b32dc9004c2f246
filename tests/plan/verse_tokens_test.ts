/** The table of tokens says what the package says: a prompt planned without it is as long as one planned with it. */
import assert from "node:assert/strict";
import fc from "fast-check";
import llama from "llama-tokenizer-js";
import { sonnetLines } from "../../benchmarks/plan/prompts.ts";
import { type VerseTokens, verseTokens } from "../../benchmarks/plan/tokens/verse_tokens.ts";
import { llama2 } from "../../benchmarks/plan/tokenizers.ts";

const plan = new URL("../../benchmarks/plan/", import.meta.url);
const verse = sonnetLines(Deno.readTextFileSync(new URL("sonnets.txt", plan)));
/** What stands around the lines, but for numbers. */
const around = "Write about tokens in the manner of these lines, and nothing else: a " +
  "Randomly stream lines from the following text with output tokens. Don't generate eos tokens:";
const words = [...new Set([...verse, around].flatMap((line) => line.split(" ")))].sort();

/** The package itself, without a table and without pieces. */
const tokensOf = (text: string, space: boolean) => llama.encode(text, false, space).length;
const counted = (space: boolean): string[] => {
  const lists: string[][] = [];
  for (const word of words) (lists[tokensOf(word, space)] ??= []).push(word);
  return Array.from(lists, (list) => list?.join(" ") ?? "");
};

Deno.test("every word of the verse is in the table with the package's count", () => {
  const file = new URL("tokens/verse_tokens.json", plan);
  const found: VerseTokens = { spaced: counted(true), bare: counted(false) };
  if (Deno.env.get("TOKENBOARD_TEST_WRITE")) {
    Deno.writeTextFileSync(file, JSON.stringify(found, null, 2) + "\n");
  }
  assert.deepEqual(JSON.parse(Deno.readTextFileSync(file)), found);
  for (const word of words) assert.ok(verseTokens(` ${word}`), word);
});

Deno.test("a text of verse, numbers and line breaks has as many tokens as the package counts", () => {
  const number = fc.nat(10 ** 12).map(String);
  const nonce = fc.array(fc.nat(9), { minLength: 12, maxLength: 12 }).map((d) => d.join(""));
  const word = fc.oneof(fc.constantFrom(...words), number, nonce);
  const text = fc.array(fc.tuple(word, fc.constantFrom(" ", "\n", "\n\n", " \n", "  ")))
    .map((parts) => parts.flat().join(""));
  fc.assert(
    fc.property(text, (given) => {
      assert.equal(llama2.count(given), given === "" ? 0 : tokensOf(given, true));
    }),
    { numRuns: 200 },
  );
});
