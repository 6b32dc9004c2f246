/** How large changes are whose places are known, and how large one would have to be to be found. Pure. */
import { normalCdf, tQuantile } from "../statistics/distributions.ts";
import { fit, type Values, weights } from "./regression.ts";
import { dot } from "./matrix.ts";
import type { Found } from "./search.ts";
import { given, type Series, waves } from "./series.ts";

/** Logs of the levels around one change, and the 95% interval of their difference. */
export interface Size {
  before: number;
  after: number;
  low: number;
  high: number;
}

/** Levels around each change, and the log that an hour adds to them. */
export function levels(series: Series, values: Values, { shapes, covariance }: Found) {
  const at = given(series, covariance, shapes);
  const { coefficients, rest } = fit(at, values);
  const free = values.logs.length - at.columns.length;
  const t = tQuantile(0.975, free);
  const known = series.columns.length;
  const wave = coefficients.slice(1, known);
  let level = coefficients[0];
  const sizes = shapes.map((_, i): Size => {
    const change = coefficients[known + i];
    const half = t * Math.sqrt((rest / free) * at.inverse[known + i][known + i]);
    const before = level;
    level += change;
    return { before, after: level, low: change - half, high: change + half };
  });
  return { sizes, ofHour: (hour: number) => dot(wave, waves(hour, wave.length / 2)) };
}

/** What a single step in the middle of such runs would need to be found, in words. */
export function power(
  series: Series,
  values: Values,
  { shapes, covariance }: Found,
  limit: number,
): string {
  const at = given(series, covariance, shapes);
  const variance = fit(at, values).rest / (values.logs.length - at.columns.length);
  const to = Math.floor(values.logs.length / 2);
  const [{ own }] = weights([{ from: to - 1, to }], given(series, covariance, []));
  const error = Math.sqrt(variance / own);
  const found = Math.round(100 * normalCdf(Math.log(1.25) / error - Math.sqrt(limit)));
  const least = Math.exp(error * (Math.sqrt(limit) + normal90)) - 1;
  const times = found < 1 ? "less than once" : found > 99 ? "more than 99 times" : `${found} times`;
  return `In such a series a step of 25% halfway is found ${times} in 100; ` +
    (least < 10 ? `one of ${Math.ceil(100 * least)}% is found 9 times in 10.` : "none is found.");
}

/** 90% quantile of the standard normal distribution. */
const normal90 = 1.2815515655446004;
