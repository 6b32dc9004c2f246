/** What a reader can choose on /history, what is chosen at first, and which runs that leaves. */
import type { MetricInfo } from "@/benchmarks/metrics/metrics.ts";
import { leftOut } from "../components/system_chips.js";
import { around } from "./history_around.js";
import {
  type History,
  type HistoryRow,
  type InvalidRun,
  momentOf,
  type RoundGap,
  type Series,
  seriesOf,
  type System,
  systemsOf,
  type TargetChanges,
  type WholeSeries,
} from "./history_data.js";

/** Kept in the address. */
export type HistoryState = Record<"workload" | "metric" | "location" | "zone" | "systems", string>;

/** What can be chosen. */
export interface Offered {
  series: Series[];
  metrics: MetricInfo[];
}
/** What no choice changes; at least the rows of the workload that is chosen, with the metric that is chosen. */
export type All = History & Offered;
export const allOf = (history: History, metrics: MetricInfo[]): All => ({
  ...history,
  series: seriesOf(history.rows),
  metrics,
});

export const seriesIn = ({ series }: Offered, id: string | undefined): Series =>
  series.find((s) => s.id === id) ?? series[0];

/** State of a page nobody touched, but for the workload that its address names. */
export const historyDefaults = (all: Offered, said: Partial<HistoryState> = {}): HistoryState => ({
  workload: all.series[0].id,
  metric: all.metrics[0].name,
  location: seriesIn(all, said.workload).places[0],
  zone: "utc",
  systems: "",
});

/** Replaces, in place, every value that the page cannot show by its default. Returns what to say of it. */
export function knownState(state: HistoryState, all: Offered): string | null {
  const wanted = state.workload;
  const series = seriesIn(all, wanted);
  state.workload = series.id;
  if (!series.places.includes(state.location)) state.location = series.places[0];
  if (!all.metrics.some((m) => m.name === state.metric)) state.metric = all.metrics[0].name;
  if (state.zone !== "local") state.zone = "utc";
  return series.id === wanted
    ? null
    : `This address names a workload of which this site has no valid run. Shown instead: ${series.label}.`;
}

/** What a state leaves. */
export interface Chosen {
  state: HistoryState;
  series: WholeSeries;
  metric: MetricInfo;
  /** All of the place, and those that are not left out. */
  systems: System[];
  shown: System[];
  invalid: InvalidRun[];
  /** Rounds that were to measure a system that is shown, in order of time. */
  gaps: RoundGap[];
  /** Runs of a system, in order of time, with those beyond its ends. */
  around: (system: System) => HistoryRow[];
  /** Of a system that is shown; undefined where it has no value of the metric. */
  changesOf: (system: System) => TargetChanges | undefined;
}

export function chosenOf(all: All, state: HistoryState): Chosen {
  const head = seriesIn(all, state.workload);
  const series = { ...head, rows: all.rows.filter((row) => row.series === head.id) };
  const metric = all.metrics.find((m) => m.name === state.metric)!;
  const invalid = all.invalid.filter((run) => run.series === series.id);
  const moments = invalid.map(momentOf).filter((at) => at !== null);
  const systems = systemsOf(series, state.location, metric.name, moments, all.gaps);
  const out = leftOut(state.systems);
  const shown = systems.filter((s) => !out.has(s.name));
  const missed = new Set(shown.flatMap((s) => s.gaps));
  return {
    ...{ state, series, metric, systems, shown, invalid },
    gaps: all.gaps.filter((gap) => missed.has(gap)),
    around: (system) => around(system, all.rows),
    changesOf: (system) =>
      all.changes.find((c) =>
        c.series === series.id && c.metric === metric.name && c.provider === system.provider &&
        c.model === system.model && (c.location ?? "") === state.location
      ),
  };
}
