/** What can be said of a system's hours and days: judged at build, so that a page needs no statistics of its own. */
import { estimate, sampleOf } from "../../judging/estimate.ts";
import { minBlocks } from "../../judging/floors.ts";
import { type HourEffect, hourEffect } from "../../judging/time/hour_effect.ts";
import { comparedInfos } from "../../metrics/metrics.ts";
import type { HourRow } from "./hours.ts";

/** One metric of one system in a data set, seen from one place. */
export interface JudgedHours {
  /** Data set, provider, model and location. */
  line: string;
  metric: string;
  effect: HourEffect;
  /** Days with an interval of their median over the hours, in the metric's unit. */
  days: { day: string; low: number; high: number }[];
}

/** Names what a line of hours is of. */
export const lineOf = ({ set, provider, model, location }: HourRow): string =>
  [set, provider, model, location ?? ""].join("\n");

const dayLength = 86_400_000;

/** Every system and metric of which some day has hours enough to say more than its median. */
export function judgedHours(rows: HourRow[]): JudgedHours[] {
  return [...Map.groupBy(rows, lineOf)].flatMap(([line, own]) =>
    comparedInfos.flatMap(({ name }) => {
      const judged = judgedLine(own.filter((row) => row[name] !== null), name);
      return judged.effect.days || judged.days.length ? [{ line, metric: name, ...judged }] : [];
    })
  );
}

function judgedLine(rows: HourRow[], name: string): Pick<JudgedHours, "effect" | "days"> {
  const effect = hourEffect(rows.map((row) => ({
    day: Date.parse(row.started_at.slice(0, 10)) / dayLength,
    hour: Number(row.started_at.slice(11)),
    value: row[name] as number,
  })));
  const days = [...Map.groupBy(rows, (row) => row.started_at.slice(0, 10))].flatMap(
    ([day, own]) => {
      if (own.length < minBlocks) return [];
      const values = own.map((row) => row[name] as number);
      const attempts = own.reduce((sum, { n }) => sum + n, 0);
      const interval = estimate(sampleOf(values, values.keys().toArray(), { attempts }), 0.5)
        ?.interval;
      return interval ? [{ day, low: interval[0], high: interval[1] }] : [];
    },
  );
  return { effect, days };
}

/** JSON with numbers to six significant digits. */
export const judgedText = (judged: unknown): string =>
  JSON.stringify(judged, (_, v) => typeof v === "number" ? Number(v.toPrecision(6)) : v);
