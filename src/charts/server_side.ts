/** Requests of a run and the state of its server, on one axis of time. */

export interface Moment {
  seen_at: string;
  in_flight: number;
  running: number | null;
  waiting: number | null;
  kv_use: number | null;
}

const series = {
  in_flight: ["under way", "var(--tb-text)"],
  running: ["running", "var(--tb-ok)"],
  waiting: ["waiting", "var(--tb-failed)"],
} as const;

const names = Object.values(series).map(([name]) => name);
const colours = Object.values(series).map(([, colour]) => colour);
const axis = {
  labelColor: "var(--tb-muted)",
  titleColor: "var(--tb-muted)",
  gridColor: "var(--tb-grid)",
  domainColor: "var(--tb-line)",
  tickColor: "var(--tb-line)",
  labelFont: "var(--tb-sans)",
  titleFont: "var(--tb-sans)",
  titleFontWeight: 400,
};

/** Requests above, the share of the KV cache below where it is known; `width` in pixels. */
export function serverSide(moments: Moment[], width: number): object {
  const requests = moments.flatMap((m) =>
    (Object.keys(series) as (keyof typeof series)[]).flatMap((key) =>
      m[key] === null ? [] : [{ at: m.seen_at, value: m[key], name: series[key][0] }]
    )
  );
  const kv = moments.flatMap((m) =>
    m.kv_use === null ? [] : [{ at: m.seen_at, value: 100 * m.kv_use }]
  );
  const time = (labels: boolean) => ({
    field: "at",
    type: "temporal",
    scale: { type: "utc" },
    axis: { ...axis, title: null, grid: false, labels, format: "%H:%M:%S", labelOverlap: true },
  });
  const value = (title: string) => ({
    field: "value",
    type: "quantitative",
    scale: { zero: true, nice: true },
    axis: { ...axis, title, tickMinStep: 1, tickCount: 4 },
  });
  const line = { type: "line", interpolate: "step-after", strokeWidth: 1.5 };
  const above = {
    width,
    height: 140,
    data: { values: requests },
    mark: line,
    encoding: {
      x: time(kv.length === 0),
      y: value("requests"),
      color: {
        field: "name",
        scale: { domain: names, range: colours },
        legend: {
          orient: "top",
          title: null,
          labelColor: "var(--tb-muted)",
          labelFont: "var(--tb-sans)",
        },
      },
    },
  };
  const below = {
    width,
    height: 60,
    data: { values: kv },
    mark: { ...line, color: "var(--tb-other)" },
    encoding: { x: time(true), y: value("KV cache, %") },
  };
  return {
    config: { view: { stroke: null }, background: "transparent" },
    vconcat: kv.length ? [above, below] : [above],
  };
}
