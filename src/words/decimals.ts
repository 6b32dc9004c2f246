/** How many decimals the numbers of one column of a table have, so that their points align. */

/** Digits before and after the point that a column has room for. */
const room = 5;

const printed = (values: number[], decimals: number) =>
  new Set(values.map((v) => v.toFixed(decimals))).size;

/**
 * Decimals of a column: `least`, more where the smallest would not keep two digits that count, and more while two
 * values that differ in their first three digits would print alike.
 * The smallest never has more than three digits that count, nor the largest more than five in all.
 */
export function columnDecimals(values: (number | null | undefined)[], least: number): number {
  const shown = values.filter((v): v is number =>
    typeof v === "number" && Number.isFinite(v) && v !== 0 && Math.abs(v) < 1000
  ).map((v) => Number(v.toPrecision(3)));
  if (!shown.length) return least;
  const sizes = shown.map(Math.abs);
  const digits = (v: number) => Math.floor(Math.log10(v)) + 1;
  const smallest = sizes.reduce((a, b) => Math.min(a, b));
  const largest = sizes.reduce((a, b) => Math.max(a, b));
  const apart = new Set(shown).size;
  const most = Math.min(3 - digits(smallest), largest >= 1 ? room - digits(largest) : Infinity);
  // Of a time a second digit matters: 0.03 may be a sixth more or less. Counts stay whole.
  let decimals = least && Math.max(least, Math.min(2 - digits(smallest), most));
  // A number of which nothing is left but zeros says nothing, whatever stands beside it.
  while (Number(smallest.toFixed(decimals)) === 0) decimals++;
  while (decimals < most && printed(shown, decimals) < apart) decimals++;
  return decimals;
}
