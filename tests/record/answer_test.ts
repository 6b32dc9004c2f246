import assert from "node:assert/strict";
import { judgeAnswer } from "../../benchmarks/record/answer.ts";

/** Expected, the answer, what is taken for it, whether it is right; and why. */
const cases: [string, string, string | null, boolean, string][] = [
  ["4321", "4321", "4321", true, "the digits alone"],
  ["4321", "4,321", "4321", true, "thousands set apart by a comma"],
  ["4321", "4 321", "4321", true, "by a space"],
  ["4321", "4\u202f321.", "4321", true, "by a narrow space"],
  ["4321", "4'321", "4321", true, "by an apostrophe"],
  ["10000", "**10,000**", "10000", true, "in Markdown"],
  ["4321", "The number is 4321, as digits.", "4321", true, "among words"],
  ["12", "Of 3 words: 12", "12", true, "not the first number"],
  ["4321", "４３２１", "4321", true, "in wide digits"],
  ["7", "007", "7", true, "with zeros before it"],
  ["0", "0", "0", true, "zero"],
  ["0", "000", "0", true, "zero with zeros before it"],
  ["345", "12 345", "345", true, "a space may part two numbers"],
  ["12345", "12 345", "12345", true, "or the thousands of one"],
  ["4321", "1234", "1234", false, "another number"],
  ["321", "4321", "4321", false, "a part of a longer number"],
  ["432", "4,321", "4321", false, "a part of one with a comma"],
  ["45", "12,345", "12345", false, "its end"],
  ["1", "10000", "10000", false, "its beginning"],
  ["123", "1,2,3", "1", false, "a list of digits is no number of three"],
  ["4321", "four thousand", "four thousand", false, "words again"],
  ["4321", "I  cannot\nsay.", "I cannot say.", false, "no number at all"],
  ["4321", "", null, false, "no text"],
  ["4321", " \n", null, false, "white space"],
];

Deno.test("judgeAnswer() finds the number among commas, spaces and words", () => {
  for (const [expected, text, given, correct, why] of cases) {
    assert.deepEqual(judgeAnswer(expected, text), { given, correct }, why);
  }
});

Deno.test("judgeAnswer() keeps little of a long answer", () => {
  assert.equal(judgeAnswer("1", "no ".repeat(1000)).given!.length, 100);
  assert.equal(judgeAnswer("1", "9".repeat(1000)).given, "9".repeat(100));
});
