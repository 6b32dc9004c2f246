/** Which requests of one run are odd, on the log of a metric. */
import aq from "arquero/dist/arquero.min.js";

/**
 * `z`: distance from the median in robust standard deviations, null where that unit is 0; `ratio`:
 * to the run's median.
 */
export interface Flag {
  mad: boolean;
  tukey: boolean;
  z: number | null;
  ratio: number;
}

/**
 * Flags of the positive values of one run, in their order; null for values that are not positive numbers.
 * MAD: over 3.5 x 1.4826 MAD from the median. Tukey: over 1.5 interquartile ranges outside the quartiles.
 */
export function flagsOf(values: (number | null)[]): (Flag | null)[] {
  const logs = values.map((v) => (v !== null && v > 0 && Number.isFinite(v) ? Math.log(v) : null));
  const x = logs.filter((v): v is number => v !== null);
  if (x.length === 0) return logs.map(() => null);
  const { median, p25, p75 } = aq.table({ x }).rollup({
    median: aq.op.median("x"),
    p25: aq.op.quantile("x", 0.25),
    p75: aq.op.quantile("x", 0.75),
  }).object() as Record<string, number>;
  const d = x.map((v) => Math.abs(v - median));
  const mad = 1.4826 *
    (aq.table({ d }).rollup({ m: aq.op.median("d") }).object() as { m: number }).m;
  const reach = 1.5 * (p75 - p25);
  return logs.map((v) =>
    v === null ? null : {
      mad: Math.abs(v - median) > 3.5 * mad,
      tukey: v < p25 - reach || v > p75 + reach,
      z: mad > 0 ? (v - median) / mad : null,
      ratio: Math.exp(v - median),
    }
  );
}
