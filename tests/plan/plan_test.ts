import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import llama from "llama-tokenizer-js";
import { checkConfig, ConfigError, loadConfig } from "../../benchmarks/plan/config.ts";
import { makePlan } from "../../benchmarks/plan/plan.ts";
import { leastTokens, sonnetLines } from "../../benchmarks/plan/prompts.ts";

const file = new URL("../../benchmarks/plan/sonnets.txt", import.meta.url);
const lines = sonnetLines(await Deno.readTextFile(file));
const config = (extra: Record<string, unknown> = {}) =>
  checkConfig({
    name: "plan-test",
    mean_input_tokens: 60,
    mean_output_tokens: 10,
    concurrency: 2,
    requests: 24,
    warmup: 3,
    blocks: 12,
    seed: 5,
    targets: ["a", "b", "c"].map((p) => ({
      provider: p,
      model: "m",
      base_url: "http://localhost",
    })),
    ...extra,
  }, "test");

const turns = makePlan(config(), "run-1", lines);
const measured = turns.filter((turn) => turn.phase === "measured");

Deno.test("makePlan() warms every target up first, outside the blocks", () => {
  const first = turns.slice(0, 3);
  assert.deepEqual(first.map((t) => t.phase), ["warmup", "warmup", "warmup"]);
  assert.deepEqual(first.map((t) => t.target).sort(), [0, 1, 2]);
  for (const t of first) {
    assert.equal(t.block, null);
    assert.deepEqual(t.items.map((i) => i.requestIndex), [0, 1, 2]);
  }
  assert.ok(turns.slice(3).every((t) => t.phase === "measured"));
});

Deno.test("makePlan() lets every target take one turn in every block, in changing order", () => {
  assert.equal(measured.length, 36);
  const orders = new Set<string>();
  for (let block = 0; block < 12; block++) {
    const part = measured.slice(block * 3, block * 3 + 3);
    assert.ok(part.every((t) => t.block === block && t.items.length === 2));
    assert.deepEqual(part.map((t) => t.target).sort(), [0, 1, 2]);
    orders.add(part.map((t) => t.target).join(""));
  }
  assert.ok(orders.size > 1);
});

Deno.test("makePlan() numbers the requests of a target from 0, each once", () => {
  for (const target of [0, 1, 2]) {
    const items = measured.filter((t) => t.target === target).flatMap((t) => t.items);
    assert.deepEqual(items.map((i) => i.requestIndex), Array.from({ length: 24 }, (_, i) => i));
  }
});

Deno.test("makePlan() gives request i the same text behind the nonce for every target", () => {
  const behind = (text: string) => text.slice(text.indexOf("\n"));
  const all = measured.flatMap((t) => t.items);
  for (let index = 0; index < 24; index++) {
    const same = all.filter((i) => i.requestIndex === index);
    assert.equal(same.length, 3);
    assert.equal(new Set(same.map((i) => behind(i.prompt))).size, 1);
    assert.equal(new Set(same.map((i) => i.promptHash)).size, 1);
    assert.equal(new Set(same.map((i) => i.prompt)).size, 3);
  }
  assert.equal(new Set(all.map((i) => i.promptHash)).size, 24);
});

Deno.test("makePlan() is the same again but for nonces in another run, and another plan by another seed", () => {
  const again = makePlan(config(), "run-1", lines);
  assert.deepEqual(again, turns);
  const other = makePlan(config(), "run-2", lines);
  const hashes = (plan: typeof turns) => plan.flatMap((t) => t.items.map((i) => i.promptHash));
  assert.deepEqual(hashes(other), hashes(turns));
  const prompts = new Set(turns.flatMap((t) => t.items.map((i) => i.prompt)));
  assert.ok(other.flatMap((t) => t.items).every((i) => !prompts.has(i.prompt)));
  assert.notDeepEqual(hashes(makePlan(config({ seed: 6 }), "run-1", lines)), hashes(turns));
});

Deno.test("makePlan() spreads requests that the blocks do not divide, losing none", () => {
  const uneven = makePlan(config({ requests: 26, warmup: 0 }), "r", lines);
  const sizes = uneven.filter((t) => t.target === 0).map((t) => t.items.length);
  assert.equal(sizes.reduce((a, b) => a + b), 26);
  assert.ok(sizes.every((n) => n === 2 || n === 3));
});

