/** One row's ratios over days. */
import { axisText } from "./curve.js";

export interface Daily {
  date: string;
  n: number;
  median: number;
  p25: number;
  p75: number;
  /** Ends of the median's interval, where it has one. */
  low?: number;
  high?: number;
}

/** A measured hour of a day. */
export interface DayHour {
  date: string;
  /** 0 to 23. */
  hour: number;
  ratio: number;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const steps = [0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 6, 10];
const decades = [0.001, 0.01, 0.1, 1, 10, 100, 1000, 10_000];

/** Lines under a day: its number, how many measurements it holds, and the month where one begins. */
export function dayLabels(daily: Daily[], dates: string[]): Record<string, string[]> {
  const n = new Map(daily.map((d) => [d.date, String(d.n)]));
  return Object.fromEntries(dates.map((date, i) => {
    const begins = i === 0 || date.slice(0, 7) !== dates[i - 1].slice(0, 7);
    const lines = [String(Number(date.slice(8))), n.get(date) ?? "–"];
    return [date, begins ? [...lines, months[Number(date.slice(5, 7)) - 1]] : lines];
  }));
}

/**
 * Median, its interval and the middle half of each day's ratios, against 1. `dates` and `domain` are those of every
 * panel, so that they compare; `width` is the whole drawing's, in pixels. `hours` stand behind as small dots, from
 * midnight to midnight.
 */
export function days(
  daily: Daily[],
  dates: string[],
  domain: [number, number],
  width: number,
  hours: DayHour[] = [],
): object {
  const height = 178;
  const left = 62;
  const x = {
    field: "date",
    type: "ordinal",
    scale: { domain: dates, padding: 0 },
    title: null,
    axis: {
      labelExpr: `(${JSON.stringify(dayLabels(daily, dates))})[datum.value]`,
      ...axisText,
      labelAngle: 0,
      labelOverlap: false,
      labelLineHeight: 14,
      domainColor: "var(--tb-line)",
      ticks: false,
      grid: false,
    },
  };
  const y = (field: string) => ({
    field,
    type: "quantitative",
    title: "against usual, log",
    scale: { type: "log", domain, nice: false, clamp: true },
    axis: {
      values: (domain[1] / domain[0] > 30 ? decades : steps).filter((s) =>
        s >= domain[0] && s <= domain[1]
      ),
      ...axisText,
      labelExpr: "datum.value + '×'",
      gridColor: "var(--tb-grid)",
      domain: false,
      ticks: false,
    },
  });
  const weekends = dates.filter((d) => [0, 6].includes(new Date(`${d}T00:00Z`).getUTCDay()));
  const point = { type: "point", shape: "circle", fill: "var(--tb-text)", stroke: null };
  const band = width / Math.max(1, dates.length);
  const inner = (width - left - 4) / Math.max(1, dates.length);
  return {
    background: "transparent",
    config: { view: { stroke: null } },
    autosize: { type: "none" },
    width: width - left - 4,
    height,
    padding: { left, right: 4, top: 4, bottom: 52 },
    layer: [
      {
        data: { values: weekends.map((date) => ({ date })) },
        mark: { type: "bar", color: "var(--tb-hover)", width: { band: 1 } },
        encoding: { x, y: { value: 0 }, y2: { value: height } },
      },
      {
        data: { values: [{ usual: 1 }] },
        mark: { type: "rule", color: "var(--tb-box)" },
        encoding: { y: y("usual") },
      },
      {
        data: { values: daily },
        mark: { type: "bar", color: "var(--tb-text)", opacity: 0.2, width: Math.min(9, band / 2) },
        encoding: { x, y: y("p25"), y2: { field: "p75" } },
      },
      {
        data: { values: hours },
        mark: {
          ...point,
          size: 5,
          opacity: 0.4,
          xOffset: { expr: `(datum.hour - 11.5) / 24 * ${inner}` },
        },
        encoding: { x, y: y("ratio") },
      },
      {
        data: { values: daily.filter((d) => d.low !== undefined) },
        mark: { type: "bar", color: "var(--tb-text)", opacity: 0.45, width: Math.min(5, band / 3) },
        encoding: { x, y: y("low"), y2: { field: "high" } },
      },
      {
        data: { values: daily },
        mark: { type: "line", color: "var(--tb-box)", strokeWidth: 1 },
        encoding: { x, y: y("median") },
      },
      {
        data: { values: daily },
        mark: { ...point, size: 34, opacity: 1 },
        encoding: { x, y: y("median") },
      },
    ],
  };
}
