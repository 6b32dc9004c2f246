import assert from "node:assert/strict";
import { checkConfig, type Config } from "../../../benchmarks/plan/config.ts";
import { blockLoads, cooldownLoad, warmupLoad } from "../../../benchmarks/plan/load/schedule.ts";
import { makePlan, planSize } from "../../../benchmarks/plan/plan.ts";
import { workloadHash, workloadLabel } from "../../../benchmarks/plan/workload.ts";

const check = (over: Record<string, unknown>): Config =>
  checkConfig({
    ...{ name: "c", mean_input_tokens: 60, mean_output_tokens: 10, requests: 10 },
    targets: [
      { provider: "a", model: "m", simulate: "steady" },
      { provider: "b", model: "m", simulate: "steady" },
    ],
    ...over,
  }, "c");
const open = (over = {}) => ({ shape: "open", rate: 10, arrivals: "constant", ...over });
const sizes = (config: Config) => blockLoads(config).map(({ requests }) => requests);
const moments = (config: Config, block = 0) =>
  blockLoads(config)[block].arrivals!.map((a) => a.atS);

Deno.test("a load ends at its number of requests or of seconds, whichever comes first, in each block", () => {
  assert.deepEqual(sizes(check({ load: open() })), [10]);
  assert.deepEqual(sizes(check({ load: open(), requests: null, duration_s: 3 })), [30]);
  assert.deepEqual(sizes(check({ load: open(), requests: 20, duration_s: 3 })), [20]);
  assert.deepEqual(sizes(check({ load: open(), requests: 40, duration_s: 3, blocks: 2 })), [
    15,
    15,
  ]);
  // A closed loop of seconds does not know its number: 4 at a time, for answers of 0.1 s.
  const [loop] = blockLoads(check({ concurrency: 4, requests: null, duration_s: 3 }));
  assert.deepEqual([loop.requests, loop.seconds, loop.arrivals], [120, 3, null]);
});

Deno.test("stages of rates are one turn without a pause, of concurrency a turn each; a sweep is a block a step", () => {
  const stages = [{ rate: 2, requests: 2 }, { rate: 4, duration_s: 0.5 }, { rate: 1, requests: 1 }];
  const staged = check({ requests: null, load: { shape: "stages", stages, arrivals: "constant" } });
  assert.deepEqual(moments(staged), [0, 0.5, 1, 1.25, 1.5]);
  const loops = [{ concurrency: 2, requests: 5 }, { concurrency: 4, duration_s: 1 }];
  const byLoops = check({ requests: null, load: { shape: "stages", stages: loops } });
  assert.deepEqual(blockLoads(byLoops).map((l) => [l.requests, l.concurrency, l.seconds]), [
    [5, 2, undefined],
    [40, 4, 1],
  ]);
  const sweep = check({
    ...{ requests: 100, duration_s: 1 },
    load: { shape: "sweep", rate: { from: 1, to: 8, steps: 4 }, arrivals: "constant" },
  });
  assert.deepEqual(sizes(sweep), [1, 2, 4, 8]);
  const atOnce = check({ load: { shape: "sweep", concurrency: [1, 3] } });
  assert.deepEqual(blockLoads(atOnce).map((l) => [l.requests, l.concurrency]), [[10, 1], [10, 3]]);
});

Deno.test("warm-up and cool-down have the load of the blocks beside them, and the cool-down goes on at once", () => {
  const config = check({ load: open(), warmup: 3, cooldown_s: 0.5 });
  assert.deepEqual(warmupLoad(config)!.arrivals!.map((a) => a.atS), [0, 0.1, 0.2]);
  const after = cooldownLoad(config)!.arrivals!.map((a) => Math.round(a.atS * 1000));
  assert.deepEqual(after, [1000, 1100, 1200, 1300, 1400]);
  const plan = makePlan(config, "run", ["a line of some words to make prompts of,"]);
  assert.equal(plan.flatMap((t) => t.items).length, planSize(config));
  assert.deepEqual(plan.map((t) => [t.phase, t.items.length]), [
    ["warmup", 3],
    ["warmup", 3],
    ["measured", 15],
    ["measured", 15],
  ]);
  const [a, b] = plan.slice(2).map((turn) => turn.items);
  assert.deepEqual(a.map((i) => i.phase), [
    ...Array(10).fill("measured"),
    ...Array(5).fill("cooldown"),
  ]);
  // Every target has the same moments.
  assert.deepEqual(a.map((i) => i.scheduledS), b.map((i) => i.scheduledS));
  assert.equal(warmupLoad(check({})), null);
});

Deno.test("a workload counts and names its load; a schedule has a thousand in flight, a loop one", () => {
  const configs = [
    check({}),
    check({ load: open() }),
    check({ load: open({ rate: 20 }) }),
    check({ load: open({ arrivals: "gamma", burstiness: 0.5 }) }),
    check({ load: open(), duration_s: 1 }),
    check({ load: { shape: "ramp", from: 0, to: 10, ramp_s: 5 } }),
    check({ load: { shape: "sweep", rate: [1, 2] } }),
  ];
  assert.equal(new Set(configs.map((c) => workloadHash(c))).size, configs.length);
  assert.deepEqual(configs.map((c) => c.concurrency), [1, ...Array(6).fill(1000)]);
  assert.deepEqual(configs.map((c) => workloadLabel(c).replace("60 tokens in, 10 out, ", "")), [
    "1 at a time",
    "10 requests/s (constant), at most 1000 at a time",
    "20 requests/s (constant), at most 1000 at a time",
    "10 requests/s (gamma, burstiness 0.5), at most 1000 at a time",
    "10 requests/s (constant) for 1 s, at most 1000 at a time",
    "0 to 10 in 5 s (linear) requests/s (Poisson), at most 1000 at a time",
    "sweep over 1, 2 requests/s (Poisson), at most 1000 at a time",
  ]);
  // What was written before there were shapes is read as it was.
  assert.equal(workloadHash(check({ load: "closed", concurrency: 1 })), workloadHash(check({})));
});

Deno.test("checkConfig() says what is wrong with a load, inside the shape that was meant", () => {
  const cases: [Record<string, unknown>, RegExp][] = [
    [{ load: "opn" }, /load: must be "closed", "waves", or an object with a shape/],
    [{ load: { shape: "opne", rate: 1 } }, /load\.shape: must be open, ramp/],
    [{ load: { shape: "open" } }, /load\.rate: is needed/],
    [{ load: { shape: "open", rate: 1, arivals: "constant" } }, /load\.arivals: is not a setting/],
    [
      { load: { shape: "open", rate: 1, burstiness: 2 } },
      /load\.burstiness: is the shape of gamma/,
    ],
    [{ load: { shape: "sweep" } }, /load: a sweep is over rate or over concurrency/],
    [{ load: { shape: "sweep", rate: [1] }, blocks: 2 }, /blocks: of a load with sweep/],
    [{ load: { shape: "find", rate: { from: 1, to: 9 }, slo: {} } }, /load\.slo: needs a limit/],
    [{ load: open(), probes: true }, /probes: stand between/],
    [{ requests: null }, /requests: is needed where there is no duration_s/],
    [{ load: "waves", duration_s: 3 }, /duration_s: waves/],
  ];
  for (const [over, expected] of cases) assert.throws(() => check(over), expected);
});
