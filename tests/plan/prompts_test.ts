import assert from "node:assert/strict";
import llama from "llama-tokenizer-js";
import {
  buildLlmperfPrompt,
  buildPrompt,
  makeNonce,
  nonceDigits,
  sonnetLines,
} from "../../benchmarks/plan/prompts.ts";
import { seeded } from "../../benchmarks/plan/random.ts";
import { llama2 } from "../../benchmarks/plan/tokenizers.ts";

const file = new URL("../../benchmarks/plan/sonnets.txt", import.meta.url);
const lines = sonnetLines(await Deno.readTextFile(file));
// The package itself, so that the builder's own counting is not its judge.
const encode = (text: string, bos: boolean): number[] =>
  // deno-lint-ignore no-explicit-any
  (llama as any).encode(text, bos, true);

Deno.test("llama2.count() counts without BOS and gives an empty text nothing", () => {
  assert.equal(llama2.count(""), 0);
  // The vocabulary has a piece for " hello" and one for " world".
  assert.equal(llama2.count("hello world"), 2);
  // A digit is a token each, after one for the leading space; a line break is one.
  assert.equal(llama2.count("123\n"), 5);
});

Deno.test("buildPrompt() has exactly the tokens asked for", () => {
  const sizes = [40, 41, 42, 43, 47, 53, 64, 99, 100, 101, 127, 128, 200, 333, 550, 777, 1000];
  for (const tokens of sizes) {
    for (const seed of [1, 2]) {
      const nonce = makeNonce("run", `${tokens} ${seed}`);
      const { text } = buildPrompt(lines, tokens, 24, seeded(seed), nonce);
      assert.equal(encode(text, false).length, tokens, `${tokens} tokens, seed ${seed}`);
      assert.ok(text.startsWith(`${nonce}\n`));
      assert.ok(text.includes("24 tokens"));
    }
  }
});

Deno.test("buildPrompt() hashes what follows the nonce, and nothing else", () => {
  const at = (run: string, seed: number) =>
    buildPrompt(lines, 200, 24, seeded(seed), makeNonce(run, "0 measured 0"));
  const [a, b, other] = [at("run-a", 1), at("run-b", 1), at("run-a", 2)];
  assert.notEqual(a.text, b.text);
  assert.equal(a.text.slice(nonceDigits), b.text.slice(nonceDigits));
  assert.equal(a.promptHash, b.promptHash);
  assert.notEqual(a.promptHash, other.promptHash);
  assert.match(a.promptHash, /^[0-9a-f]{16}$/);
});

Deno.test("buildPrompt() refuses a length that nonce and instruction exceed", () => {
  assert.throws(
    () => buildPrompt(lines, 20, 24, seeded(1), makeNonce("r", "0")),
    { name: "RangeError", message: /20 tokens is too short/ },
  );
});

Deno.test("makeNonce() is of one length in digits and tokens, and new for each run and request", () => {
  const nonces = ["a", "b", "c"].flatMap((run) =>
    Array.from({ length: 100 }, (_, i) => makeNonce(run, `0 measured ${i}`))
  );
  for (const nonce of nonces) {
    assert.match(nonce, /^[0-9]{12}$/);
    assert.equal(encode(nonce, false).length, 13);
  }
  assert.equal(new Set(nonces).size, 300);
  assert.equal(makeNonce("a", "0 measured 5"), nonces[5]);
});

Deno.test("buildLlmperfPrompt() asked for 550 has the 505 to 521 tokens of the ancestor", () => {
  const counts = Array.from({ length: 200 }, (_, seed) => {
    const { text } = buildLlmperfPrompt(lines, 550, 150, seeded(seed));
    assert.ok(text.startsWith(
      "Randomly stream lines from the following text with 150 output tokens. Don't generate eos tokens:\n\n",
    ));
    return encode(text, false).length;
  });
  // METHOD 5 gives the range seen in the runs of December 2023.
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  assert.ok(least >= 500 && most <= 526, `${least} to ${most}`);
  const inside = counts.filter((n) => n >= 505 && n <= 521).length;
  assert.ok(inside >= 190, `${inside} of 200 within 505 to 521; ${least} to ${most}`);
});

Deno.test("buildLlmperfPrompt() cuts by characters, counts a BOS a line, and goes round the lines", () => {
  const head =
    "Randomly stream lines from the following text with 9 output tokens. Don't generate eos tokens:\n\n";
  // "hello\n" is BOS, " hello" and the line break: 3. Of 8 tokens left, two lines take 6, and of the
  // third, which needs 3, ceil(2) characters stay.
  const asked = encode(head, true).length + 8;
  assert.equal(buildLlmperfPrompt(["hello"], asked, 9, seeded(1)).text, head + "hello\nhello\nhe");
});
