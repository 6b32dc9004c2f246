/** Simulated medians of hours or runs, on the log scale: what judging over time is tried on. */
import type { Random } from "../plan/random.ts";
import { autoregressive, independent } from "./models.ts";

/** How the medians of a series depend on each other; no hour matters, and nothing changes. */
export interface SeriesModel {
  name: string;
  /** Hours between its values; without, one an hour. */
  hours?(n: number): number[];
  /** Logs of values at the given hours since the first midnight. */
  logs(hours: number[], random: Random): Float64Array;
}

/** Standard deviation of the log: 10%. */
const spread = 0.1;

const everyHour = (n: number) => Array.from({ length: n }, (_, i) => i);
export const hoursOf = (model: SeriesModel, n: number) => (model.hours ?? everyHour)(n);

/** Each median resembles the one before; 0: independent. */
export function resembling(phi: number): SeriesModel {
  const { scores } = phi ? autoregressive(phi) : independent;
  return {
    name: phi ? `AR(1) ${phi}` : "independent",
    logs: (hours, random) => scores(hours.length, random).map((z) => spread * z),
  };
}

/** Student's t with three degrees of freedom, of the same standard deviation: now and then far out. */
export const heavyTailed: SeriesModel = {
  name: "heavy tails",
  logs: (hours, random) =>
    Float64Array.from(hours, () => {
      const squares = [1, 2, 3].map(() => random.normal() ** 2);
      const t = random.normal() / Math.sqrt((squares[0] + squares[1] + squares[2]) / 3);
      return (spread * t) / Math.sqrt(3);
    }),
};

/** Adds something to a model's logs. */
function plus(
  model: SeriesModel,
  name: string,
  add: (hours: number[], random: Random) => (hour: number, i: number) => number,
): SeriesModel {
  return {
    ...model,
    name: model.name === "independent" ? name : `${model.name}, ${name}`,
    logs(hours, random) {
      const logs = model.logs(hours, random);
      const more = add(hours, random);
      return logs.map((log, i) => log + more(hours[i], i));
    },
  };
}

const at = (times: (n: number) => number[], name: string) => (model: SeriesModel): SeriesModel => ({
  ...model,
  name: `${model.name}, ${name}`,
  hours: times,
});
export const thriceDaily = at((n) => everyHour(n).map((i) => 8 * i + 3), "three a day");
export const onceDaily = at((n) => everyHour(n).map((i) => 24 * i + 9), "one a day");
/** Every third hour is missing, and the whole second day. */
export const withGaps = at(
  (n) => everyHour(3 * n + 24).filter((h) => h % 3 && (h < 24 || h >= 48)).slice(0, n),
  "gaps",
);

/** Each day has a level of its own, by so much of the log. */
export const dayLevels = (model: SeriesModel, level: number): SeriesModel =>
  plus(model, `day levels of ${100 * level}%`, (_, random) => {
    const levels = new Map<number, number>();
    return (hour) => {
      const day = Math.floor(hour / 24);
      if (!levels.has(day)) levels.set(day, level * random.normal());
      return levels.get(day)!;
    };
  });

/** A wave of the day that rises so far above the level, at an hour of chance. */
export const hourWave = (model: SeriesModel, amplitude: number): SeriesModel =>
  plus(model, `an hour effect of ${Math.round(100 * amplitude)}%`, (_, random) => {
    const peak = 24 * random.next();
    return (hour) => wave(hour, amplitude, peak);
  });

export const wave = (hour: number, amplitude: number, peak: number) =>
  Math.log(1 + amplitude) * Math.cos((2 * Math.PI * (hour - peak)) / 24);

/** A rise by a factor e from first to last. */
export const drifting = (model: SeriesModel): SeriesModel =>
  plus(model, "a drift of factor e", (hours) => (hour) => hour / hours.at(-1)!);

/** A step of 25% at a place of chance. */
export const stepping = (model: SeriesModel): SeriesModel =>
  plus(model, "a step of 25%", (hours, random) => {
    const place = random.int(hours.length);
    return (_, i) => (i >= place ? Math.log(1.25) : 0);
  });
