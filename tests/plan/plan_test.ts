import assert from "node:assert/strict";
import { checkConfig } from "../../benchmarks/plan/config.ts";
import { makePlan } from "../../benchmarks/plan/plan.ts";
import { sonnetLines } from "../../benchmarks/plan/prompts.ts";

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
