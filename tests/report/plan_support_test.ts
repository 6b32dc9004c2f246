/** What a plan promises, tried: at the n it names a difference of 10% is found. */
import assert from "node:assert/strict";
import { independent, waves } from "../../benchmarks/coverage/models.ts";
import { compare, judge, verdict } from "../../benchmarks/judging/compare.ts";
import { draw } from "../../benchmarks/judging/population.ts";
import type { Config } from "../../benchmarks/plan/config.ts";
import { seeded } from "../../benchmarks/plan/random.ts";
import { planSupport, type Power } from "../../benchmarks/report/plan_support.ts";

const loads = {
  independent: { model: independent, config: { load: "closed", concurrency: 1 }, wave: 1 },
  waves: { model: waves(5), config: { load: "waves", concurrency: 5 }, wave: 5 },
} as const;
const blocks = 10;

function planned(load: keyof typeof loads, requests: number, sigma: number): Power {
  const targets = [{ provider: "p", model: "m" }];
  const config = { ...loads[load].config, requests, blocks, targets } as unknown as Config;
  return planSupport(config, [{ ttft_s: { run_id: "r", sigma } }]).power[0];
}

/** Share of 200 seeded pairs in which b, slower by `delta`, is found to be so. */
function found(load: keyof typeof loads, n: number, p: number, delta: number, sigma: number) {
  const { model, wave } = loads[load];
  const random = seeded(`${load} ${n} ${p} ${delta} ${sigma}`);
  const status = Array<string>(n).fill("ok");
  const block = status.map((_, i) => Math.floor((i * blocks) / n));
  const system = (median: number) => {
    const values = [...model.scores(n, random)].map((z) => median * Math.exp(sigma * z));
    return judge(draw("succeeded", { status, block, wave }, values, "lower").sample, p)!;
  };
  let right = 0;
  for (let i = 0; i < 200; i++) {
    if (verdict(compare(system(1), system(1 + delta), true), "lower") === "slower") right++;
  }
  return right / 200;
}

for (const load of ["independent", "waves"] as const) {
  for (const sigma of [0.02, 0.25]) {
    Deno.test(`at the n a plan names 10% is found: ${load}, sigma ${sigma}`, () => {
      const { requests_for_10_percent: n } = planned(load, 100, sigma);
      for (const [p, of] of [[0.5, n.median], [0.95, n.p95]]) {
        const share = found(load, of, p, 0.1, sigma);
        assert.ok(share >= 0.8, `${of} requests, P${100 * p}: found in ${100 * share}%`);
      }
    });
  }

  Deno.test(`the difference a plan names is found: ${load}`, () => {
    for (const n of [50, 100, 150, 400, 1000, 6000]) {
      const { median, p95 } = planned(load, n, 0.25);
      for (const [p, delta] of [[0.5, median], [0.95, p95]] as const) {
        if (delta === null) continue;
        const share = found(load, n, p, delta, 0.25);
        assert.ok(share >= 0.75, `${n} requests, P${100 * p}, ${delta}: found in ${100 * share}%`);
      }
    }
    assert.equal(planned(load, 100, 0.25).p95, null);
    assert.ok(planned(load, 1000, 0.25).p95);
  });
}
