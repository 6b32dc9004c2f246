import assert from "node:assert/strict";
import { inFolder, run } from "../support/bench.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

/** The reading, the arguments, the exit status, what it says. */
type Case = [reading: string, args: string, code: number, says: RegExp, never?: RegExp];

const cases: Case[] = [
  ["a run is as fast as itself", "base base", 0, /^acme m: no difference\.$/m, /cannot tell/],
  ["it counts what succeeded", "base slow", 0, /^b: \S+ \S+, \S+: 200 of 200 requests succeeded$/m],
  ["a metric nobody has is none", "base slow", 0, /decode, tokens\/s +null +null +– +not observed/],
  ["20% is more than 5%", "base slow --fail-if-slower 5%", 1, /b is slower/],
  ["a number of 1 or more is per cent", "base slow --fail-if-slower 5", 1, /b is slower/],
  ["a number below 1 is a share", "base slow --fail-if-slower 0.05", 1, /b is slower/],
  ["of which half is more than 20%", "base slow --fail-if-slower 0.5", 0, /b is slower/],
  ["b is the one that must not be slower", "slow base --fail-if-slower 5%", 0, /b is faster/],
  ["4% for sure is practically equal", "base slow4 --fail-if-slower 3%", 0, /: no difference\./],
  ["no number", "base slow --fail-if-slower abc", 2, /'abc' is invalid/],
  ["a sign without a number", "base slow --fail-if-slower %", 2, /'%' is invalid/],
  ["less than nothing", "base slow --fail-if-slower=-5%", 2, /'-5%' is invalid/],
  ["a run without requests", "base empty", 2, /empty cannot be read as a run: it has no requests/],
  ["a filter without requests", "base provider=nobody", 2, /provider=nobody has no measured/],
  ["an invalid run by its name", "base bad", 2, /bad is invalid: the loop stood still/, /slower/],
  ["and by a filter", "run_id=bad run_id=base", 2, /bad is invalid: the loop stood still/],
  ["simulated beside real", "base sim", 2, /one side is simulated/],
  ["another workload", "base load", 0, /WARNING: the workload differs: a workload .* another/],
  ["other limits", "base limits", 0, /WARNING: the prompts or limits differ\./],
  ["another place", "base mars", 0, /WARNING: the place differs: unknown in a, mars in b\./],
  ["all is alike", "base slow", 0, /b is slower/, /WARNING|Left out/],
  ["nothing answered", "base mute", 0, /acme m: cannot tell, b answered nothing\./],
  [
    "which no limit allows",
    "base mute --fail-if-slower 5%",
    1,
    /^b: acme m, mute: 0 of 200 requests succeeded$/m,
  ],
  ["nobody is left out in silence", "two base", 0, /Left out: beta m: b has none to compare/],
  ["a name that is no metric", "base slow --metric speed", 2, /slower by speed; metrics: ttft_s,/],
  ["a metric of groups", "base slow --metric success_rate", 2, /slower by success_rate; metrics/],
  ["a metric without direction", "base slow --metric output_tokens", 2, /slower by output_tokens/],
  ["a list", "base slow --metric inter_chunk_s", 2, /slower by inter_chunk_s/],
  ["of several boards each with its own", "provider=acme provider=acme", 0, /from mars\): no diff/],
  [
    "a filter sees every valid run",
    "provider=acme provider=acme",
    0,
    /1,800 measured .* in 9 runs/,
  ],
  [
    "and takes those of one system together",
    "utc_hour=4 utc_hour=16",
    0,
    /b is slower[^]*b: hours m, 2 runs: 200 of 200[^]*Two sessions[^]*utc_hour=4: 200 measured .* in 2 runs/,
  ],
  [
    "and says which runs those are",
    "utc_hour=4,config_name=made utc_hour=16,config_name=made",
    0,
    /^utc_hour=4,config_name=made: 200 measured requests in 2 runs, hourly-1, hourly-2$/m,
  ],
  [
    "of a span of time those that started within it",
    "provider=hours,since=2026-01-11,until=2026-01-11 provider=hours,since=2026-01-12T00:00Z",
    0,
    /: 200 measured requests in 1 run, hourly-1$[^]*: 200 measured requests in 1 run, hourly-2$/m,
  ],
  [
    "of the newest run of each target alone",
    "utc_hour=4 utc_hour=16 --runs newest",
    0,
    /^utc_hour=16: 100 measured requests in 1 run, hourly-2$/m,
  ],
  [
    "runs with a tag",
    "tag=eu hourly-2",
    0,
    /^tag=eu: 200 measured requests in 1 run, hourly-1$/m,
  ],
  ["a run by its beginning, as deno task runs has it", "base mar", 0, /the place differs/],
  ["runs of no such kind", "base base --runs oldest", 2, /Allowed choices are all, newest/],
  ["a day that is none", "since=2026-02-30 base", 2, /since=2026-02-30: that is no day/],
];

