/** Expected values: numpy's dense generalised least squares of the same data (linalg.inv, solve, slogdet). */
import assert from "node:assert/strict";
import { covariance } from "../../../benchmarks/judging/time/covariance.ts";
import { base, best } from "../../../benchmarks/judging/time/regression.ts";
import type { Shape } from "../../../benchmarks/judging/time/shapes.ts";

const runs = Array.from({ length: 40 }, (_, i) => i);
const angle = (i: number) => (2 * Math.PI * i) / 24;
const logs = Float64Array.from(
  runs,
  (i) => 0.1 * Math.sin(7 * i * i) + (i >= 25 ? 0.25 : 0) + 0.02 * Math.cos(angle(i)),
);
const columns = [() => 1, (i: number) => Math.cos(angle(i)), (i: number) => Math.sin(angle(i))]
  .map((f) => Float64Array.from(runs, f));
const at = base(covariance(runs.map((i) => Math.floor(i / 8)), 0.5, 0.3), columns, [0, 0, 0]);

const cases: [string, Shape, number[]][] = [
  ["a step", { from: 24, to: 25 }, [0.3000891747, 0.0647753828, 21.462518443, 19.054130725]],
  ["a drift", { from: 10, to: 30 }, [0.2173729068, 0.102889588, 4.4634222082, 12.740910239]],
  ["back again", { from: 11, to: 12, back: 30 }, [
    0.0659841245,
    0.0723294103,
    0.8322409268,
    11.048463175,
  ]],
];
for (const [name, shape, expected] of cases) {
  Deno.test(`best() estimates ${name} as numpy does`, () => {
    const { estimate, error, t2, likelihood } = best(
      at,
      { logs, whitened: new Map() },
      [shape],
      () => 0,
    ).get(0)!;
    [estimate, error, t2, likelihood].forEach((found, i) =>
      assert.ok(Math.abs(found - expected[i]) < 1e-7 * (1 + expected[i]), `${found}`)
    );
  });
}
