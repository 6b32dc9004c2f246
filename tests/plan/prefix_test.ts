import assert from "node:assert/strict";
import { checkConfig } from "../../benchmarks/plan/config.ts";
import { makePlan } from "../../benchmarks/plan/plan.ts";
import { PrefixBlocks } from "../../benchmarks/plan/prefix_blocks.ts";
import { sonnetLines } from "../../benchmarks/plan/prompts.ts";
import llama from "llama-tokenizer-js";

const file = new URL("../../benchmarks/plan/sonnets.txt", import.meta.url);
const lines = sonnetLines(await Deno.readTextFile(file));
const config = (extra: Record<string, unknown> = {}) =>
  checkConfig({
    name: "prefix-test",
    mean_input_tokens: 160,
    mean_output_tokens: 10,
    requests: 40,
    warmup: 4,
    blocks: 4,
    prefix_tokens: 96,
    prefix_groups: 4,
    targets: ["a", "b"].map((p) => ({ provider: p, model: "m", base_url: "http://localhost" })),
    ...extra,
  }, "test");
const itemsOf = (extra: Record<string, unknown> = {}, runId = "r") =>
  makePlan(config(extra), runId, lines).flatMap((t) => t.items);
const count = (text: string) => llama.encode(text, false, true).length;

Deno.test("PrefixBlocks holds whole blocks of 16, each only behind what stood before it", () => {
  const ids = (from: number, n: number) => Array.from({ length: n }, (_, i) => from + i);
  const cache = new PrefixBlocks();
  assert.equal(cache.held(ids(0, 100)), 0);
  cache.hold(ids(0, 40)); // two blocks, and eight tokens that are none
  const cases: [string, number[], number][] = [
    ["the same again", ids(0, 40), 32],
    ["longer", ids(0, 100), 32],
    ["one block", ids(0, 31), 16],
    ["less than one", ids(0, 15), 0],
    ["another start", [7, ...ids(1, 40)], 0],
    ["the second block alone", ids(16, 32), 0],
    ["a change in the second", [...ids(0, 20), 7, ...ids(21, 20)], 16],
    ["no token", [], 0],
  ];
  for (const [reading, given, held] of cases) assert.equal(cache.held(given), held, reading);
});

Deno.test("makePlan() puts a shared prefix of exact length before the nonce, dealt over groups by seed", () => {
  const items = itemsOf();
  const starts = new Map<string, number>();
  for (const item of items) {
    assert.equal(count(item.prompt), 160);
    const nonce = /(^|\n)\d{12}\n/.exec(item.prompt)!;
    const prefix = item.prompt.slice(0, nonce.index + 1);
    assert.equal(count(prefix), 96);
    starts.set(prefix, (starts.get(prefix) ?? 0) + 1);
  }
  assert.equal(starts.size, 4);
  // 88 prompts over four groups, each request for two targets: none has fewer than a tenth.
  for (const n of starts.values()) assert.ok(n >= 9, `${[...starts.values()]}`);
  assert.deepEqual(itemsOf(), items);
  const hashes = (list: typeof items) => list.map((i) => i.promptHash);
  assert.deepEqual(hashes(itemsOf({}, "other")), hashes(items));
  assert.notDeepEqual(hashes(itemsOf({ seed: 2 })), hashes(items));
  assert.notDeepEqual(hashes(itemsOf({ prefix_groups: 3 })), hashes(items));
});

Deno.test("makePlan() expects every prefix from the cache but the first of its group at each target", () => {
  const items = itemsOf();
  for (const target of [0, 1]) {
    const own = items.filter((i) => i.target === target);
    const expected = own.map((i) => i.cachedTokensExpected);
    // 44 requests of four groups: four find the cache cold, the others 96 tokens, six whole blocks.
    assert.equal(expected.filter((n) => n === 0).length, 4);
    assert.equal(expected.filter((n) => n === 96).length, 40);
  }
  // 90 tokens are five blocks and ten tokens more.
  assert.deepEqual(
    [...new Set(itemsOf({ prefix_tokens: 90 }).map((i) => i.cachedTokensExpected))].sort(),
    [0, 80],
  );
});

Deno.test("makePlan() expects nothing of a cache where none is measured, whole prompts where they come again", () => {
  const none = { prefix_tokens: 0, prefix_groups: 1 };
  for (const extra of [none, { ...none, prompt_builder: "llmperf" }]) {
    assert.ok(itemsOf(extra).every((i) => i.cachedTokensExpected === undefined));
  }
  const dataset = {
    name: "own.jsonl",
    sha256: "0",
    size: 1,
    leftOut: 0,
    lines: new Map([[0, {
      line: 1,
      messages: [{ role: "user" as const, content: "hello ".repeat(40).trim() }],
      expected: 5,
      answer: null,
    }]]),
  };
  const own = config({ ...none, dataset: "own.jsonl", nonce: false, warmup: 0, requests: 4 });
  const items = makePlan(own, "r", [], { dataset }).flatMap((t) => t.items);
  assert.deepEqual(items.filter((i) => i.target === 0).map((i) => i.cachedTokensExpected), [
    0,
    32,
    32,
    32,
  ]);
});

Deno.test("makePlan() refuses a prefix that leaves no room, naming both settings", () => {
  assert.throws(() => itemsOf({ prefix_tokens: 150 }), {
    message: /mean_input_tokens: 160 is too short.*prefix_tokens \(150\)/,
  });
});