Deno.test("makePlan() gives the prompts it has always given, byte for byte", async () => {
  const digest = (plan: typeof turns) =>
    createHash("sha256").update(JSON.stringify(plan.flatMap((t) =>
      t.items.map((i) => [
        i.target,
        i.phase,
        i.block,
        i.requestIndex,
        i.prompt,
        i.promptHash,
        i.inputTokensTarget,
        i.outputTokensTarget,
      ])
    ))).digest("hex");
  const spread = {
    mean_input_tokens: 550,
    stddev_input_tokens: 120,
    mean_output_tokens: 150,
    stddev_output_tokens: 80,
    requests: 60,
    blocks: 3,
    seed: 7,
    targets: ["a", "b"].map((provider) => ({ provider, model: "m", base_url: "http://h/v1" })),
  };
  // Taken from the first version of the builder, which counted every text whole.
  const pinned: [string, ReturnType<typeof config>, string][] = [
    [
      "quickstart",
      await loadConfig("quickstart"),
      "0f4c9374f186d4a4532db87dff601040f68000424da22217d016aaf7e829a03a",
    ],
    [
      "llmperf-2023",
      await loadConfig("llmperf-2023"),
      "e8bc19c396aa2a6bb3ba9c721fd3681b7cb12bda522e29a1454ea7ca374298f0",
    ],
    [
      "lengths that spread",
      config(spread),
      "fc2581816d0b56895b1289d2ed941fdb8646dc8aa43fa829ffeac14d23fc236a",
    ],
    [
      "LLMPerf's builder",
      config({ ...spread, prompt_builder: "llmperf" }),
      "5cfd0fbc1da1690e41e63b25935bd4fc3b2038f34382fa4388d145344dc628ae",
    ],
  ];
  for (const [reading, given, expected] of pinned) {
    assert.equal(digest(makePlan(given, "pinned-run", lines)), expected, reading);
  }
});

const faultOf = (extra: Record<string, unknown>): string => {
  try {
    makePlan(config({ warmup: 0, blocks: 1, ...extra }), "r", lines);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.join("\n");
    throw error;
  }
  return "";
};

Deno.test("makePlan() refuses lengths that cannot hold the instruction, naming the setting", () => {
  const refused: [string, Record<string, unknown>][] = [
    ["20 tokens", { mean_input_tokens: 20 }],
    ["20 tokens, give or take", { mean_input_tokens: 20, stddev_input_tokens: 100 }],
    ["LLMPerf's own", { mean_input_tokens: 20, prompt_builder: "llmperf" }],
  ];
  for (const [reading, extra] of refused) {
    assert.match(faultOf(extra), /^mean_input_tokens: 20 is too short/, reading);
  }
  // One digit more in the instruction of some requests, and no spread from which to draw again.
  const least = leastTokens({ outputTokens: 95, nonce: true });
  assert.match(
    faultOf({
      mean_input_tokens: least,
      mean_output_tokens: 95,
      stddev_output_tokens: 20,
      requests: 100,
    }),
    /^mean_input_tokens: .* asks for 1\d\d tokens/,
  );
});

Deno.test("makePlan() draws lengths again until the instruction fits", () => {
  const wide = config({
    mean_input_tokens: 60,
    stddev_input_tokens: 40,
    requests: 300,
    warmup: 0,
    blocks: 1,
    targets: [{ provider: "a", model: "m", base_url: "http://h" }],
  });
  const items = makePlan(wide, "r", lines).flatMap((t) => t.items);
  const lengths = items.map((i) => i.inputTokensTarget);
  const least = leastTokens({ outputTokens: 10, nonce: true });
  assert.ok(lengths.every((n) => n >= least));
  // A normal of 60 and 40 is under 39 in 30 of 100: clamped, some 90 requests would have the least.
  assert.ok(lengths.filter((n) => n === least).length < 20);
  for (const i of items.slice(0, 40)) {
    assert.equal(llama.encode(i.prompt, false, true).length, i.inputTokensTarget);
  }
});
