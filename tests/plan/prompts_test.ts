import assert from "node:assert/strict";
import llama from "llama-tokenizer-js";
import {
  buildLlmperfPrompt,
  buildPrefix,
  buildPrompt,
  leastTokens,
  makeNonce,
  sonnetLines,
  withNonce,
} from "../../benchmarks/plan/prompts.ts";
import { seeded } from "../../benchmarks/plan/random.ts";
import { llama2 } from "../../benchmarks/plan/tokenizers.ts";
import { plainPrompt } from "../support/plain_prompt.ts";

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

const shape = (inputTokens: number) => ({ inputTokens, outputTokens: 24, nonce: true });

Deno.test("buildPrompt() has exactly the tokens asked for, as the plain builder has them", () => {
  const sizes = [40, 41, 42, 43, 47, 53, 64, 99, 100, 101, 127, 128, 200, 333, 550, 777, 1000];
  for (const tokens of sizes) {
    for (const seed of [1, 2]) {
      const nonce = makeNonce("run", `${tokens} ${seed}`);
      const made = buildPrompt(lines, shape(tokens), seeded(seed));
      const text = withNonce(made.before, made.after, nonce);
      assert.equal(encode(text, false).length, tokens, `${tokens} tokens, seed ${seed}`);
      assert.ok(text.startsWith(`${nonce}\n`));
      assert.ok(text.includes("24 tokens"));
      const { promptHash } = made;
      assert.deepEqual({ text, promptHash }, plainPrompt(lines, tokens, 24, seeded(seed), nonce));
    }
  }
});

Deno.test("buildPrompt() hashes everything but the nonce", () => {
  const at = (seed: number) => buildPrompt(lines, shape(200), seeded(seed));
  assert.deepEqual(at(1), at(1));
  assert.notEqual(at(1).promptHash, at(2).promptHash);
  assert.match(at(1).promptHash, /^[0-9a-f]{16}$/);
});

Deno.test("buildPrompt() counts a shared prefix and leaves the nonce out where there is none", () => {
  for (const tokens of [2, 3, 16, 100, 160]) {
    const prefix = buildPrefix(lines, tokens, seeded("prefix"));
    assert.equal(encode(prefix, false).length, tokens, `prefix of ${tokens}`);
    const made = buildPrompt(lines, { ...shape(300), prefix }, seeded(1));
    const text = withNonce(made.before, made.after, makeNonce("r", "0"));
    assert.ok(text.startsWith(prefix));
    assert.equal(encode(text, false).length, 300);
    const without = buildPrompt(lines, { ...shape(300), nonce: false, prefix }, seeded(1));
    assert.equal(encode(withNonce(without.before, without.after, null), false).length, 300);
  }
});

Deno.test("buildPrompt() refuses a length that nonce and instruction exceed, and takes the least", () => {
  // By hand: a space, 12 digits, a line break, and the instruction.
  const head = `${
    makeNonce("r", "0")
  }\nWrite about 24 tokens in the manner of these lines, and nothing else:\n`;
  const least = encode(head, false).length;
  assert.equal(leastTokens({ outputTokens: 24, nonce: true }), least);
  assert.equal(
    buildPrompt(lines, shape(least), seeded(1)).after,
    head.slice(head.indexOf("\n") + 1),
  );
  assert.throws(
    () => buildPrompt(lines, shape(least - 1), seeded(1)),
    { name: "RangeError", message: /is too short/ },
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

Deno.test("buildLlmperfPrompt() asked for 550 has the 505 to 521 tokens of LLMPerf", () => {
  const counts = Array.from({ length: 200 }, (_, seed) => {
    const { after: text } = buildLlmperfPrompt(
      lines,
      { inputTokens: 550, outputTokens: 150 },
      seeded(seed),
    );
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
  const asked = { inputTokens: encode(head, true).length + 8, outputTokens: 9 };
  assert.equal(
    buildLlmperfPrompt(["hello"], asked, seeded(1)).after,
    head + "hello\nhello\nhe",
  );
});
