import assert from "node:assert/strict";
import { type LoadFlags, loadOfFlags } from "../../../benchmarks/bench/loads/load_flags.ts";
import { inOurWords } from "../../../benchmarks/command_line/load_options.ts";
import { loadSchema } from "../../../benchmarks/plan/load/load_schema.ts";

Deno.test("loadOfFlags() gives what a configuration would say", () => {
  const cases: [LoadFlags, Record<string, unknown>][] = [
    [{}, {}],
    [{ rate: 5, duration: 60 }, {
      load: { shape: "open", rate: 5 },
      concurrency: null,
      duration_s: 60,
    }],
    [{ rate: 5, arrivals: "gamma", burstiness: 2, numConcurrentRequests: 7 }, {
      load: { shape: "open", rate: 5, arrivals: "gamma", burstiness: 2 },
      concurrency: 7,
    }],
    [{ ramp: "1..50/60s,exponential" }, {
      load: { shape: "ramp", from: 1, to: 50, ramp_s: 60, curve: "exponential" },
      concurrency: null,
    }],
    [{ stages: "10:60s,20:500" }, {
      load: {
        shape: "stages",
        stages: [{ rate: 10, duration_s: 60 }, { rate: 20, requests: 500 }],
      },
      concurrency: null,
    }],
    [{ sweep: "1..64/7" }, {
      load: { shape: "sweep", rate: { from: 1, to: 64, steps: 7 } },
      concurrency: null,
    }],
    [{ sweep: "concurrency=1,2,4" }, {
      load: { shape: "sweep", concurrency: [1, 2, 4] },
      concurrency: null,
    }],
    [{ find: "1..100", slo: "ttft_s=0.5,tpot_s=0.05", goodput: 0.9 }, {
      load: {
        shape: "find",
        rate: { from: 1, to: 100 },
        slo: { ttft_s: 0.5, tpot_s: 0.05 },
        goodput: 0.9,
      },
      concurrency: null,
    }],
    [{ warmup: 5, cooldownDuration: 3 }, { warmup: 5, cooldown_s: 3 }],
  ];
  for (const [flags, expected] of cases) {
    const found = loadOfFlags(flags);
    assert.deepEqual(found, expected);
    if (found.load) loadSchema.parse(found.load);
  }
});

Deno.test("loadOfFlags() names what it cannot read, and what does not go together", () => {
  const cases: [LoadFlags, RegExp][] = [
    [{ rate: 1, sweep: "1,2" }, /--rate and --sweep: give one of them/],
    [{ arrivals: "constant" }, /--arrivals and --burstiness: need --rate/],
    [{ ramp: "1-50" }, /--ramp: write it as 1\.\.50\/60s/],
    [{ stages: "10" }, /--stages: write it as/],
    [{ sweep: "1,,2" }, /--sweep: write it as/],
    [{ find: "1..9" }, /--find: needs --slo/],
    [{ slo: "ttft_s=1" }, /--slo and --goodput: are of --find/],
  ];
  for (const [flags, expected] of cases) assert.throws(() => loadOfFlags(flags), expected);
});

Deno.test("flags of other harnesses that mean the same are read as ours", () => {
  const given = [
    "--request-rate",
    "4",
    "--max-concurrency=8",
    "--num_prompts=3",
    "--rate",
    "-x",
    "a",
  ];
  assert.deepEqual(given.map(inOurWords), [
    ...["--rate", "4", "--num-concurrent-requests=8", "--max-num-completed-requests=3"],
    ...["--rate", "-x", "a"],
  ]);
});
