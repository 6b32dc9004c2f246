/** Which steps stand together on page `/load/`, and between which of them a system gets slow. */
import assert from "node:assert/strict";
import type { Asked, LoadStep } from "../../../benchmarks/queries/load/judged_steps.ts";
import { levelOf, setsOf } from "../../../src/load/load_sets.ts";
import { loadDefaults } from "../../../src/load/load_state.ts";
import { levelWords } from "../../../src/load/load_terms.ts";
import { slowBetween } from "../../../src/load/load_words.ts";

const step = (over: Partial<LoadStep>): LoadStep => ({
  ...{ run_id: "r", ran_at: "2026-01-02 00:00:00", config_name: "c", shape: "sweep", step: 1 },
  ...{ provider: "acme", model: "m", location: null, simulated: false, invalid: null },
  ...{ workload_hash: "w", workload: "a workload", rate_from: 1, rate_to: 1, concurrency: 9 },
  ...over,
} as LoadStep);
const at = (rate: number, over: Partial<LoadStep> = {}) =>
  step({ rate_from: rate, rate_to: rate, ...over });

Deno.test("setsOf() puts the newest steps of each system of a workload together", () => {
  // The newest run stands first, as the table has it.
  const sets = setsOf({
    steps: [
      at(1, { run_id: "new" }),
      at(2, { run_id: "new", step: 2 }),
      at(1, { run_id: "other", provider: "beta" }),
      at(1, { run_id: "old" }),
      at(1, { run_id: "alone", workload_hash: "v" }),
      at(1, { run_id: "broken", workload_hash: "v", invalid: "asleep" }),
      step({ run_id: "closed", shape: "closed", rate_from: null, rate_to: null }),
    ],
  });
  assert.deepEqual(sets.map(({ kind, id }) => [kind, id]), [
    ["together", "newest~w~~"],
    ...["new", "other", "old", "alone", "broken"].map((id) => ["run", id]),
    ["points", "points~w~~"],
  ]);
  assert.deepEqual(sets[0].targets.map((t) => [t.label, t.run_id, t.steps.length]), [
    ["Acme", "new", 2],
    ["Beta", "other", 1],
  ]);
});

Deno.test("a search is read by its loads, a sweep in its order; a ramp and a trace have no one load", () => {
  const rates = [1, 4, 2].map((rate, i) => at(rate, { step: i + 1 }));
  const of = (shape: string) =>
    setsOf({ steps: rates.map((s) => ({ ...s, shape })) })[0].targets[0].steps.map(levelOf);
  assert.deepEqual(of("find"), [1, 2, 4]);
  assert.deepEqual(of("sweep"), [1, 4, 2]);
  const ramp = step({ rate_from: 1, rate_to: 50 });
  assert.equal(levelOf(ramp), null);
  assert.equal(levelWords(ramp), "1 to 50 requests/s");
  const trace = step({ shape: "trace", rate_from: null, rate_to: null });
  assert.equal(levelOf(trace), null);
  assert.equal(levelWords(step({ rate_from: null, rate_to: null })), "9 in flight");
});

Deno.test("slowBetween(): slow where the interval lies above twice the lightest, kept where it lies below", () => {
  const with_ = (rate: number, against: [number, number, number] | null) =>
    at(rate, { against: { e2e_latency_s: against } as LoadStep["against"] });
  const found = (steps: LoadStep[]) => {
    const { kept, slow, judged } = slowBetween({ steps }, "e2e_latency_s")!;
    return [kept.rate_from, slow?.rate_from ?? null, judged];
  };
  const [light, low, unsure, high] = [
    with_(1, null),
    with_(2, [1.1, 0.9, 1.3]),
    with_(3, [1.9, 1.6, 2.3]),
    with_(4, [5, 3, 9]),
  ];
  assert.deepEqual(found([light, low, unsure, high]), [2, 4, 3]);
  assert.deepEqual(found([light, low, unsure]), [2, null, 2]);
  assert.deepEqual(found([light, high, low]), [2, 4, 2]);
  assert.deepEqual(found([light, with_(5, [Infinity, 4, Infinity])]), [1, 5, 1]);
  assert.deepEqual(found([light, with_(5, null)]), [1, null, 0]);
  assert.equal(slowBetween({ steps: [light] }, "e2e_latency_s"), null);
});

Deno.test("loadDefaults() takes no limits from a run that is called as what every object has", () => {
  const goodOf = (run_id: string, asked: Record<string, Asked>) =>
    loadDefaults({ steps: [at(1, { run_id })], asked, codes: [null], sql: "" }).good;
  const wanted = { slo: { ttft_s: 1 }, goodput: 0.9, precision: 0.05 };
  assert.equal(goodOf("r", { r: wanted }), "asked");
  assert.equal(goodOf("r", {}), "mine");
  assert.equal(goodOf("constructor", {}), "mine");
});
