import assert from "node:assert/strict";
import type { Schedule } from "../../benchmarks/simulator/profile.ts";
import { answerCaches } from "../../benchmarks/simulator/repeats.ts";

const schedule: Schedule = {
  outcome: "ok",
  chunks: [
    { at_s: 1, kind: "content", text: "a", tokens: 1 },
    { at_s: 1.5, kind: "content", text: " b", tokens: 1 },
  ],
};
const ask = (model: string, prompt: string) => ({
  model,
  prompt,
  stream: true,
  usage: true,
  tokens: 2,
  counted: null,
});
const moments = (s: Schedule) => s.chunks.map((c) => c.at_s);

Deno.test("answerCaches() gives a prompt ten times as fast the second time, by profile and model", () => {
  const caches = answerCaches();
  const take = (profile: string, model: string, prompt: string) =>
    moments(caches.take(profile, ask(model, prompt), schedule));
  assert.deepEqual(take("p", "m answer-cache", "one"), [1, 1.5]);
  assert.deepEqual(take("p", "m answer-cache", "two"), [1, 1.5]);
  assert.deepEqual(take("p", "m answer-cache", "one"), [0.1, 0.15]);
  assert.deepEqual(take("q", "m answer-cache", "one"), [1, 1.5]);
  assert.deepEqual(take("p", "n answer-cache", "one"), [1, 1.5]);
  for (let i = 0; i < 2; i++) assert.deepEqual(take("p", "m", "one"), [1, 1.5]);
});

Deno.test("answerCaches() keeps no answer that failed", () => {
  const caches = answerCaches();
  const failed: Schedule = { outcome: "failed", chunks: [] };
  assert.equal(caches.take("p", ask("m answer-cache", "one"), failed), failed);
  assert.deepEqual(moments(caches.take("p", ask("m answer-cache", "one"), schedule)), [1, 1.5]);
});
