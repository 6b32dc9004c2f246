import assert from "node:assert/strict";
import fc from "fast-check";
import llama from "llama-tokenizer-js";
import { llama2 } from "../../benchmarks/plan/tokenizers.ts";

const whole = (text: string) => llama.encode(text, false, true);

Deno.test("llama2 may go word by word: no merge puts a space or a line break behind a character", () => {
  const merged = [...llama.merges.keys()].map((pair) => pair.replace(" ", ""));
  assert.ok(merged.length > 60_000);
  assert.deepEqual(merged.filter((piece) => /[^▁]▁|\n|<0x..>/.test(piece)), []);
});

Deno.test("llama2.encode() is the package's own encoding of the whole text", () => {
  const texts = [
    "Shall I compare thee to a summer's day?\nThou art more lovely",
    "a\n b \n\n  c   ",
    "   ",
    "\n",
    " grabbed",
    "▁a ▁ b▁",
    "naïve façade, Straße, “quoted” – 12,345.67 €",
    "ሴሴሴab the ሴ",
    "日本語のテキスト 漢字",
    "tab\tand\r\nCRLF",
    "smile 😀 end",
    "<s> </s> <0x0A>",
  ];
  for (const text of texts) {
    assert.deepEqual(llama2.encode(text), whole(text), JSON.stringify(text));
    assert.equal(llama2.count(text), whole(text).length, JSON.stringify(text));
  }
});

Deno.test("llama2.encode() and count() agree with the package on any text (property)", () => {
  const character = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(..."etaoin shrdlu  \n▁.,'A1") },
    { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 2 }) },
    { weight: 1, arbitrary: fc.constantFrom("é", "漢", "ሴ", "😀", "\t", "\r", "<0x0A>", "</s>") },
  );
  fc.assert(
    fc.property(fc.array(character, { maxLength: 60 }).map((list) => list.join("")), (text) => {
      const expected = text === "" ? [] : whole(text);
      assert.deepEqual(llama2.encode(text), expected);
      assert.equal(llama2.count(text), expected.length);
    }),
    { numRuns: 1000 },
  );
});

Deno.test("llama2.count() cuts a word of more than 16,384 characters, and no shorter one", () => {
  const word = (length: number) => "ab9".repeat(length).slice(0, length);
  // The space before the text is one of the 16,384.
  const longest = word((1 << 14) - 1);
  assert.equal(llama2.count(longest), whole(longest).length);
  const long = word(40_000);
  const cuts = Math.ceil(40_001 / (1 << 14)) - 1;
  const off = llama2.count(long) - whole(long).length;
  assert.ok(off >= 0 && off <= 2 * cuts, `${off} more`);
  assert.equal(llama2.encode(long).length, llama2.count(long));
  const pairs = "😀".repeat(20_000);
  assert.ok(Math.abs(llama2.count(pairs) - whole(pairs).length) <= 4);
});
