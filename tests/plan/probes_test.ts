import assert from "node:assert/strict";
import { checkConfig } from "../../benchmarks/plan/config.ts";
import { workloadHash, workloadLabel } from "../../benchmarks/plan/workload.ts";
import { makePlan, planSize } from "../../benchmarks/plan/plan.ts";
import { interleave } from "../../benchmarks/plan/probes.ts";
import { sonnetLines } from "../../benchmarks/plan/prompts.ts";

const lines = sonnetLines(await Deno.readTextFile("benchmarks/plan/sonnets.txt"));
const targets = ["a", "b"].map((provider) => ({
  provider,
  model: "m",
  base_url: "http://a.test",
}));
const speed = {
  name: "c",
  mean_input_tokens: 80,
  mean_output_tokens: 20,
  requests: 20,
  warmup: 2,
  blocks: 5,
  targets,
};
const test = { name: "c", kind: "correctness", requests: 12, warmup: 1, blocks: 2, targets };
const plan = (data: unknown, run = "run") => makePlan(checkConfig(data, "test"), run, lines);
const itemsOf = (data: unknown, run?: string) => plan(data, run).flatMap((t) => t.items);

Deno.test("a run of kind correctness asks for numbers, the same of every target, and knows the answers", () => {
  const items = itemsOf(test);
  assert.equal(items.length, 2 * 13);
  const [a, b] = [0, 1].map((target) =>
    items.filter((i) => i.target === target && i.phase === "probe")
  );
  assert.equal(a.length, 12);
  assert.deepEqual(a.map((i) => [i.prompt, i.expected]), b.map((i) => [i.prompt, i.expected]));
  assert.ok(new Set(a.map((i) => i.prompt)).size > 10, "numbers differ");
  for (const item of a) {
    assert.match(item.expected!, /^\d{1,5}$/);
    assert.ok(Number(item.expected) <= 10_000);
    assert.equal(item.probeKind, "correctness");
    assert.equal(item.outputTokensTarget, null);
    assert.doesNotMatch(item.prompt, /\d/, "the answer does not stand in the prompt");
  }
  // The last digit, read from the last word by hand; other endings say a teen, a ten or a round number.
  const units = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
  let judged = 0;
  for (const { prompt, expected } of a) {
    const [, last] = /[ -]([a-z]+)\.\n/.exec(prompt)!;
    if (!units.includes(last)) continue;
    assert.equal(Number(expected) % 10, units.indexOf(last) + 1, prompt);
    judged++;
  }
  assert.ok(judged > 4);
  assert.ok(items.filter((i) => i.phase === "warmup").every((i) => i.expected === undefined));
});

Deno.test("the numbers are the seed's, not the run's", () => {
  const prompts = (data: unknown, run: string) => itemsOf(data, run).map((i) => i.prompt);
  assert.deepEqual(prompts(test, "one"), prompts(test, "two"));
  assert.notDeepEqual(prompts(test, "one"), prompts({ ...test, seed: 2 }, "one"));
});

Deno.test("probes leave the requests of a speed run as they were", () => {
  const measured = (data: unknown) =>
    itemsOf(data).filter((i) => i.phase !== "probe").sort((x, y) =>
      x.target - y.target || x.phase.localeCompare(y.phase) || x.requestIndex - y.requestIndex
    );
  assert.deepEqual(measured({ ...speed, probes: true }), measured(speed));
});

