/** How often a series of runs is said to have changed that has not, and how often a change is found. */
import { type Change, changes } from "../judging/time/changes.ts";
import { type Random, seeded } from "../plan/random.ts";
import type { Found } from "./leaderboards.ts";
import {
  dayLevels,
  heavyTailed,
  hoursOf,
  hourWave,
  onceDaily,
  resembling,
  type SeriesModel,
  thriceDaily,
  withGaps,
} from "./series.ts";

/** Series of runs with something that is done to their logs, and what is asked of the changes that are found. */
export interface ChangeCase {
  asks: string;
  model: SeriesModel;
  n: number;
  /** Added to the log of run `i`. */
  done(i: number): number;
  /** Null leaves a series out of the count. */
  holds(found: Change[]): boolean | null;
  promised: [number, number] | null;
}

const [independent, ar67] = [resembling(0), resembling(0.67)];
const [calmDays, waves] = [dayLevels(independent, 0.05), hourWave(independent, 0.4)];

const still = (model: SeriesModel, n: number, promised: [number, number] | null): ChangeCase => ({
  asks: "no change: one is claimed",
  model,
  n,
  done: () => 0,
  holds: (found) => found.length > 0,
  promised,
});

export const stillCases: ChangeCase[] = [
  ...[independent, ar67, calmDays, waves, hourWave(ar67, 0.4)].flatMap((model) =>
    [20, 30, 48, 72, 100, 120, 200].map((n) => still(model, n, [0, 0.05]))
  ),
  ...[thriceDaily, onceDaily, withGaps].flatMap((times) =>
    [20, 60, 120].map((n) => still(times(ar67), n, [0, 0.05]))
  ),
  ...[heavyTailed, resembling(0.9), dayLevels(independent, 0.1), dayLevels(independent, 0.2)]
    .flatMap((model) => [20, 60, 120, 200].map((n) => still(model, n, null))),
];

const rise = Math.log(1.25);
const near = ({ kind, to }: Change, place: number) => kind === "step" && Math.abs(to - place) <= 3;
const steps = (places: [place: number, size: number][]) => (i: number) =>
  places.reduce((sum, [place, size]) => sum + (i >= place ? size : 0), 0);
const all = (places: [number, number][]) => (found: Change[]) =>
  places.every(([place]) => found.some((change) => near(change, place)));

/** What is asked of 120 runs: a change halfway, at 5/8, up and back, twice up, and a drift. */
const asked: (Pick<ChangeCase, "asks" | "done" | "holds"> & { least: number | null })[] = [
  ...([["a step of 25% halfway", 60, 0.9], ["a step of 25% after 75", 75, 0.9]] as const).flatMap(
    ([what, place, least]) => [{
      asks: `${what}: found within three runs`,
      done: steps([[place, rise]]),
      holds: all([[place, rise]]),
      least,
    }],
  ),
  {
    asks: "a step of 25% halfway: another claimed beside it",
    done: steps([[60, rise]]),
    holds: (found) => found.length > 1,
    least: null,
  },
  {
    asks: "a step of 25% halfway, found: the ratio in its interval",
    done: steps([[60, rise]]),
    holds: ([first]) => first ? first.low <= 1.25 && 1.25 <= first.high : null,
    least: null,
  },
  ...([["up by 25% after 40, back after 80", -rise], [
    "up by 25% after 40 and after 80",
    rise,
  ]] as const)
    .map(([what, second]) => ({
      asks: `${what}: both found within three runs`,
      done: steps([[40, rise], [80, second]]),
      holds: all([[40, rise], [80, second]]),
      least: null,
    })),
  {
    asks: "a drift of factor e: told as a drift, and nothing else",
    done: (i) => i / 119,
    holds: (found) => found.length === 1 && found[0].kind === "drift",
    least: null,
  },
];

export const changeCases: ChangeCase[] = asked.flatMap(({ least, ...question }) =>
  [independent, ar67, calmDays, waves].map((model): ChangeCase => ({
    ...question,
    model,
    n: 120,
    promised: least !== null && model !== ar67 && model !== calmDays ? [least, 1] : null,
  }))
);

const hourMs = 3_600_000;
/** A midnight. */
const first = 20_000 * 24 * hourMs;

function series({ model, n, done }: ChangeCase, random: Random) {
  const hours = hoursOf(model, n);
  const logs = model.logs(hours, random);
  return hours.map((hour, i) => ({
    at: first + hour * hourMs,
    value: Math.exp(logs[i] + done(i)),
  }));
}

/** Share of `count` seeded series for which a question's answer holds. */
export function changed(of: ChangeCase, count: number): Found {
  const { asks, model, n, promised } = of;
  const seed = `${asks}, ${model.name}, ${n} runs`;
  const random = seeded(seed);
  let [held, counted] = [0, 0];
  for (let i = 0; i < count; i++) {
    const answer = of.holds(changes(series(of, random)).changes);
    if (answer !== null) counted++;
    if (answer) held++;
  }
  const share = counted ? held / counted : 0;
  const kept = promised && share >= promised[0] && share <= promised[1];
  return { asks, data: model.name, n, count, seed, share, promised, kept };
}
