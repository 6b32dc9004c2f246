/**
 * The population-mean cosinor (Bingham, Arbogast, Cornélissen Guillaume, Lee and Halberg 1982): a curve of 24 hours is
 * fitted to each day, and the days are the replicates, never their hours. Pure.
 */
import { type HourLog, mean } from "./level_days.ts";

const angle = (hour: number) => (2 * Math.PI * hour) / 24;

/** Coefficients of cosine and sine of one day, by least squares with a level of its own. */
export function dayCurve(day: readonly HourLog[]): [number, number] {
  const rows = day.map((v) => [Math.cos(angle(v.hour)), Math.sin(angle(v.hour)), v.log]);
  const centre = [0, 1, 2].map((i) => mean(rows.map((r) => r[i])));
  const dot = (i: number, j: number) =>
    rows.reduce((sum, r) => sum + (r[i] - centre[i]) * (r[j] - centre[j]), 0);
  const [cc, cs, ss, cy, sy] = [dot(0, 0), dot(0, 1), dot(1, 1), dot(0, 2), dot(1, 2)];
  const det = cc * ss - cs * cs;
  return [(cy * ss - sy * cs) / det, (sy * cc - cy * cs) / det];
}

/** What the days' coefficients say together, on the log scale. */
export interface Cosinor {
  /** Probability of coefficients as far from 0, or farther, where the hour does not matter. */
  p: number;
  /** Height of the mean curve over the day's level. */
  amplitude: number;
  /** Least and greatest height within the 95% region of the two coefficients. */
  interval: [number, number];
  /** Probability that a curve of a given height is found, were the days' covariance exactly as it is here. */
  power(amplitude: number): number;
}

const alpha = 0.05;

/**
 * Hotelling's T² of the days' coefficients: F = (D - 2) / (2 (D - 1)) T² with 2 and D - 2 degrees of freedom.
 *
 * @param curves of three days or more; null where they are all 0, as of values that are all the same
 */
export function cosinor(curves: readonly [number, number][]): Cosinor | null {
  const days = curves.length;
  const [b, c] = [0, 1].map((i) => mean(curves.map((k) => k[i])));
  const covariance = (i: number, j: number, m = [b, c]) =>
    curves.reduce((sum, k) => sum + (k[i] - m[i]) * (k[j] - m[j]), 0) / (days - 1);
  // Days that are all alike have no spread: what rounding leaves of a double stands for it.
  const least = 1e-24 * (1 + b * b + c * c);
  const [bb, bc, cc] = [covariance(0, 0) + least, covariance(0, 1), covariance(1, 1) + least];
  const det = bb * cc - bc * bc;
  const squared = (x: number, y: number) =>
    (days * (x * x * cc - 2 * x * y * bc + y * y * bb)) / det;
  const t2 = squared(b, c);
  const amplitude = Math.hypot(b, c);
  if (amplitude < 1e-12) return null;
  const rest = days - 2;
  const limit = (alpha ** (-2 / rest) - 1) * (days - 1);
  const [low, high] = reach([b, c], [bb, bc, cc], limit / days);
  return {
    // With 2 degrees of freedom above, the tail of F has a closed form.
    p: (1 + t2 / (days - 1)) ** (-rest / 2),
    amplitude,
    interval: [t2 <= limit ? 0 : low, high],
    power: (height) =>
      mean(directions(24).map(([x, y]) => beyond(squared(height * x, height * y), rest))),
  };
}

const directions = (count: number) =>
  Array.from(
    { length: count },
    (_, i) => [Math.cos, Math.sin].map((f) => f((2 * Math.PI * i) / count)),
  );

/** Probability that a noncentral F with 2 and `rest` degrees of freedom passes the central one's 95% quantile. */
function beyond(noncentrality: number, rest: number): number {
  const inside = alpha ** (2 / rest); // 1 - x at that quantile, with x = 2 F / (2 F + rest)
  const half = noncentrality / 2;
  if (half > 500) return 1;
  // A Poisson mixture of central tails; each tail is a finite sum (Johnson, Kotz and Balakrishnan 1995, 30.10).
  let [weight, term, tail, sum] = [Math.exp(-half), 1, 1, 0];
  for (let j = 0; j < half + 12 * Math.sqrt(half + 1) + 20; j++) {
    sum += weight * Math.min(1, alpha * tail);
    weight *= half / (j + 1);
    term *= ((rest / 2 + j) / (j + 1)) * (1 - inside);
    tail += term;
  }
  return Math.min(1, sum);
}

/** Least and greatest distance from 0 on the edge of the ellipse (x - centre)' S⁻¹ (x - centre) = size. */
function reach([b, c]: number[], [bb, bc, cc]: number[], size: number): [number, number] {
  // S = L L' takes the unit circle to the ellipse.
  const l11 = Math.sqrt(bb);
  const l21 = bc / l11;
  const l22 = Math.sqrt(Math.max(0, cc - l21 * l21));
  const radius = Math.sqrt(size);
  const distances = directions(720).map(([x, y]) =>
    Math.hypot(b + radius * l11 * x, c + radius * (l21 * x + l22 * y))
  );
  return [Math.min(...distances), Math.max(...distances)];
}
