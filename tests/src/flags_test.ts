import assert from "node:assert/strict";
import { flagsOf } from "../../src/rows/flags.ts";

// In powers of two the logs are whole numbers, so median, quartiles and MAD can be worked by hand.
const powers = (...exponents: number[]) => exponents.map((e) => 2 ** e);

Deno.test("flagsOf() flags by Tukey alone just inside the MAD rule", () => {
  // Median 2.5, deviations 2.5 1.5 0.5 0.5 1.5 7.5: MAD 1.5, reach 3.5 x 1.4826 x 1.5 = 7.78 > 7.5.
  // Quartiles 1.25 and 3.75: fence 3.75 + 1.5 x 2.5 = 7.5 < 10.
  const last = flagsOf(powers(0, 1, 2, 3, 4, 10)).at(-1)!;
  assert.deepEqual([last.mad, last.tukey], [false, true]);
});

Deno.test("flagsOf() gives distance in robust deviations and ratio to the median", () => {
  const flags = flagsOf(powers(0, 1, 2, 3, 4, 11));
  const last = flags.at(-1)!;
  assert.deepEqual([last.mad, last.tukey], [true, true]);
  assert.ok(Math.abs(last.z! - 8.5 / (1.4826 * 1.5)) < 1e-12);
  assert.ok(Math.abs(last.ratio - 362.03867196751236) < 1e-9); // 2 ^ 8.5
  assert.ok(flags.slice(0, 5).every((f) => !f!.mad && !f!.tukey));
});

Deno.test("flagsOf() flags the unusually small too", () => {
  const first = flagsOf(powers(-11, -4, -3, -2, -1, 0))[0]!;
  assert.deepEqual([first.mad, first.tukey, first.ratio < 1], [true, true, true]);
});

Deno.test("flagsOf() has no flag for what a log cannot hold, and keeps the order", () => {
  const flags = flagsOf([null, 0, -1, Infinity, NaN, 2]);
  assert.deepEqual(flags.map((f) => f === null), [true, true, true, true, true, false]);
  assert.deepEqual(flagsOf([]), []);
  assert.deepEqual(flagsOf([null]), [null]);
});

Deno.test("flagsOf() says null, not 0, where the robust deviation is 0", () => {
  const flags = flagsOf([1, 1, 1, 1, 2]);
  assert.deepEqual(flags.map((f) => f!.mad), [false, false, false, false, true]);
  assert.equal(flags.at(-1)!.z, null);
});
