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

/** Levels of days beside those of hours, by alternating means: a day that lacks its slow hours is no faster for it. */
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

/**
 * So many days the mean variance of all hours counts for beside an hour's own (moderated t: Smyth 2004). Alone, an
 * hour's own variance makes intervals twice as wide of five days, and useless ones of two.
 */
const shared = 12;

/** Each measured hour of level days: t intervals over days, of a 24th of 5% where all 24 hours have one. */
export function hourCurve(days: readonly HourLog[][]): HourOfDay[] {
  const levels = additive(days);
  const logs = days.flatMap((day, d) => day.map((v) => ({ hour: v.hour, log: v.log - levels[d] })));
  const hours = [...Map.groupBy(logs, (v) => v.hour)].sort((a, b) => a[0] - b[0])
    .map(([hour, own]) => {
      const middle = mean(own.map((v) => v.log));
      const squares = own.reduce((sum, v) => sum + (v.log - middle) ** 2, 0);
      return { hour, days: own.length, middle, squares };
    });
  const repeated = hours.filter((h) => h.days > 1);
  const free = repeated.reduce((sum, h) => sum + h.days - 1, 0);
  const common = mean(repeated.map((h) => h.squares / (h.days - 1)));
  const borrowed = Math.min(shared, free);
  return hours.map(({ hour, days, middle, squares }) => {
    const ratio = Math.exp(middle);
    if (days < 2) return { hour, ratio, low: null, high: null, days };
    const degrees = borrowed + days - 1;
    const error = Math.sqrt((borrowed * common + squares) / degrees / days);
    const half = tQuantile(1 - 0.025 / repeated.length, degrees) * error;
    return { hour, ratio, low: Math.exp(middle - half), high: Math.exp(middle + half), days };
  });
}
