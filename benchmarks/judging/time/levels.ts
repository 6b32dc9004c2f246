/** How large changes are whose places are known. Pure. */
import { tQuantile } from "../statistics/distributions.ts";
import { fit, type Values } from "./regression.ts";
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
