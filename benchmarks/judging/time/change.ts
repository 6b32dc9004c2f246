/**
 * Did it change? The unit is the run. A step is claimed by the self-normalised change-point statistic of Shao and
 * Zhang (2010), which needs no estimate of how runs hang together: it compares the difference of the means before and
 * after with how much the partial means wander on either side. Pure.
 */

/** Where a series of runs changed. */
export interface Change {
  kind: "step" | "drift";
  /** A step lies between run `at - 1` and run `at`, from 0; of a drift the run of its middle. */
  at: number;
  /** Runs between which it happened: of a step the two beside it, of a drift the first and last of its stretch. */
  between: [first: number, last: number];
  /** Value after over value before: of the geometric means of a step, of the ends of a drift's line. */
  ratio: number;
  /** The statistic; `changeLimit` had to be passed. */
  statistic: number;
}

/**
 * Critical value for 5% per series. The asymptotic one (40.1) lets 20% through where days have levels of their own and
 * there are five of them, and 8% with an autocorrelation of 0.67; this one keeps all that is promised on `/method`.
 */
export const changeLimit = 110;

/** Under so many runs nothing is claimed. */
export const leastRuns = 20;

/** Runs at either end among which no change is looked for, as a share. */
const trimmed = 0.05;

/** Sums of 0..i of S, S² and i S, where S are the partial sums: with them each candidate costs the same. */
function sums(logs: ArrayLike<number>) {
  const n = logs.length;
  const [s, s1, s2, si] = Array.from({ length: 4 }, () => new Float64Array(n + 1));
  for (let i = 1; i <= n; i++) {
    s[i] = s[i - 1] + logs[i - 1];
    s1[i] = s1[i - 1] + s[i];
    s2[i] = s2[i - 1] + s[i] ** 2;
    si[i] = si[i - 1] + i * s[i];
  }
  return { s, s1, s2, si };
}

const squares = (k: number) => (k * (k + 1) * (2 * k + 1)) / 6;

/** The largest statistic over all places, and its place; logs of runs in their order. */
export function changeStatistic(logs: ArrayLike<number>): { statistic: number; at: number } {
  const n = logs.length;
  const { s, s1, s2, si } = sums(logs);
  const edge = Math.max(2, Math.ceil(trimmed * n));
  let best = { statistic: 0, at: 0 };
  for (let k = edge; k <= n - edge; k++) {
    const difference = s[k] - (k / n) * s[n];
    const before = s[k] / k;
    const left = s2[k] - 2 * before * si[k] + before ** 2 * squares(k);
    const after = (s[n] - s[k]) / (n - k);
    const origin = s[n] - n * after;
    const right = (n - k) * origin ** 2 + (s2[n - 1] - s2[k - 1]) +
      after ** 2 * (squares(n - 1) - squares(k - 1)) -
      2 * origin * (s1[n - 1] - s1[k - 1]) +
      2 * origin * after * ((n * (n - 1) - k * (k - 1)) / 2) -
      2 * after * (si[n - 1] - si[k - 1]);
    const statistic = (difference ** 2 * n) / Math.max(left + right, Number.MIN_VALUE);
    if (statistic > best.statistic) best = { statistic, at: k };
  }
  return best;
}

interface Fit {
  /** Sum of squared residuals. */
  error: number;
  at: number;
  /** Change of the log over it. */
  rise: number;
}

/** The best single step, by least squares. */
function stepOf(logs: number[]): Fit {
  const n = logs.length;
  const total = logs.reduce((a, b) => a + b, 0);
  const square = logs.reduce((a, b) => a + b * b, 0);
  let best: Fit = { error: Infinity, at: 0, rise: 0 };
  for (let k = 1, before = 0; k < n; k++) {
    before += logs[k - 1];
    const after = total - before;
    const error = square - before ** 2 / k - after ** 2 / (n - k);
    if (error < best.error) best = { error, at: k, rise: after / (n - k) - before / k };
  }
  return best;
}

/** The best straight line, by least squares. */
function lineOf(logs: number[]): Fit {
  const n = logs.length;
  const middle = (n - 1) / 2;
  const mean = logs.reduce((a, b) => a + b, 0) / n;
  const spread = (n * (n * n - 1)) / 12;
  const slope = logs.reduce((sum, y, i) => sum + (i - middle) * (y - mean), 0) / spread;
  const error = logs.reduce((sum, y, i) => sum + (y - mean - slope * (i - middle)) ** 2, 0);
  return { error, at: Math.round(middle), rise: slope * (n - 1) };
}

/**
 * Changes that chance does not explain, in order of time.
 *
 * @param logs natural logs of the runs' medians in their order, without the hour's curve where one was claimed
 */
export function changesOf(logs: number[], from = 0): Change[] {
  const n = logs.length;
  if (n < leastRuns) return [];
  const { statistic } = changeStatistic(logs);
  if (statistic <= changeLimit) return [];
  const [step, line] = [stepOf(logs), lineOf(logs)];
  if (line.error < step.error) {
    const between: [number, number] = [from, from + n - 1];
    return [{ kind: "drift", at: from + line.at, between, ratio: Math.exp(line.rise), statistic }];
  }
  const at = from + step.at;
  return [
    ...changesOf(logs.slice(0, step.at), from),
    { kind: "step", at, between: [at - 1, at], ratio: Math.exp(step.rise), statistic },
    ...changesOf(logs.slice(step.at), at),
  ];
}
