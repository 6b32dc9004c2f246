/** The normal and Student's t distribution. */
// One package without dependencies. It errs by 3e-8 at most here; the alternative (@stdlib, 3e-13) brings 234 packages.
import jStat from "jstat";

// It has no types, and its distributions are attached at run time.
const { normal, studentt } = jStat as unknown as {
  normal: { cdf(x: number, mean: number, deviation: number): number };
  studentt: { inv(p: number, df: number): number };
};
const known: number[] = []; // inverting the incomplete beta function costs more than all else in an interval

/** 97.5% quantile of Student's t with `df` (1 or more) degrees of freedom. */
export function tQuantile975(df: number): number {
  return known[df] ??= tQuantile(0.975, df);
}

/** Quantile `p` (0 to 1) of Student's t with `df` (1 or more) degrees of freedom. */
export function tQuantile(p: number, df: number): number {
  return studentt.inv(p, df);
}

/** Probability that a standard normal value is at most `z`. */
export function normalCdf(z: number): number {
  return normal.cdf(z, 0, 1);
}
