import assert from "node:assert/strict";
import { compare, judge, verdict } from "../../benchmarks/judging/compare.ts";
import { dependence, plannedN } from "../../benchmarks/judging/plan.ts";
import { draw } from "../../benchmarks/judging/population.ts";
import { makeSchedule, profileNamed } from "../../benchmarks/simulator/profile.ts";

const runs = 100;
const tokens = 24;

/** End-to-end throughput of `n` requests that a profile would answer, as its schedules say. */
function rates(name: string, n: number, seed: string): number[] {
  const profile = profileNamed(name)!;
  return Array.from({ length: n }, (_, i) => {
    const { chunks } = makeSchedule(profile, tokens, `${seed} ${name} ${i}`);
    return tokens / chunks.at(-1)!.at_s;
  });
}

const judged = (values: number[]) =>
  judge(draw("succeeded", { status: values.map(() => "ok") }, values, "higher").sample, 0.5)!;

/** How often each verdict falls in seeded runs of `n` requests to each. */
function verdicts(a: string, b: string, n: number) {
  const count = { equal: 0, faster: 0, slower: 0, unknown: 0 };
  for (let run = 0; run < runs; run++) {
    const [one, other] = [rates(a, n, `a ${run}`), rates(b, n, `b ${run}`)].map(judged);
    count[verdict(compare(one, other), "higher")]++;
  }
  return count;
}

/** Spread of the log of a metric, as a plan takes it from an earlier run. */
function sigma(values: number[]): number {
  const logs = values.map(Math.log);
  const mean = logs.reduce((a, b) => a + b) / logs.length;
  return Math.sqrt(logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (logs.length - 1));
}

for (const profile of ["groq-70b", "anyscale-70b"]) {
  Deno.test(`compare of simulated ${profile} with itself, and with one 10% slower, at the planned n`, () => {
    const same = verdicts(profile, profile, 500);
    assert.ok(same.equal + same.unknown >= 89, JSON.stringify(same));
    const spread = sigma(rates(profile, 500, "an earlier run"));
    const n = plannedN(0.1, { sigma: spread, tau: dependence.independent, p: 0.5 });
    const planned = Math.max(500, n);
    const slower = verdicts(profile, `${profile}@1.1`, planned);
    assert.ok(slower.slower >= 80, `n ${planned}: ${JSON.stringify(slower)}`);
    console.log(
      `${profile}: alike ${JSON.stringify(same)}; 10% slower, n ${n} planned: ${
        JSON.stringify(slower)
      }`,
    );
  });
}
