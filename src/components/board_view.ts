/** From request rows to the systems of a view, with their statistics and in their order. */
import type { Exact, MetricInfo, RequestRow, System, View } from "./board.js";
import {
  type Population,
  reasonsBelow,
  type StatisticName,
  type Statistics,
  statisticsOf,
} from "./statistics.js";

/** Groups request rows into systems with their statistics, in order of the median, best first. */
export function makeView(
  rows: RequestRow[],
  metric: MetricInfo,
  population: Population,
  exploratory = false,
  given?: Map<string, Statistics>,
  sampled: { sample: View["sample"]; exact?: Map<string, Exact> } = { sample: null },
): View {
  const groups = new Map<string, RequestRow[]>();
  for (const row of rows) {
    const key = `${row.run_id}\n${row.provider}\n${row.model}`;
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
    const exact = sampled.exact?.get(key);
    return {
      run_id: own[0].run_id,
      provider: own[0].provider,
      model: own[0].model,
      rows: measured,
      statistics: given?.get(key) ?? statisticsOf(own, metric.name, metric.better, population),
      attempted: measured.length,
      succeeded,
      short,
      errors: [...errors].sort((a, b) => b[1] - a[1]),
      below: reasonsBelow(exact ?? { succeeded, attempted: measured.length, short }),
      exact,
    };
  });
  return {
    metric,
    population,
    exploratory,
    sample: sampled.sample,
    systems: sortSystems(systems, metric, "median"),
  };
}

/** Systems in the order of a statistic, best first; those below the line after the others, nothing after something. */
export function sortSystems(
  systems: System[],
  metric: MetricInfo,
  by: StatisticName | "n",
  worstFirst = false,
): System[] {
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
