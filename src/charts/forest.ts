/** How many times as fast one system is as another, metric by metric, on one log axis. */

/** Times as fast; null ends where there is no interval, 0 and Infinity where it is open. */
export interface ForestRow {
  speed: number | null;
  low: number | null;
  high: number | null;
}

/** Within this factor two systems are practically equal. */
export const equalBand: [number, number] = [1 / 1.05, 1.05];

const ticks = [0.05, 0.1, 0.2, 0.33, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 5, 10, 20];

/** Domain that holds every finite end, the same distance to both sides, 1.5 times at least and 25 at most. */
export function forestDomain(rows: ForestRow[]): [number, number] {
  const ends = rows.flatMap((r) => [r.speed, r.low, r.high]).filter((v): v is number =>
    v !== null && v > 0 && Number.isFinite(v)
  );
  const reach = Math.max(1.45, ...ends.map((v) => Math.max(v, 1 / v)));
  const end = Math.min(25, reach * 1.05);
  return [1 / end, end];
}

const shell = (width: number, height: number) => ({
  width,
  height,
  autosize: { type: "none" },
  padding: 0,
  config: { view: { stroke: null }, background: "transparent" },
});
const along = (field: string, domain: [number, number], width: number) => ({
  field,
  type: "quantitative",
  scale: { type: "log", domain, range: [6, width - 6], nice: false, clamp: true },
  axis: null,
});
/** Ticks inside a domain, with room for their labels. */
export function forestTicks(domain: [number, number], width: number): number[] {
  const inside = ticks.filter((t) => t >= domain[0] && t <= domain[1]);
  const per = (width - 12) / Math.log(domain[1] / domain[0]);
  const kept: number[] = [1];
  // From 1 outwards, so that it is always written.
  for (const t of inside.toSorted((a, b) => Math.abs(Math.log(a)) - Math.abs(Math.log(b)))) {
    if (kept.every((k) => Math.abs(Math.log(t / k)) * per >= 34)) kept.push(t);
  }
  return kept.sort((a, b) => a - b);
}

/** One metric: the band of practical equality, 1, the interval as a bar, the ratio as a dot. */
export function forestRow(row: ForestRow, domain: [number, number], width: number): object {
  const height = 26;
  const x = (field: string) => along(field, domain, width);
  const data = (values: object[]) => ({ data: { values } });
  const open = (v: number | null, end: number) =>
    v === null ? end : Math.min(domain[1], Math.max(domain[0], v));
  const interval = row.low !== null && row.high !== null
    ? [{ low: open(row.low, domain[0]), high: open(row.high, domain[1]) }]
    : [];
  const dot = row.speed !== null && row.speed >= domain[0] && row.speed <= domain[1]
    ? [{ speed: row.speed }]
    : [];
  return {
    ...shell(width, height),
    layer: [
      {
        ...data([{ from: equalBand[0], to: equalBand[1] }]),
        mark: { type: "rect", color: "var(--tb-grid)" },
        encoding: { x: x("from"), x2: { field: "to" }, y: { value: 0 }, y2: { value: height } },
      },
      {
        ...data(forestTicks(domain, width).map((at) => ({ at, one: at === 1 }))),
        mark: { type: "rule" },
        encoding: {
          x: x("at"),
          color: {
            field: "one",
            scale: { domain: [true, false], range: ["var(--tb-edge)", "var(--tb-grid)"] },
            legend: null,
          },
        },
      },
      {
        ...data(interval),
        mark: { type: "bar", height: 11, color: "var(--tb-text)", opacity: 0.3 },
        encoding: { x: x("low"), x2: { field: "high" }, y: { value: height / 2 } },
      },
      {
        ...data(dot),
        mark: {
          type: "point",
          shape: "circle",
          // Without an interval it is hollow: nothing is said by it.
          fill: interval.length ? "var(--tb-text)" : "var(--theme-background)",
          stroke: "var(--tb-text)",
          size: 56,
          opacity: 1,
        },
        encoding: { x: x("speed"), y: { value: height / 2 } },
      },
    ],
  };
}

/** The axis over the column of rows. */
export function forestAxis(domain: [number, number], width: number): object {
  return {
    ...shell(width, 18),
    data: { values: forestTicks(domain, width).map((at) => ({ at, text: `${at}×` })) },
    mark: { type: "text", fontSize: 11, font: "Inter", color: "var(--tb-muted)" },
    encoding: { x: along("at", domain, width), y: { value: 9 }, text: { field: "text" } },
  };
}
