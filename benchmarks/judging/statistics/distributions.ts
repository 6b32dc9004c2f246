/** Student's t distribution. */
// One package without dependencies. It errs by 3e-8 at most here; the alternative (@stdlib, 3e-13) brings 234 packages.
import jStat from "jstat";

// It has no types, and its distributions are attached at run time.
const { studentt } = jStat as unknown as {
  studentt: { inv(p: number, df: number): number };
};
// Inverting the incomplete beta function costs more than all else in an interval.
const known = new Map<number, number[]>();

/** Quantile `p` (0 to 1) of Student's t with `df` (1 or more, whole) degrees of freedom. */
export function tQuantile(p: number, df: number): number {
  let quantiles = known.get(p);
  if (!quantiles) known.set(p, quantiles = []);
  return quantiles[df] ??= studentt.inv(p, df);
}

/** 97.5% quantile of Student's t with `df` (1 or more) degrees of freedom. */
export const tQuantile975 = (df: number): number => tQuantile(0.975, df);
