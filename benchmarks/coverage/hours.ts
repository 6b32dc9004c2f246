/** How often the hour of the day is said to matter where it does not, and is found where it does. */
import { hourEffect } from "../judging/time/hour_effect.ts";
import { seeded } from "../plan/random.ts";
import type { Found } from "./leaderboards.ts";
import {
  dayLevels,
  drifting,
  heavyTailed,
  resembling,
  type SeriesModel,
  stepping,
  wave,
} from "./series.ts";

/** Days of hourly medians. */
export interface HourCase {
  model: SeriesModel;
  days: number;
}

const plain = [0, 0.67, 0.95].map((phi) => dayLevels(resembling(phi), 0.05));
const models = [
  ...plain,
  dayLevels(heavyTailed, 0.05),
  ...plain.map(drifting),
  ...plain.map(stepping),
];

export const hourCases: HourCase[] = models.flatMap((model) =>
  [5, 7, 14].map((days) => ({ model, days }))
);

/** What is asked of each case, with the least and greatest share that is promised. */
export const hourQuestions: Record<string, [number, number] | null> = {
  "no effect: one is claimed": [0, 0.07],
  "5%: claimed": null,
  "5%: the amplitude in its interval": [0.9, 1],
  "5%: all hours in their intervals": [0.9, 1],
};
const planted = 0.05;

/** Shares of `count` seeded series of days for which each question's answer holds. */
export function hours({ model, days }: HourCase, count: number): Found[] {
  const seed = `hour effect, ${model.name}, ${days} days`;
  const random = seeded(seed);
  const times = Array.from({ length: 24 * days }, (_, i) => i);
  const held = [0, 0, 0, 0];
  for (let series = 0; series < count; series++) {
    const logs = model.logs(times, random);
    const peak = 24 * random.next();
    const judge = (amplitude: number) =>
      hourEffect(times.map((t) => ({
        day: Math.floor(t / 24),
        hour: t % 24,
        value: Math.exp(logs[t] + wave(t, amplitude, peak)),
      })));
    if (judge(0).claimed) held[0]++;
    const { claimed, amplitude, curve } = judge(planted);
    if (claimed) held[1]++;
    if (amplitude!.low <= planted && planted <= amplitude!.high) held[2]++;
    const inside = curve.every(({ hour, low, high }) => {
      const true_ = Math.exp(wave(hour, planted, peak));
      return low! <= true_ && true_ <= high!;
    });
    if (inside) held[3]++;
  }
  return Object.entries(hourQuestions).map(([asks, promised], i) => {
    const share = held[i] / count;
    const kept = promised && share >= promised[0] && share <= promised[1];
    return { asks, data: model.name, n: days, count, seed, share, promised, kept };
  });
}
