import assert from "node:assert/strict";
import { largestNumber, numberWords } from "../../benchmarks/plan/number_words.ts";

const cases: [number, string][] = [
  [0, "zero"],
  [1, "one"],
  [10, "ten"],
  [12, "twelve"],
  [13, "thirteen"],
  [15, "fifteen"],
  [18, "eighteen"],
  [19, "nineteen"],
  [20, "twenty"],
  [21, "twenty-one"],
  [30, "thirty"],
  [40, "forty"],
  [58, "fifty-eight"],
  [80, "eighty"],
  [99, "ninety-nine"],
  [100, "one hundred"],
  [101, "one hundred and one"],
  [115, "one hundred and fifteen"],
  [342, "three hundred and forty-two"],
  [999, "nine hundred and ninety-nine"],
  [1_000, "one thousand"],
  [1_001, "one thousand and one"],
  [1_099, "one thousand and ninety-nine"],
  [1_100, "one thousand, one hundred"],
  [1_205, "one thousand, two hundred and five"],
  [9_999, "nine thousand, nine hundred and ninety-nine"],
  [10_000, "ten thousand"],
  [12_345, "twelve thousand, three hundred and forty-five"],
  [100_000, "one hundred thousand"],
  [110_011, "one hundred and ten thousand and eleven"],
  [1_000_000, "one million"],
  [1_000_001, "one million and one"],
  [2_030_000, "two million, thirty thousand"],
  [
    700_616_505,
    "seven hundred million, six hundred and sixteen thousand, five hundred and five",
  ],
];

Deno.test("numberWords() says numbers as English does", () => {
  for (const [n, words] of cases) assert.equal(numberWords(n), words, String(n));
});

Deno.test("numberWords() has different words for different numbers, and none that are not English", () => {
  const all = Array.from({ length: 10_001 }, (_, n) => numberWords(n));
  assert.equal(new Set(all).size, 10_001);
  for (const words of all) assert.match(words, /^[a-z]+(?:-[a-z]+|,? [a-z]+)*$/);
});

Deno.test("numberWords() refuses what it has no words for", () => {
  for (const n of [-1, 1.5, NaN, Infinity, largestNumber + 1]) {
    assert.throws(() => numberWords(n), RangeError, String(n));
  }
});
