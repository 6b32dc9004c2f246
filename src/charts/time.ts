/** Series over days, and one model from several places. */

const text = {
  labelColor: "var(--tb-muted)",
  titleColor: "var(--tb-muted)",
  labelFont: "Inter",
  titleFont: "Inter",
  titleFontWeight: 500,
  domainColor: "var(--tb-line)",
  tickColor: "var(--tb-line)",
  gridColor: "var(--tb-grid)",
};
const shell = { background: "transparent", config: { view: { stroke: null }, axis: text } };

export interface Daily {
  date: string;
  median: number;
  p25: number;
  p75: number;
}

/** Median and middle half of each day's ratios, against 1; `dates` are those of every region. */
export function days(daily: Daily[], dates: string[]): object {
  const x = {
    field: "date",
    type: "ordinal",
    scale: { domain: dates },
    title: null,
    axis: { labelExpr: "slice(datum.value, 8)", labelAngle: 0, grid: false },
  };
  const scale = { type: "log", domain: [0.5, 2], clamp: true };
  const weekend = dates.filter((d) => [0, 6].includes(new Date(`${d}T00:00Z`).getUTCDay())).map((
    date,
  ) => ({ date }));
  return {
    ...shell,
    width: 330,
    height: 180,
    layer: [
      {
        data: { values: weekend },
        mark: { type: "bar", color: "var(--tb-hover)", width: { band: 1 } },
        encoding: { x, y: { value: 0 }, y2: { value: 180 } },
      },
      {
        data: { values: [{ one: 1 }] },
        mark: { type: "rule", color: "var(--tb-box)" },
        encoding: { y: { field: "one", type: "quantitative", scale } },
      },
      {
        data: { values: daily },
        mark: { type: "bar", color: "var(--tb-text)", opacity: 0.2, width: 8 },
        encoding: {
          x,
          y: {
            field: "p25",
            type: "quantitative",
            scale,
            title: "against usual (1 = as usual)",
            axis: { values: [0.5, 0.75, 1, 1.5, 2], format: "~g" },
          },
          y2: { field: "p75" },
        },
      },
      {
        data: { values: daily },
        mark: { type: "line", color: "var(--tb-box)", strokeWidth: 1 },
        encoding: { x, y: { field: "median", type: "quantitative", scale } },
      },
      {
        data: { values: daily },
        mark: { type: "point", filled: true, color: "var(--tb-text)", size: 40, opacity: 1 },
        encoding: { x, y: { field: "median", type: "quantitative", scale } },
      },
    ],
  };
}

/** One row a provider and place: every measurement, the middle half and the median, on a log axis. */
export function places(
  points: { row: string; value: number; color: string }[],
  boxes: { row: string; median: number; p25: number; p75: number; color: string }[],
  title: string,
  width: number,
): object {
  const order = boxes.map((b) => b.row);
  const y = {
    field: "row",
    type: "nominal",
    title: null,
    sort: order,
    axis: {
      grid: false,
      ticks: false,
      domain: false,
      labelLimit: 220,
      labelColor: "var(--tb-text)",
    },
  };
  const x = (field: string) => ({
    field,
    type: "quantitative",
    title,
    scale: { type: "log", nice: false },
    axis: { format: "~g", orient: "top", tickCount: 6 },
  });
  const color = { field: "color", type: "nominal", scale: null };
  return {
    ...shell,
    width,
    height: { step: 22 },
    layer: [
      {
        data: { values: boxes },
        mark: { type: "bar", height: 12, opacity: 0.38 },
        encoding: { y, x: x("p25"), x2: { field: "p75" }, color },
      },
      {
        data: { values: points },
        mark: { type: "point", filled: true, size: 8, opacity: 0.6 },
        encoding: { y, x: x("value"), color },
      },
      {
        data: { values: boxes },
        mark: {
          type: "point",
          filled: true,
          size: 60,
          opacity: 1,
          stroke: "var(--theme-background)",
          strokeWidth: 1,
        },
        encoding: { y, x: x("median"), fill: color },
      },
    ],
  };
}
