/** Runs over time: which series there are, who was measured in one, and where its line has a gap. No drawing. */
import type { InvalidRun, TargetChanges } from "@/benchmarks/queries/history/changes.ts";
import type { RoundGap } from "@/benchmarks/queries/history/gaps.ts";
import type { HistoryRow } from "@/benchmarks/queries/history/rows.ts";
import { apart, providerName, shortName } from "../words/names.js";

export type { HistoryRow, InvalidRun, RoundGap, TargetChanges };

/** What the page loads. */
export interface History {
  rows: HistoryRow[];
  changes: TargetChanges[];
  /** Runs that count nowhere. */
  invalid: InvalidRun[];
  /** Rounds of a watch that gave no result. */
  gaps: RoundGap[];
}

export const kinds = ["Own runs", "Simulated", "Imported"] as const;

/** The runs of one workload: own, simulated or imported ones, never together. */
export interface Series {
  id: string;
  kind: typeof kinds[number];
  label: string;
  /** How many. */
  runs: number;
  /** Locations, the one with most runs first; "" where the run does not say. */
  places: string[];
}
/** A series with its rows, in order of time. */
export interface WholeSeries extends Series {
  rows: HistoryRow[];
}

const kindOf = (row: HistoryRow) => kinds[row.imported_from !== null ? 2 : row.simulated ? 1 : 0];
const placeOf = (row: HistoryRow) => row.location ?? "";
const most = <T>(groups: Map<T, HistoryRow[]>) =>
  [...groups].sort((a, b) => b[1].length - a[1].length);

/** Every series: own ones first, then simulated, then imported; of each kind the one with most runs first. */
export function seriesOf(rows: HistoryRow[]): WholeSeries[] {
  const found = [...Map.groupBy(rows, (row) => row.series)].map(([id, own]): WholeSeries => ({
    id,
    kind: kindOf(own[0]),
    label: own[0].workload,
    rows: own,
    runs: new Set(own.map((row) => row.run_id)).size,
    places: most(Map.groupBy(own, placeOf)).map(([place]) => place),
  }));
  return found.sort((a, b) =>
    kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || b.runs - a.runs ||
    a.label.localeCompare(b.label) || a.id.localeCompare(b.id)
  );
}

/** A run's median, where it has one that a log axis can show. */
export interface Point {
  row: HistoryRow;
  /** Milliseconds since 1970. */
  at: number;
  value: number;
  /** Ends of the 95% interval; null where the run has too few requests. */
  low: number | null;
  high: number | null;
  /** Stretch of the line it belongs to: between two stretches there is a gap. */
  part: number;
}

/** One target from one place. */
export interface System {
  /** As an address names it. */
  name: string;
  label: string;
  provider: string;
  model: string;
  model_size: string | null;
  simulated: boolean;
  rows: HistoryRow[];
  points: Point[];
  /** Rounds of a watch that were to measure it and gave no result. */
  gaps: RoundGap[];
}

const hour = 3_600_000;
export const momentOf = (row: { ran_at: string | null }): number | null =>
  row.ran_at === null ? null : new Date(row.ran_at).getTime();

const median = (values: number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
};

/** The usual time between two runs, in milliseconds; null of fewer than two. */
export function usualGap(rows: HistoryRow[]): number | null {
  const moments = [...new Set(rows.map(momentOf))].filter((m) => m !== null).sort((a, b) => a - b);
  return moments.length < 2 ? null : median(moments.slice(1).map((m, i) => m - moments[i]));
}

/** More of the usual time between runs than this is a missed round: two rounds, less what a start may come early. */
export const gapFactor = 1.5;

function partsOf(points: Omit<Point, "part">[], usual: number | null, gaps: number[]): Point[] {
  let part = 0;
  return points.map((point, i) => {
    const before = points[i - 1]?.at ?? point.at;
    const missed = usual !== null && point.at - before > gapFactor * usual;
    if (missed || gaps.some((at) => before < at && at < point.at)) part++;
    return { ...point, part };
  });
}

/** Systems of a series from one place, by name; `invalid`: moments of invalid runs, `gaps`: rounds without a result. */
export function systemsOf(
  { rows }: Pick<WholeSeries, "rows">,
  place: string,
  metric: string,
  invalid: number[],
  gaps: RoundGap[] = [],
): System[] {
  const here = rows.filter((row) => placeOf(row) === place);
  const usual = usualGap(here);
  const systems = [...Map.groupBy(here, (row) => `${row.provider}/${row.model}`)]
    .map(([name, own]): System => {
      const { provider, model, model_size, simulated } = own[0];
      const points = own.flatMap((row) => {
        const at = momentOf(row);
        const value = row[metric] as number | null;
        if (at === null || value === null || !(value > 0)) return [];
        const [low, high] = [row[`${metric}_low`], row[`${metric}_high`]] as (number | null)[];
        return [{ row, at, value, low, high }];
      });
      const runs = new Set(own.map((row) => row.run_id));
      const missed = gaps.filter(({ beside }) => runs.has(beside));
      const breaks = [...invalid, ...missed.map(({ due_at }) => Date.parse(due_at))];
      return {
        ...{ name, provider, model, model_size, simulated, rows: own, gaps: missed },
        label: providerName(provider),
        points: partsOf(points, usual, breaks),
      };
    });
  const labels = apart(
    systems,
    (s) => s.label,
    (s) => `${s.label} ${shortName(s.model_size?.toUpperCase() ?? s.model)}`,
    (s) => `${s.label} ${shortName(s.model)}`,
    (s) => s.name,
  );
  systems.forEach((s, i) => s.label = labels[i]);
  return systems.sort((a, b) => a.label.localeCompare(b.label) || a.name.localeCompare(b.name));
}

/** More points of a system than this are drawn as days: a line of so many would be a blot. */
export const mostPoints = 300;

/** What a day's runs of one system say. */
export interface Day {
  /** Its middle, in milliseconds since 1970. */
  at: number;
  n: number;
  value: number;
  /** Least and greatest median of its runs. */
  low: number;
  high: number;
  part: number;
}

/** Whole days of the chosen zone: none of their runs is hidden, for the band reaches over all of them. */
export function daysOf(points: Point[], startOf: (at: number) => number): Day[] {
  const days = [...Map.groupBy(points, ({ at }) => startOf(at))];
  let part = 0;
  return days.map(([start, own], i) => {
    if (i > 0 && start - days[i - 1][0] > 1.5 * 24 * hour) part++;
    const values = own.map(({ value }) => value);
    return {
      at: start + 12 * hour,
      n: own.length,
      value: median(values),
      low: Math.min(...values),
      high: Math.max(...values),
      part,
    };
  });
}
