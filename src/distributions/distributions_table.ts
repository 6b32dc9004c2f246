/** Sentence and table of the distributions page. */
import type { WeakOf } from "@/benchmarks/queries/support.ts";
import type { QuantileRow } from "../charts/quantiles.js";
import { statisticFields, systemShown } from "../components/metric_fields.js";
import { markup, rowTable } from "../components/row_table.js";
import { numbers, region } from "../components/table.js";
import { count, escapeHtml, significant } from "../words/format.js";
import { quantile } from "../shared/quantile.js";
import type { Choice, System } from "../rows/systems.js";
import { markOf } from "../components/provider_marks.js";
import { type StatisticName, type Statistics, statisticsOf } from "../rows/statistics.js";

export interface Described {
  s: System;
  values: number[];
  st: Statistics;
  /** Quantiles with too few requests for an interval, each with the reason. */
  weak: Partial<Record<StatisticName, string>>;
}

/** Positive finite values of a system's succeeded requests: what a log axis can show. */
export const valuesOf = (s: System, metric: string): number[] =>
  s.rows.filter((r) => r.status === "ok").map((r) => r[metric] as number | null).filter((
    v,
  ): v is number => v !== null && v > 0 && Number.isFinite(v));

/** `weak`: what the build judged too few, by system and metric. */
export const describe = (s: System, m: Choice, weak: WeakOf = {}): Described => ({
  s,
  values: valuesOf(s, m.name),
  st: statisticsOf(s.rows, m.name, m.better, "succeeded"),
  weak: weak[s.key]?.[m.name] ?? {},
});

/** Rows for the quantile plot, of systems with positive statistics. */
export const quantileRows = (described: Described[]): QuantileRow[] =>
  described.filter((d) => d.values.length > 0 && d.st.min! > 0).map((d) => ({
    system: d.s.label,
    color: markOf(d.s.provider).color,
    min: d.st.min!,
    p25: d.st.p25!,
    median: d.st.median!,
    p75: d.st.p75!,
    p95: d.st.p95!,
    p99: d.st.p99!,
    max: d.st.max!,
    weak: Object.keys(d.weak),
  }));

/** The answer: what one request in twenty meets, beside the median, at its worst and at its best. */
export function findingHtml(described: Described[], m: Choice): string {
  if (described.every((d) => d.values.length === 0)) {
    return `<b>No request here has a value of this metric.</b> ${
      escapeHtml(m.label)
    } was not observed in these runs.`;
  }
  const slow = m.better === "higher" ? 0.05 : 0.95;
  const tails = described.filter((d) => d.values.length > 0 && !d.weak.p95 && d.st.median! > 0).map(
    (d) => ({ d, at: quantile(d.values.toSorted((a, b) => a - b), slow) }),
  )
    .map(({ d, at }) => ({ d, at, ratio: at / d.st.median! }))
    .sort((a, b) => Math.abs(Math.log(b.ratio)) - Math.abs(Math.log(a.ratio)));
  if (tails.length === 0) {
    return `<b>No system here has enough requests to say what one in twenty meets:</b> P95 ${
      escapeHtml(described.find((d) => d.weak.p95)?.weak.p95 ?? "has no value above 0")
    }.`;
  }
  const times = (x: number) => `${x.toFixed(2)} times`;
  const value = (x: number) => `${significant(x)}${m.unit ? ` ${m.unit}` : ""}`;
  const edge = m.better === "higher" ? "or less" : "or more";
  const [worst, best] = [tails[0], tails.at(-1)!];
  return `<b>One request in twenty to ${escapeHtml(worst.d.s.label)} ${
    m.better === "lower" ? "takes" : "has"
  } ${value(worst.at)} ${edge}, ${times(worst.ratio)} its median</b>${
    best === worst
      ? "."
      : `; to ${escapeHtml(best.d.s.label)}, ${value(best.at)}, ${times(best.ratio)}.`
  }`;
}

/** The eight statistics of each system; what it has too few requests for is grey and says why. */
export const quantilesHtml = (described: Described[], m: Choice): string =>
  region(
    "Quantiles",
    rowTable<Described>(
      [
        { head: "System", show: (d) => systemShown(d.s) },
        { head: numbers("n"), show: (d) => count(d.st.n) },
        ...statisticFields(m, described, (d) =>
          d.st, (d, name, print) =>
          d.st[name] !== null && d.weak[name]
            ? markup`<span class="weak" title="Too few requests: it ${d.weak[name]}">${
              print(d.st[name])
            }</span>`
            : print(d.st[name])),
      ],
      described,
      { kind: "", attributes: (d) => ({ "data-key": d.s.key }) },
    ),
  );
