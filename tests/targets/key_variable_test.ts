import assert from "node:assert/strict";
import { keyIn, keyOf } from "../../benchmarks/targets/key_variable.ts";

const secret = "sk-abc.DEF_123-456=";
const taken: [string, string][] = [
  ["as it is", secret],
  ["a line break behind it", `${secret}\n`],
  ["spaces around it", `  ${secret}\t`],
  ["quotation marks", `"${secret}"`],
  ["single ones", `'${secret}'`],
  ["Bearer before it", `Bearer ${secret}`],
  ["bearer, in quotation marks, with a line break", `"bearer  ${secret}"\r\n`],
  ["the whole header", `Authorization: Bearer ${secret}`],
];
for (const [what, value] of taken) {
  Deno.test(`keyOf() takes a key with ${what}`, () => {
    assert.deepEqual(keyOf(value), { key: secret, fault: null });
  });
}

const refused: [string, string, RegExp][] = [
  ["nothing but spaces", "  \n", /^is empty$/],
  ["nothing but quotation marks", '""', /^is empty$/],
  ["a space within", "sk-abc DEF", /^holds a space or a line break within/],
  ["a line break within", "sk-abc\nDEF", /^holds a space or a line break within/],
  ["a quotation mark within", 'sk-abc"DEF', /^holds a quotation mark/],
  ["one of a word processor", "\u201csk-abc\u201d", /^holds a quotation mark/],
  ["a character of no header", "sk-日本", /^holds a character that no header can/],
  ["a character that does not show", "sk-abc\u200bDEF", /^holds a character that no header can/],
];
for (const [what, value, expected] of refused) {
  Deno.test(`keyOf() refuses ${what}`, () => assert.match(keyOf(value).fault ?? "", expected));
}

Deno.test("keyIn() names the variable, never its value", () => {
  const faults: string[] = [];
  keyIn("A_KEY", () => "sk-abc DEF", faults, "target a needs it for its key");
  keyIn("B_KEY", () => undefined, faults, "target b needs it for its key");
  assert.deepEqual(faults, [
    "A_KEY holds a space or a line break within the key: target a needs it for its key",
    "B_KEY is not set: target b needs it for its key",
  ]);
});
