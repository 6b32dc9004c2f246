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

/** What is asked of the changes that are found in a series. */
interface Question {
  asks: string;
  /** Null leaves a series out of the count. */
  holds(found: Change[]): boolean | null;
  promised: [number, number] | null;
}

/** Series of runs, and what is done to their logs. */
export interface ChangeCase {
  name: string;
  model: SeriesModel;
  n: number;
  /** Added to the log of run `i`. */
  done(i: number): number;
  questions: Question[];
}

const [independent, ar67] = [resembling(0), resembling(0.67)];
const [calmDays, waves] = [dayLevels(independent, 0.05), hourWave(independent, 0.4)];

const still = (model: SeriesModel, n: number, promised: [number, number] | null): ChangeCase => ({
  name: "no change",
  model,
  n,
  done: () => 0,
  questions: [{
    asks: "no change: one is claimed",
    holds: (found) => found.length > 0,
    promised,
  }],
});

export const stillCases: ChangeCase[] = [
  ...[independent, ar67, calmDays, waves, hourWave(ar67, 0.4)].flatMap((model) =>
    [20, 30, 48, 72, 120, 200].map((n) => still(model, n, [0, 0.05]))
  ),
  ...[thriceDaily, onceDaily, withGaps].flatMap((times) =>
    [20, 60, 120].map((n) => still(times(ar67), n, [0, 0.05]))
  ),
  ...[heavyTailed, resembling(0.9), dayLevels(independent, 0.1), dayLevels(independent, 0.2)]
    .flatMap((model) => [20, 120].map((n) => still(model, n, null))),
];

const rise = Math.log(1.25);
const near = ({ kind, to }: Change, place: number) => kind === "step" && Math.abs(to - place) <= 3;
const steps = (places: [place: number, size: number][]) => (i: number) =>
  places.reduce((sum, [place, size]) => sum + (i >= place ? size : 0), 0);
const all = (places: [number, number][]) => (found: Change[]) =>
  places.every(([place]) => found.some((change) => near(change, place)));

/** What is done to 120 runs, with the share that must be found where runs are independent but for the hour. */
const planted: [name: string, places: [number, number][], SeriesModel[], least: number | null][] = [
  ["a step of 25% halfway", [[60, rise]], [independent, ar67, calmDays, waves], 0.9],
  ["a step of 25% after run 75", [[75, rise]], [independent, waves], null],
  ["up by 25% after run 40, back after 80", [[40, rise], [80, -rise]], [independent, ar67], null],
  ["up by 25% after run 40 and after 80", [[40, rise], [80, rise]], [independent, ar67], null],
];

const stepCases = planted.flatMap(([name, places, models, least]) =>
  models.map((model): ChangeCase => ({
    name,
    model,
    n: 120,
    done: steps(places),
    questions: ([
      {
        asks: places.length > 1 ? "both found within three runs" : "found within three runs",
        holds: all(places),
        promised: least !== null && (model === independent || model === waves) ? [least, 1] : null,
      },
      { asks: "another is claimed", holds: (f) => f.length > places.length, promised: null },
      {
        asks: "where found: the first ratio in its interval",
        holds: (f) => all(places)(f) ? f[0].low <= 1.25 && 1.25 <= f[0].high : null,
        promised: null,
      },
    ] as Question[]).map((question) => ({ ...question, asks: `${name}: ${question.asks}` })),
  }))
);

const driftCases = [independent, ar67].map((model): ChangeCase => ({
  name: "a drift",
  model,
  n: 120,
  done: (i) => i / 119,
  questions: [{
    asks: "a drift of factor e: told as one drift, and nothing else",
    holds: (found) => found.length === 1 && found[0].kind === "drift",
    promised: null,
  }],
}));
export const changeCases: ChangeCase[] = [...stepCases, ...driftCases];

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

/** Shares of `count` seeded series for which each question's answer holds. */
export function changed(of: ChangeCase, count: number): Found[] {
  const { name, model, n, questions } = of;
  const seed = `${name}, ${model.name}, ${n} runs`;
  const random = seeded(seed);
  const held = questions.map(() => 0);
  const counted = questions.map(() => 0);
  for (let i = 0; i < count; i++) {
    const found = changes(series(of, random)).changes;
    questions.forEach(({ holds }, q) => {
      const answer = holds(found);
      if (answer !== null) counted[q]++;
      if (answer) held[q]++;
    });
  }
  return questions.map(({ asks, promised }, q) => {
    const share = counted[q] ? held[q] / counted[q] : 0;
    const kept = promised && share >= promised[0] && share <= promised[1];
    return { asks, data: model.name, n, count, seed, share, promised, kept };
  });
}
