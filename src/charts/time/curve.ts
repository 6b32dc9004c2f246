/** The curve of the day: each hour against its day, with its interval, over the hours that were measured. */

export interface CurveHour {
  /** On the clock that the axis shows. */
  hour: number;
  ratio: number;
  /** Null where one day alone has the hour. */
  low: number | null;
  high: number | null;
}
/** A measured hour, against the usual of its system. */
export interface CurvePoint {
  hour: number;
  ratio: number;
}

/** Letters of the axes over time. */
export const axisText = {
  ...{ labelFont: "Inter", labelFontSize: 11, labelColor: "var(--tb-muted)", labelSeparation: 6 },
  ...{ titleFont: "Inter", titleFontSize: 11, titleFontWeight: 400, titlePadding: 7 },
  titleColor: "var(--tb-muted)",
};

const steps = [0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 6, 10];

/** `domain` is that of all panels; `width` the whole drawing's, in pixels; `clock` names the hours'. */
export function curve(
  hours: CurveHour[],
  points: CurvePoint[],
  domain: [number, number],
  width: number,
  clock = "UTC",
): object {
  const [left, height] = [62, 160];
  const x = {
    ...{ field: "hour", type: "quantitative", title: `hour, ${clock}` },
    scale: { domain: [-0.7, 23.7], nice: false },
    axis: {
      ...axisText,
      ...{ values: [0, 3, 6, 9, 12, 15, 18, 21], grid: false, ticks: false },
      labelExpr: "pad(datum.value, 2, '0', 'left')",
      domainColor: "var(--tb-line)",
    },
  };
  const y = (field: string) => ({
    ...{ field, type: "quantitative", title: "against its day’s level, log" },
    scale: { type: "log", domain, nice: false, clamp: true },
    axis: {
      ...axisText,
      ...{ values: steps.filter((s) => s >= domain[0] && s <= domain[1]), ticks: false },
      ...{ labelExpr: "datum.value + '×'", gridColor: "var(--tb-grid)", domain: false },
    },
  });
  const layer = (values: object[], mark: object, encoding: object) => ({
    ...{ data: { values }, mark, encoding },
  });
  const dot = { type: "point", shape: "circle", stroke: null, fill: "var(--tb-text)" };
  return {
    background: "transparent",
    config: { view: { stroke: null } },
    autosize: { type: "none" },
    ...{ width: width - left - 4, height },
    padding: { left, right: 4, top: 4, bottom: 38 },
    layer: [
      layer([{ usual: 1 }], { type: "rule", color: "var(--tb-box)" }, { y: y("usual") }),
      layer(points, { ...dot, size: 6, opacity: 0.35 }, { x, y: y("ratio") }),
      layer(
        hours.filter((h) => h.low !== null),
        { type: "bar", color: "var(--tb-text)", opacity: 0.25, width: Math.min(7, width / 40) },
        { x, y: y("low"), y2: { field: "high" } },
      ),
      layer(
        [...hours].sort((a, b) => a.hour - b.hour),
        { type: "line", color: "var(--tb-box)", strokeWidth: 1 },
        { x, y: y("ratio") },
      ),
      layer(hours, { ...dot, size: 26, opacity: 1 }, { x, y: y("ratio") }),
    ],
  };
}
