/** From request rows to the systems of a view, with their statistics and in their order. */
import type { Exact, MetricInfo, RequestRow, System, View } from "../rows/board.js";
import { runOf } from "../rows/chosen.js";
import type { Judgement } from "../rows/judgement.js";
import {
  type Population,
  type StatisticName,
  type Statistics,
  statisticsOf,
} from "../rows/statistics.js";

/** What a view knows beside its rows. */
export interface Beside {
  /** A reader's own filter: what was judged of all the rows steps back. */
  filtered?: boolean;
  /** DuckDB's statistics by system. */
  given?: Map<string, Statistics>;
  sample?: View["sample"];
  exact?: Map<string, Exact>;
  judged?: Judgement;
}

/** Names a system of a board: its run, or the span whose runs are taken together. */
export const keyOf = (row: { run_id: string; provider: string; model: string }): string =>
  `${runOf(row)}\n${row.provider}\n${row.model}`;

/** Groups request rows into systems with their statistics, in the order of their ranks. */
export function makeView(
  rows: RequestRow[],
  metric: MetricInfo,
  population: Population,
  { filtered = false, given, sample = null, exact: exactly, judged }: Beside = {},
): View {
  const standings = new Map(
    (filtered ? [] : judged?.standings ?? []).map((s) => [s.key, s]),
  );
  const groups = new Map<string, RequestRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key)!.push(row);
  }
  const systems = [...groups].map(([key, own]): System => {
    const measured = own.filter((r) => r.phase === "measured" && r.status !== "incomplete");
    const succeeded = measured.filter((r) => r.status === "ok").length;
    const short = measured.filter((r) => r.short === true).length;
    const errors = new Map<string, number>();
    for (const r of measured) {
      if (r.error_class) errors.set(r.error_class, (errors.get(r.error_class) ?? 0) + 1);
    }
    const exact = exactly?.get(key);
    return {
      run_id: own[0].run_id,
      chosen: own[0].chosen,
      provider: own[0].provider,
      model: own[0].model,
      rows: measured,
      statistics: given?.get(key) ?? statisticsOf(own, metric.name, metric.better, population),
      attempted: measured.length,
      succeeded,
      short,
      errors: [...errors].sort((a, b) => b[1] - a[1]),
      standing: standings.get(key) ?? null,
      below: standings.get(key)?.below ?? [],
      exact,
    };
  });
  const sorted = sortSystems(systems, metric, "median");
  return {
    metric,
    population,
    exploratory: filtered,
    judged: filtered ? null : judged ?? null,
    sample,
    systems: sorted,
  };
}

/** Systems in the order of a statistic, best first; those below the line after the others, nothing after something. */
export function sortSystems(
  systems: System[],
  metric: MetricInfo,
  by: StatisticName | "n",
  worstFirst = false,
): System[] {
  if (by === "median" && systems.every((s) => s.standing)) {
    const place = (s: System) => s.standing!.place;
    return [...systems].sort((a, b) =>
      Number(a.below.length > 0) - Number(b.below.length > 0) ||
      (worstFirst ? place(b) - place(a) : place(a) - place(b))
    );
  }
  const direction = (metric.better === "lower" ? 1 : -1) * (worstFirst ? -1 : 1);
  const key = (s: System) => by === "n" ? (s.exact ?? s).succeeded : (s.exact ?? s).statistics[by];
  return [...systems].sort((a, b) => {
    if (!!a.below.length !== !!b.below.length) return a.below.length ? 1 : -1;
    const x = key(a), y = key(b);
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    return x === y ? a.provider.localeCompare(b.provider) : direction * (x - y);
  });
}

/** Whether a statistic is a number to print, and not a rank among failures. */
export const isValue = (value: number | null, view: View): value is number =>
  value !== null && Number.isFinite(value) &&
  !(view.population === "all" && view.metric.better === "higher" && value === 0);
