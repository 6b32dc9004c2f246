import assert from "node:assert/strict";
import llama from "llama-tokenizer-js";
import { checkConfig, type Config } from "../../../benchmarks/plan/config.ts";
import { chainsOf } from "../../../benchmarks/plan/items/chains.ts";
import { joined, messagesOf } from "../../../benchmarks/plan/items/plan_item.ts";
import { makePlan } from "../../../benchmarks/plan/plan.ts";
import { configHash } from "../../../benchmarks/plan/workload.ts";
import { sonnetLines } from "../../../benchmarks/plan/prompts.ts";

const sonnets = new URL("../../../benchmarks/plan/sonnets.txt", import.meta.url);
const lines = sonnetLines(await Deno.readTextFile(sonnets));
const count = (text: string) => llama.encode(text, false, true).length;
const config = (more: Record<string, unknown> = {}) =>
  checkConfig({
    name: "talk",
    ...{ mean_input_tokens: 60, mean_output_tokens: 12, requests: 3 },
    targets: [{ provider: "a", model: "m", base_url: "http://localhost" }],
    ...more,
  }, "test");
const chains = (more: Record<string, unknown>, runId = "r") =>
  makePlan(config({ sessions: "recorded", ...more }), runId, lines).flatMap((
    turn,
  ) => [...chainsOf(turn.items)]);

Deno.test("makePlan() makes up sessions: turns of exact length behind a system prompt that all share", () => {
  const turns = { mean: 4, system_tokens: 100, think_time_s: 2, stddev_think_time_s: 1 };
  const made = chains({ turns });
  assert.deepEqual(made.map((chain) => chain.map((i) => i.turn)), Array(3).fill([0, 1, 2, 3]));
  const systems = made.map(([first]) => messagesOf(first)[0].content);
  assert.equal(new Set(systems.map((text) => text.replace(/\d{12}\n$/, ""))).size, 1);
  assert.equal(new Set(systems).size, 3, "each session has its nonce");
  for (const chain of made) {
    const said = chain.flatMap((item) => messagesOf(item).filter((m) => m.role === "user"));
    assert.deepEqual(said.map((m) => count(m.content)), [60, 60, 60, 60]);
    const answers = chain.flatMap((i) => messagesOf(i).filter((m) => m.role === "assistant"));
    assert.deepEqual(answers.map((m) => count(m.content)), [12, 12, 12]);
    let text = "";
    for (const item of chain) {
      text += joined(messagesOf(item));
      assert.equal(count(text), item.inputTokensTarget);
    }
    const pauses = chain.slice(1).map((i) => i.afterAnswerS!);
    assert.ok(pauses.every((s) => s >= 0) && new Set(pauses).size === 3);
  }
  const again = chains({ turns }, "another");
  const hashes = (all: typeof made) => all.flat().map((i) => i.promptHash);
  assert.deepEqual(hashes(made), hashes(again));
  assert.equal(new Set(hashes(made)).size, 12);
});

Deno.test("sessions that nothing says how to make, and turns of what is none, are refused", () => {
  assert.throws(() => chains({}), /sessions: need a dataset of conversations, or turns/);
  assert.throws(() => chains({ sessions: "off", turns: { mean: 2 } }), /turns: are of sessions/);
});

Deno.test("configHash() is what it was before there were sessions and traces", () => {
  const { sessions: _s, trace: _t, turns: _n, ...older } = config();
  assert.equal(configHash(config()), configHash({ ...older, sessions: "off" } as Config));
  assert.notEqual(configHash(config()), configHash(config({ dataset: "a", trace: {} }), "1"));
});
