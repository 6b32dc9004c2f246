/** Does the hour of the day matter? Days are the replicates, never hours or requests. Pure. */
import { cosinor, dayCurve } from "./cosinor.ts";
import { hourCurve, type HourOfDay } from "./hour_curve.ts";
import { type HourCell, leastDays, leastHours, levelDays } from "./level_days.ts";

export type { HourCell } from "./level_days.ts";
export type { HourOfDay } from "./hour_curve.ts";

/** Whether the hour matters, and how much. */
export interface HourEffect {
  /** Days with enough measured hours: what a claim rests on. */
  days: number;
  /** True where chance alone would give such curves less than 5 times in 100. */
  claimed: boolean;
  /** Why nothing can be claimed, as a sentence; null where the question can be asked. */
  why: string | null;
  p: number | null;
  /** How far the curve of 24 hours rises above the day's level, relative (0.12: 12%), with its 95% interval. */
  amplitude: { value: number; low: number; high: number } | null;
  /** How often an amplitude of 5% would be claimed from such data, or more often (simulated: up to 0.19 more). */
  power: number | null;
  /** Each measured hour against its day. */
  curve: HourOfDay[];
}

/** Whether the hour matters in hourly medians; under `leastDays` days of `leastHours` hours nothing is claimed. */
export function hourEffect(cells: readonly HourCell[]): HourEffect {
  const days = levelDays(cells);
  const nothing = (why: string): HourEffect => ({
    days: days.length,
    claimed: false,
    why,
    p: null,
    amplitude: null,
    power: null,
    curve: hourCurve(days),
  });
  if (days.length < leastDays) {
    return nothing(
      `Whether the hour matters takes ${leastDays} days of at least ${leastHours} measured hours; ` +
        `${days.length === 1 ? "1 is" : `${days.length} are`} there.`,
    );
  }
  const found = cosinor(days.map(dayCurve));
  if (!found) return nothing("All values are the same.");
  const relative = (log: number) => Math.exp(log) - 1;
  const [low, high] = found.interval.map(relative);
  return {
    days: days.length,
    claimed: found.p < 0.05,
    why: null,
    p: found.p,
    amplitude: { value: relative(found.amplitude), low, high },
    // The inverse of the covariance of so few days is too large, on average by the second factor (an inverse Wishart
    // matrix): without it five independent days would say 69% where 51% are claimed.
    power: found.power(Math.log(1.05) * Math.sqrt((days.length - 4) / (days.length - 1))),
    curve: hourCurve(days),
  };
}
