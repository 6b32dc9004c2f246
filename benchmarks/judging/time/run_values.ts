/** Runs made ready for the search: logs, days and hours, and long series in groups. Pure. */
import type { HourCell } from "./hour_effect.ts";
import { mean } from "./level_days.ts";
import type { Times } from "./series.ts";

/** The median of one run. */
export interface RunValue {
  /** Milliseconds since 1970. */
  at: number;
  /** Above 0. */
  value: number;
}

const hourMs = 3_600_000;
export const hourOf = ({ at }: RunValue) => (((Math.floor(at / hourMs) % 24) + 24) % 24);
const dayOf = ({ at }: RunValue) => Math.floor(at / (24 * hourMs));

export const cellOf = (run: RunValue): HourCell => ({
  day: dayOf(run),
  hour: hourOf(run),
  value: run.value,
});

const median = (list: readonly number[]) => {
  const sorted = [...list].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
};

/** A run far off its neighbours is brought up to the bound: one bad run is no change (Hampel 1974). */
function withoutSpikes(logs: readonly number[]): number[] {
  const middles = logs.map((_, i) => median(logs.slice(Math.max(0, i - 3), i + 4)));
  const bound = 4 * 1.4826 * median(logs.map((log, i) => Math.abs(log - middles[i])));
  return logs.map((log, i) => Math.min(middles[i] + bound, Math.max(middles[i] - bound, log)));
}

/** Longer series are searched in groups of neighbouring runs: the search takes the square of their number. */
const most = 300;

/** Neighbouring runs taken as one: indices of the first of each, with what is searched. */
export interface Groups extends Times {
  starts: number[];
  logs: Float64Array;
}

/** Runs in order of time, in groups of `size`. */
export function grouped(runs: readonly RunValue[]): Groups {
  const size = Math.ceil(runs.length / most);
  const starts = Array.from({ length: Math.floor(runs.length / size) }, (_, i) => i * size);
  const inGroups = <T>(list: readonly T[]) =>
    starts.map((start, i) => list.slice(start, starts[i + 1] ?? list.length));
  const groups = inGroups(runs);
  const logs = inGroups(withoutSpikes(runs.map((run) => Math.log(run.value))));
  return {
    starts,
    logs: Float64Array.from(logs, mean),
    days: groups.map(([first]) => dayOf(first)),
    hours: groups.map((own) => own.map(hourOf)),
  };
}

/**
 * The run of some with which a step begins that was found in groups: what leaves least beside the two levels.
 *
 * @param logs of the runs in question, without the hour's curve
 */
export function firstAfter(logs: readonly number[], before: number, after: number): number {
  let [sum, least, first] = [0, Infinity, 1];
  for (let i = 1; i < logs.length; i++) {
    sum += (logs[i - 1] - before) ** 2 - (logs[i - 1] - after) ** 2;
    if (sum < least) [least, first] = [sum, i];
  }
  return first;
}
