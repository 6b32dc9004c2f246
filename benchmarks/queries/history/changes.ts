/** What changed from run to run and cannot be chance: each target's series of medians, judged. */
import { type Changes, changes } from "../../judging/time/changes.ts";
import { type HourEffect, hourEffect } from "../../judging/time/hour_effect.ts";
import type { Database } from "../../store/duckdb.ts";
import { type RoundGap, roundGaps } from "./gaps.ts";
import { holdHistory } from "./history.ts";
import { type HistoryRow, historySql, ranAt, seriesSql } from "./rows.ts";

/** One target of a series, from one location. */
export interface Target {
  series: string;
  provider: string;
  model: string;
  location: string | null;
}

/** What is known of the changes of one metric; runs are named, not numbered. */
export interface TargetChanges extends Target, Omit<Changes, "changes"> {
  metric: string;
  /** How much the hour of the day matters, relative, where it was claimed: it was taken out before. */
  hour: HourEffect["amplitude"];
  changes: (Omit<Changes["changes"][number], "from" | "to"> & { from: string; to: string })[];
}

/** A run that counts nowhere: where it stood in time there is a gap. */
export interface InvalidRun {
  run_id: string;
  ran_at: string | null;
  series: string;
  why: string;
}

const dayMs = 86_400_000;

/** The changes of each target and metric, targets in the order of their first runs. */
export function changesOf(rows: HistoryRow[], metricNames: string[]): TargetChanges[] {
  const dated = rows.filter((row) => row.ran_at !== null);
  const targets = Map.groupBy(
    dated,
    ({ series, provider, model, location }) => [series, provider, model, location].join("\n"),
  );
  return [...targets.values()].flatMap((own) => {
    const { series, provider, model, location } = own[0];
    return metricNames.flatMap((metric) => {
      const points = own.filter((row) => Number(row[metric]) > 0)
        .map((row) => ({
          run_id: row.run_id,
          at: new Date(row.ran_at!).getTime(),
          value: Number(row[metric]),
        }));
      if (!points.length) return [];
      const effect = hourEffect(points.map(({ at, value }) => ({
        day: Math.floor(at / dayMs),
        hour: new Date(at).getUTCHours(),
        value,
      })));
      const found = changes(points, effect);
      const named = found.changes.map((c) => ({
        ...c,
        from: points[c.from].run_id,
        to: points[c.to].run_id,
      }));
      const hour = effect.claimed ? effect.amplitude : null;
      return [{ series, provider, model, location, metric, ...found, hour, changes: named }];
    });
  });
}

/** Runs that are invalid, whole or for all that they asked, in order of time. */
export async function invalidRuns(db: Database): Promise<InvalidRun[]> {
  const { rows } = await db.query(`SELECT DISTINCT u.run_id,
      strftime(${ranAt}, '%Y-%m-%dT%H:%M:%S.%fZ') AS ran_at, ${seriesSql} AS series,
      u.invalid AS why
    FROM runs u JOIN requests q USING (run_id)
    WHERE u.invalid IS NOT NULL AND u.selection IS NULL AND q.phase = 'measured'
    ORDER BY ran_at, run_id, series`);
  return rows as unknown as InvalidRun[];
}

/** What page /history tells of. */
export interface Found {
  rows: HistoryRow[];
  changes: TargetChanges[];
  invalid: InvalidRun[];
  gaps: RoundGap[];
}

/** All of it, of an open store, with the rows it comes from. From here on the store has what `holdHistory` holds. */
export async function historyChanges(
  db: Database,
  metricNames: string[],
): Promise<Found> {
  const invalid = await invalidRuns(db); // they are not held
  await holdHistory(db, metricNames);
  const rows = (await db.query(historySql(metricNames))).rows as unknown as HistoryRow[];
  return {
    rows,
    changes: changesOf(rows, metricNames),
    invalid,
    gaps: await roundGaps(db),
  };
}
