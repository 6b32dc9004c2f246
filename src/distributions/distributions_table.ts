/** Sentence and table of the distributions page. */
import type { WeakOf } from "@/benchmarks/queries/support.ts";
import type { QuantileRow } from "../charts/quantiles.js";
import { numbers, region, table } from "../components/table.js";
import { columnDecimals } from "../words/decimals.js";
import { count, escapeHtml, fixed, significant } from "../words/format.js";
import type { Choice, System } from "../rows/systems.js";
import { markOf, providerMark } from "../components/provider_marks.js";
import {
  statisticLabel,
  type StatisticName,
  statisticNames,
  type Statistics,
  statisticsOf,
} from "../rows/statistics.js";

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

/** Value below which a share of `values` lies, linear between ranks (type 7); `values` is not empty. */
export function quantile(values: number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const h = (sorted.length - 1) * p, low = sorted[Math.floor(h)];
  return low + (sorted[Math.ceil(h)] - low) * (h - Math.floor(h));
}

/** The answer: what one request in twenty meets, beside the median, at its worst and at its best. */
export function findingHtml(described: Described[], m: Choice): string {
  if (described.every((d) => d.values.length === 0)) {
    return `<b>No request here has a value of this metric.</b> ${
      escapeHtml(m.label)
    } was not observed in these runs.`;
  }
  const slow = m.better === "higher" ? 0.05 : 0.95;
  const tails = described.filter((d) => d.values.length > 0 && !d.weak.p95 && d.st.median! > 0).map(
    (d) => ({ d, at: quantile(d.values, slow) }),
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
export function quantilesHtml(described: Described[], m: Choice): string {
  const decimals = Object.fromEntries(
    statisticNames.map((
      name,
    ) => [name, columnDecimals(described.map((d) => d.st[name]), m.digits)]),
  );
  const heads = statisticNames.map((name) => numbers(statisticLabel(name)));
  const rows = described.map((d) => {
    return `<tr data-key="${escapeHtml(d.s.key)}"><th scope="row">${
      providerMark(d.s.provider)
    }&#160;${escapeHtml(d.s.label)}</th><td class="n">${count(d.st.n)}</td>${
      statisticNames.map((name) => {
        const value = d.st[name];
        const text = value === null
          ? '<span class="null">null</span>'
          : fixed(value, decimals[name]);
        return `<td class="n" data-statistic="${name}">${
          value !== null && d.weak[name]
            ? `<span class="weak" title="Too few requests: it ${
              escapeHtml(d.weak[name])
            }">${text}</span>`
            : text
        }</td>`;
      }).join("")
    }</tr>`;
  });
  return region("Quantiles", table(["System", numbers("n"), ...heads], rows.join(""), ""));
}