Deno.test("every target has probes in every block: known answers within the turn, pairs alone before it", () => {
  const config = { ...speed, probes: true };
  const turns = plan(config);
  assert.equal(planSize(checkConfig(config, "test")), turns.flatMap((t) => t.items).length);
  const places = new Set<number>();
  for (const target of [0, 1]) {
    for (let block = 0; block < 5; block++) {
      const own = turns.filter((t) => t.target === target && t.block === block);
      assert.deepEqual(own.map((t) => t.items.length), [1, 1, 4 + 2]);
      const [[first], [second], mixed] = own.map((t) => t.items);
      assert.equal(first.prompt, second.prompt);
      assert.deepEqual([first.session, first.turn], [second.session, 0]);
      assert.equal(second.turn, 1);
      assert.deepEqual([first.probeKind, second.probeKind], ["repeat", "repeat"]);
      assert.deepEqual([first.inputTokensTarget, first.outputTokensTarget], [80, 20]);
      const known = mixed.filter((i) => i.probeKind === "correctness");
      assert.equal(known.length, 2);
      assert.ok(known.every((i) => i.expected !== undefined && i.phase === "probe"));
      known.forEach((i) => places.add(mixed.indexOf(i)));
    }
    const probes = turns.flatMap((t) => t.items).filter((i) =>
      i.phase === "probe" && i.target === target
    );
    const indices = probes.map((i) => i.requestIndex).sort((x, y) => x - y);
    assert.deepEqual(indices, Array.from({ length: 20 }, (_, i) => i), "an index each");
    const repeated = probes.filter((i) => i.probeKind === "repeat");
    assert.equal(new Set(repeated.map((i) => i.prompt)).size, repeated.length / 2);
  }
  assert.ok(places.size > 2, "they do not stand at the same place in every turn");
});

Deno.test("a repeated prompt has a nonce that is new in every run and for every target", () => {
  const config = { ...speed, probes: true };
  const repeated = ["one", "two"].flatMap((run) =>
    itemsOf(config, run).filter((i) => i.probeKind === "repeat" && i.turn === 0)
  );
  assert.equal(new Set(repeated.map((i) => i.prompt)).size, 4 * 5);
  assert.equal(new Set(repeated.map((i) => i.promptHash)).size, 5);
});

Deno.test("a run of one block has ten probes and five pairs of each target", () => {
  const items = itemsOf({ ...speed, blocks: 1, probes: true }).filter((i) => i.target === 0);
  assert.equal(items.filter((i) => i.probeKind === "correctness").length, 10);
  assert.equal(items.filter((i) => i.probeKind === "repeat").length, 10);
});

Deno.test("interleave() keeps the order of both and loses nothing", () => {
  for (let seed = 0; seed < 50; seed++) {
    const all = interleave([1, 2, 3], [10, 20], `s ${seed}`);
    assert.deepEqual(all.filter((n) => n < 10), [1, 2, 3]);
    assert.deepEqual(all.filter((n) => n >= 10), [10, 20]);
  }
  assert.deepEqual(interleave([], [1], "s"), [1]);
});

Deno.test("kind and probes are workloads of their own; without them nothing changes", () => {
  const config = checkConfig(speed, "test");
  const probed = checkConfig({ ...speed, probes: true }, "test");
  const correctness = checkConfig(test, "test");
  assert.equal(config.kind, "speed");
  assert.equal(config.probes, false);
  // Of the version before there were probes.
  assert.equal(workloadHash(config), "adfe89363f5f443a");
  assert.equal(new Set([config, probed, correctness].map((c) => workloadHash(c))).size, 3);
  assert.equal(workloadLabel(correctness), "numbers in words, 1 at a time");
  assert.match(workloadLabel(probed), /, with probes$/);
});

Deno.test("a configuration of kind correctness needs no lengths, and refuses other prompts", () => {
  for (
    const [setting, value] of [
      ["dataset", "x.jsonl"],
      ["prefix_tokens", 8],
      ["prompt_builder", "llmperf"],
      ["nonce", false],
      ["probes", true],
      ["retries", { max: 1 }],
    ]
  ) {
    assert.throws(() => checkConfig({ ...test, [setting as string]: value }, "test"), {
      message: new RegExp(`^test[^]*  ${setting}: a run of kind correctness`),
    });
  }
  assert.equal(checkConfig({ ...test, mean_input_tokens: 550 }, "test").mean_input_tokens, null);
});

Deno.test("a run of kind correctness asks for the likeliest answer, unless the target says otherwise", () => {
  const params = (data: unknown, own: Record<string, unknown>) =>
    checkConfig({ ...data as object, targets: [{ ...targets[0], params: own }] }, "test")
      .targets[0].params;
  assert.deepEqual(params(test, {}), { temperature: 0 });
  assert.deepEqual(params(test, { temperature: 1, top_k: 2 }), { temperature: 1, top_k: 2 });
  assert.deepEqual(params(test, { temperature: null }), { temperature: null });
  assert.deepEqual(params(speed, {}), {});
});