Deno.test("compare says what it compares, and refuses what it must not", async (t) => {
  await inFolder(async (folder) => {
    const mute = { status: "failed", ttft_s: null, e2e_latency_s: null, output_tokens: null };
    await writeRun(folder, { run_id: "base" }, answers(200, 1));
    await writeRun(folder, { run_id: "slow" }, answers(200, 1.2));
    await writeRun(folder, { run_id: "slow4" }, answers(200, 1.04));
    await writeRun(folder, { run_id: "empty" }, []);
    await writeRun(folder, { run_id: "bad", invalid: "the loop stood still" }, answers(200, 5));
    await writeRun(folder, { run_id: "sim" }, answers(200, 1, { simulated: true }));
    await writeRun(
      folder,
      { run_id: "load", workload_hash: "x", workload: "another" },
      answers(200, 1),
    );
    await writeRun(folder, { run_id: "limits", workload_hash: "y" }, answers(200, 1));
    await writeRun(folder, { run_id: "mars" }, answers(200, 3, { location: "mars" }));
    await writeRun(folder, { run_id: "mute" }, answers(200, 1, mute));
    await writeRun(folder, { run_id: "two" }, [
      ...answers(200, 1),
      ...answers(200, 2, { provider: "beta" }),
    ]);
    for (const day of [1, 2]) {
      await writeRun(folder, {
        ...{ run_id: `hourly-${day}`, workload_hash: "hours" },
        ...day === 1 ? { publisher: { tags: ["eu"] } } : {},
        ...{ started_at: `2026-01-1${day}T00:00:00Z`, ended_at: `2026-01-1${day}T01:00:00Z` },
      }, [
        ...answers(100, 1, { provider: "hours", utc_hour: 4 }),
        ...answers(100, 2, { provider: "hours", utc_hour: 16 }),
      ]);
    }
    for (const [reading, args, code, says, never] of cases) {
      await t.step(reading, async () => {
        const done = await run(["compare", ...args.split(" "), "--results-dir", folder]);
        const said = done.out + done.err;
        assert.equal(done.code, code, said);
        assert.match(said, says);
        if (never) assert.doesNotMatch(said, never);
      });
    }

    await t.step("--json is an array, of b against a", async () => {
      const { out } = await run(["compare", "base", "slow", "--json", "--results-dir", folder]);
      const found = JSON.parse(out) as Record<string, unknown>[];
      for (const one of found) {
        for (const name of ["metric", "a", "b", "n_a", "n_b", "ratio", "low", "high", "verdict"]) {
          assert.ok(name in one, name);
        }
      }
      const by = Object.fromEntries(found.map((c) => [c.metric, c]));
      // The rows of b are those of a, a fifth slower: the ratio is 1.2 or its inverse, and b slower in each.
      for (const [name, ratio] of [["ttft_s", 1.2], ["e2e_tokens_per_s", 1 / 1.2]] as const) {
        assert.ok(Math.abs(Number(by[name].ratio) - ratio) < 1e-9, name);
        assert.deepEqual([by[name].verdict, by[name].n_a, by[name].n_b], ["slower", 200, 200]);
      }
      assert.deepEqual([by.tpot_s.verdict, by.tpot_s.ratio, by.tpot_s.n_a], ["unknown", null, 0]);
    });
  });
});
