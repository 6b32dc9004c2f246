/** A search over conversations: a session that begins in time keeps all its turns. */
import assert from "node:assert/strict";
import { searchOf } from "../../../benchmarks/bench/loads/search.ts";
import { checkConfig } from "../../../benchmarks/plan/config.ts";
import { makePlan } from "../../../benchmarks/plan/plan.ts";

Deno.test("searchOf() leaves out whole sessions, never turns of one", () => {
  const config = checkConfig({
    name: "s",
    mean_input_tokens: 20,
    mean_output_tokens: 5,
    requests: 20,
    duration_s: 5,
    sessions: "recorded",
    turns: { mean: 3 },
    load: { shape: "find", rate: { from: 2, to: 8 }, slo: { ttft_s: 1 }, arrivals: "constant" },
    targets: [{ provider: "p", model: "m", base_url: "http://127.0.0.1:1" }],
  }, "s");
  const planned = makePlan(config, "run", ["one two three", "four five six"]);
  const told: unknown[] = [];
  const search = searchOf(config, (...step) => told.push(step))!;
  const [{ items }] = [...search.turns(planned)];
  // Three steps up to 8, then four halvings of a doubling until 5% are left.
  assert.deepEqual(told, [["step 1, at most 7, 2 requests/s", 30]]);
  // At 2 sessions per second, 0.5 s apart, ten begin within 5 s: of each three turns.
  const sessions = [...Map.groupBy(items, ({ session }) => session).values()];
  assert.deepEqual(
    sessions.map((turns) => turns.map(({ turn }) => turn)),
    Array(10).fill([0, 1, 2]),
  );
  assert.deepEqual([...new Set(items.map(({ ratePlanned }) => ratePlanned))], [2]);
  assert.ok(sessions.every(([first]) => Number.isFinite(first.scheduledS)));
});
