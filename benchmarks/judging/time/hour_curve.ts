/** The curve of the day: each hour against its day, with intervals over days. Pure. */
import { tQuantile } from "../statistics/distributions.ts";
import { type HourLog, mean } from "./level_days.ts";

/** One hour of the day. */
export interface HourOfDay {
  hour: number;
  /** Value over the level of its day, geometric mean over days. */
  ratio: number;
  /** 95% interval for all hours shown at once; null of one day. */
  low: number | null;
  high: number | null;
  /** Days that have this hour. */
  days: number;
}

/** Levels of days and of hours that add up, by alternating means: a day that lacks its slow hours is no faster for it. */
function additive(days: readonly HourLog[][]): number[] {
  const hours = new Array<number>(24).fill(0);
  const level = (day: HourLog[]) => mean(day.map((v) => v.log - hours[v.hour]));
  for (let round = 0; round < 50; round++) {
    const levels = days.map(level);
    const byHour = Map.groupBy(
      days.flatMap((day, d) => day.map((v) => ({ hour: v.hour, log: v.log - levels[d] }))),
      (v) => v.hour,
    );
    const found = [...byHour].map(([hour, own]) => [hour, mean(own.map((v) => v.log))]);
    const centre = mean(found.map(([, log]) => log));
    let moved = 0;
    for (const [hour, log] of found) {
      moved = Math.max(moved, Math.abs(hours[hour] - (log - centre)));
      hours[hour] = log - centre;
    }
    if (moved < 1e-9) break;
  }
  return days.map(level);
}

/** Each measured hour of level days: t intervals over days, Bonferroni's share of 5% for each hour with an interval. */
export function hourCurve(days: readonly HourLog[][]): HourOfDay[] {
  const levels = additive(days);
  const logs = days.flatMap((day, d) => day.map((v) => ({ hour: v.hour, log: v.log - levels[d] })));
  const hours = [...Map.groupBy(logs, (v) => v.hour)].sort((a, b) => a[0] - b[0]);
  const shown = hours.filter(([, own]) => own.length > 1).length;
  return hours.map(([hour, own]) => {
    const n = own.length;
    const m = mean(own.map((v) => v.log));
    if (n < 2) return { hour, ratio: Math.exp(m), low: null, high: null, days: n };
    const error = Math.sqrt(own.reduce((sum, v) => sum + (v.log - m) ** 2, 0) / (n - 1) / n);
    const half = tQuantile(1 - 0.025 / shown, n - 1) * error;
    return { hour, ratio: Math.exp(m), low: Math.exp(m - half), high: Math.exp(m + half), days: n };
  });
}
