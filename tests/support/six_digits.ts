/** Compares with values that an independent implementation printed. */
import assert from "node:assert/strict";

/** Fails unless `found` is `expected` to six significant digits; "inf" is Infinity, and null is null. */
export function assertSixDigits(found: unknown, expected: unknown, what: string): void {
  if (Array.isArray(expected)) {
    assert.ok(Array.isArray(found) && found.length === expected.length, `${what}: ${found}`);
    expected.forEach((value, i) => assertSixDigits(found[i], value, `${what}[${i}]`));
    return;
  }
  const wanted = expected === "inf" ? Infinity : expected;
  if (typeof wanted !== "number" || typeof found !== "number" || !Number.isFinite(wanted)) {
    assert.equal(found, wanted, what);
    return;
  }
  // Half a unit in the sixth digit, and the rounding of the printed value itself.
  const unit = wanted === 0 ? 1e-6 : 10 ** (Math.floor(Math.log10(Math.abs(wanted))) - 5);
  assert.ok(
    Math.abs(found - wanted) <= 0.5 * unit * (1 + 1e-6),
    `${what}: ${found}, not ${wanted}`,
  );
}
