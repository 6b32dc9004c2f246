/** Did it change? The unit is the run, and a change has to pass what runs of one day or one stretch share. Pure. */
import { type HourEffect, hourEffect } from "./hour_effect.ts";
import { levels } from "./levels.ts";
import { cellOf, firstAfter, grouped, hourOf, type RunValue } from "./run_values.ts";
import { search } from "./search.ts";
import { prepare, type Series, type Times } from "./series.ts";
import type { Shape } from "./shapes.ts";

export type { RunValue } from "./run_values.ts";

/** A change that chance does not explain. */
export interface Change {
  /** Indices of runs: the change lies between them. Of a step they are neighbours, but for runs without value. */
  from: number;
  to: number;
  kind: "step" | "drift";
  /** Value before and after it, at the mean of all hours. */
  before: number;
  after: number;
  /** After over before, with its 95% interval. */
  ratio: number;
  low: number;
  high: number;
}

/** What is known of changes in a series of runs. */
export interface Changes {
  /** Runs that have a value. */
  runs: number;
  tested: boolean;
  /** Why nothing was tested, as a sentence. */
  why: string | null;
  /** In order of time. */
  changes: Change[];
}

/** Under so many runs nothing is claimed. */
export const leastRuns = 20;

/**
 * What the squared statistic of a change has to pass, by the number of runs: found by simulation, so that at most 5 of
 * 100 series without a change show one: of independent runs, of runs like the one before, of days that differ.
 */
const limit = (runs: number) => 21 + 11 * Math.min(1, Math.max(0, (100 - runs) / 50));

/**
 * Changes in a series of runs.
 *
 * @param runs in order of time; a value that is not above 0 is left out
 * @param hour what is known of the hour's effect, of these runs if not given: where it is claimed, its curve may have
 *   three waves a day; else one, which a change must not be mistaken for
 * @throws RangeError where the runs are not in order
 */
export function changes(runs: readonly RunValue[], hour?: HourEffect): Changes {
  const places = runs.flatMap(({ value }, i) => (value > 0 && value < Infinity ? [i] : []));
  const own = places.map((i) => runs[i]);
  if (own.some(({ at }, i) => i > 0 && !(at >= own[i - 1].at))) {
    throw new RangeError(
      "Cannot look for changes in runs that are not in order of time: sort them.",
    );
  }
  const nothing = (why: string) => ({
    runs: own.length,
    tested: false,
    why,
    changes: [],
  });
  if (own.length < leastRuns) {
    const there = own.length === 1 ? "1 is" : `${own.length} are`;
    return nothing(`To find a change takes ${leastRuns} runs; ${there} there.`);
  }
  if (own.every(({ value }) => value === own[0].value)) return nothing("All runs have one value.");
  const { logs, starts, days, hours } = grouped(own);
  const { claimed } = hour ?? hourEffect(own.map(cellOf));
  const series = prepared({ days, hours }, claimed ? 3 : 1);
  const values = { logs, whitened: new Map() };
  const found = search(series, values, limit(logs.length));
  const { sizes, ofHour } = levels(series, values, found);
  const change = ({ from, to }: Shape, i: number): Change => {
    const { before, after, low, high } = sizes[i];
    // Of runs in groups: from the first run of one to the last of the other.
    let [first, last] = [starts[from], (starts[to + 1] ?? own.length) - 1];
    if (to === from + 1) {
      const plain = own.slice(first, last + 1).map((r) => Math.log(r.value) - ofHour(hourOf(r)));
      last = first + firstAfter(plain, before, after);
      first = last - 1;
    }
    return {
      from: places[first],
      to: places[last],
      kind: to === from + 1 ? "step" : "drift",
      before: Math.exp(before),
      after: Math.exp(after),
      ratio: Math.exp(after - before),
      low: Math.exp(low),
      high: Math.exp(high),
    };
  };
  return {
    runs: own.length,
    tested: true,
    why: null,
    changes: found.shapes.map(change),
  };
}

const known = new Map<string, Series>();

/** Systems that were measured in the same runs share what takes most of the time. */
function prepared(times: Times, harmonics: number): Series {
  const key = JSON.stringify([times, harmonics]);
  const series = known.get(key) ?? prepare(times, harmonics);
  if (!known.has(key) && known.size > 1) known.clear();
  known.set(key, series);
  return series;
}
