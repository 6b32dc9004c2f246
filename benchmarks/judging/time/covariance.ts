/**
 * How runs of one series hang together when nothing changes: each resembles the one before (autocorrelation), and those
 * of one day share a level. Pure.
 */

/** One such covariance, in units of the runs' own variance, with the sums that make every candidate change cheap. */
export interface Covariance {
  logDeterminant: number;
  /** The inverse times a column. */
  times(column: Float64Array): Float64Array;
  /** The inverse times the column of a step that begins with run `to`. */
  timesStep(to: number): Float64Array;
  /** s' V⁻¹ s of steps: entry (i, j), row length n + 1, is of steps that begin with runs i and j. */
  steps: Float64Array;
  /** Running sums of `steps` over 1..i and 1..j, at (i + 1, j + 1), row length n + 2: of drifts. */
  drifts: Float64Array;
}

/**
 * @param days day of each run, in order
 * @param phi autocorrelation of neighbouring runs
 * @param level variance of a day's level over the variance of its runs
 */
export function covariance(days: readonly number[], phi: number, level: number): Covariance {
  const n = days.length;
  const inverse = autoregressiveInverse(n, phi);
  let logDeterminant = (n - 1) * Math.log(1 - phi * phi);
  for (let first = 0, next; first < n; first = next) {
    next = first + 1;
    while (next < n && days[next] === days[first]) next++;
    // The level of a day with one run is part of that run.
    if (next > first + 1) logDeterminant += addLevel(inverse, n, [first, next], level);
  }
  const { steps, drifts } = sums(inverse, n);
  const step = (to: number, i: number) => steps[i * (n + 1) + to] - steps[(i + 1) * (n + 1) + to];
  return {
    logDeterminant,
    times: (column) => product(inverse, column),
    timesStep: (to) => new Float64Array(n).map((_, i) => step(to, i)),
    steps,
    drifts,
  };
}

function autoregressiveInverse(n: number, phi: number): Float64Array {
  const inverse = new Float64Array(n * n);
  const scale = 1 / (1 - phi * phi);
  for (let i = 0; i < n; i++) {
    inverse[i * n + i] = scale * (i === 0 || i === n - 1 ? 1 : 1 + phi * phi);
    if (i > 0) inverse[i * n + i - 1] = inverse[(i - 1) * n + i] = -phi * scale;
  }
  return inverse;
}

/** Adds a level shared by runs `first` to `next - 1` (Sherman and Morrison); gives the log determinant's growth. */
function addLevel(
  inverse: Float64Array,
  n: number,
  [first, next]: number[],
  level: number,
): number {
  const w = new Float64Array(n);
  let own = 0;
  for (let j = first; j < next; j++) for (let i = 0; i < n; i++) w[i] += inverse[j * n + i];
  for (let j = first; j < next; j++) own += w[j];
  const factor = level / (1 + level * own);
  for (let i = 0; i < n; i++) {
    const x = factor * w[i];
    if (x !== 0) { for (let j = 0; j < n; j++) inverse[i * n + j] -= x * w[j]; }
  }
  return Math.log(1 + level * own);
}

function product(matrix: Float64Array, column: Float64Array): Float64Array {
  const n = column.length;
  const result = new Float64Array(n);
  for (let i = 0, at = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += matrix[at++] * column[j];
    result[i] = sum;
  }
  return result;
}

function sums(inverse: Float64Array, n: number) {
  const [m, k] = [n + 1, n + 2];
  const steps = new Float64Array(m * m);
  for (let i = n - 1; i >= 0; i--) {
    for (let j = n - 1; j >= 0; j--) {
      steps[i * m + j] = inverse[i * n + j] + steps[(i + 1) * m + j] + steps[i * m + j + 1] -
        steps[(i + 1) * m + j + 1];
    }
  }
  const drifts = new Float64Array(k * k);
  for (let i = 1; i <= n; i++) {
    for (let j = 1; j <= n; j++) {
      drifts[(i + 1) * k + j + 1] = steps[i * m + j] + drifts[i * k + j + 1] +
        drifts[(i + 1) * k + j] - drifts[i * k + j];
    }
  }
  return { steps, drifts };
}
