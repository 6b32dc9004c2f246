/** Hours of days on the log scale, ready to be compared between hours. Pure. */

/** What was measured in one hour of one day. */
export interface HourCell {
  /** Whole days since 1970; of UTC, or of the zone whose hours are asked for. */
  day: number;
  /** Hour of that day, 0 to 23. */
  hour: number;
  /** Above 0: the median of the hour. */
  value: number;
}

/** An hour's value as its natural log. */
export interface HourLog {
  day: number;
  hour: number;
  log: number;
}

/** A day takes part from so many measured hours; a claim needs so many days. */
export const leastHours = 12;
export const leastDays = 5;

export const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;

/**
 * Days with enough hours, in order, without the straight line through their means: what rises all the time rises within
 * each day, too, and would look like an effect of the hour. Values that have no log are left out.
 */
export function levelDays(cells: readonly HourCell[]): HourLog[][] {
  const logs = cells.filter(({ value }) => value > 0 && value < Infinity)
    .map(({ day, hour, value }) => ({ day, hour, log: Math.log(value) }));
  const days = [...Map.groupBy(logs, (v) => v.day).values()]
    .filter((day) => new Set(day.map((v) => v.hour)).size >= leastHours)
    .sort((a, b) => a[0].day - b[0].day);
  const time = (v: HourLog) => v.day + v.hour / 24;
  const points = days.map((day) => [mean(day.map(time)), mean(day.map((v) => v.log))]);
  const [t, y] = [0, 1].map((i) => mean(points.map((p) => p[i])));
  const spread = points.reduce((sum, p) => sum + (p[0] - t) ** 2, 0);
  const slope = spread ? points.reduce((sum, p) => sum + (p[0] - t) * (p[1] - y), 0) / spread : 0;
  return days.map((day) => day.map((v) => ({ ...v, log: v.log - slope * (time(v) - t) })));
}
