import assert from "node:assert/strict";
import {
  shareChanges,
  shareChangesText,
} from "../../benchmarks/report/comparison/share_changes.ts";
import type { Correctness, Probed } from "../../benchmarks/queries/probes.ts";

const probed = (given: Partial<Correctness> | null): Probed => ({
  run_id: "r",
  provider: "p",
  model: "m",
  simulated: false,
  correctness: given && {
    attempts: 100,
    answered: 100,
    mismatched: 0,
    mismatch_rate: 0,
    low: 0,
    high: 0,
    errors: 0,
    error_rate: 0,
    ...given,
  },
  length: null,
  repeat: null,
  wrong: [],
});

/** Wrong of 100 answers then and now; ends by an independent calculation of Newcombe's method 10, in points. */
const cases: [string, number, number, string, string][] = [
  ["twice as many as a few are no change", 5, 10, "−2.6 to +13.0", "no change found"],
  ["none, then a quarter", 0, 25, "+16.7 to +34.3", "more"],
  ["a quarter, then none", 25, 0, "−34.3 to −16.7", "fewer"],
];

for (const [name, then, now, ends, verdict] of cases) {
  Deno.test(`mismatches then and now: ${name}`, () => {
    const changes = shareChanges([probed({ mismatched: then })], [probed({ mismatched: now })]);
    const line = shareChangesText(changes)[1].split("\n")[2];
    assert.equal(
      line.replace(/ {2,}/g, "|"),
      `p|wrong|${then}.0% of 100|${now}.0% of 100|${ends}|${verdict}`,
    );
  });
}

Deno.test("shareChanges() of errors counts attempts, and leaves out what only one run asked", () => {
  const [, errors] = shareChanges(
    [probed({ errors: 0 })],
    [probed({ answered: 40, errors: 60 })],
  );
  assert.deepEqual(
    [errors.rate, errors.then, errors.now, errors.verdict],
    ["error", { k: 0, n: 100 }, { k: 60, n: 100 }, "more"],
  );
  assert.deepEqual(shareChanges([probed(null)], [probed({})]), []);
  assert.deepEqual(shareChanges([], [probed({})]), []);
});
