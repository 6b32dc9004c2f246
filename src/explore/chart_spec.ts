/** A chart of a reader's own making, as a Vega-Lite specification that holds its rows. */
import { shell } from "../charts/ecdf.js";
import { logTicks } from "../charts/log_axis.js";
import { dashOf, type Mark, pathOf } from "../charts/mark.js";

export interface BuiltChannel {
  title: string;
  kind: "quantitative" | "temporal" | "nominal";
  log: boolean;
}
export interface BuiltChart {
  /** bar, point, line, box or histogram. */
  mark: string;
  channels: Partial<Record<"x" | "y" | "colour", BuiltChannel>>;
  /** The axis of the numbers. */
  measured: "x" | "y";
  /**
   * One value per channel, under its name: no name of a column is ever read as an expression. A histogram has `x2`, the
   * upper edge; boxes have p5, p25, median, p75 and p95.
   */
  rows: Record<string, unknown>[];
  /** Pixels that the whole drawing may be wide. */
  width: number;
  /** Marks of the names of the colour, in the order of the key. */
  marks: [name: string, mark: Mark][];
}

const lineHeight = 22;

/** Room for the names of an axis, in pixels: as much as the longest needs, of a phone's width at most a third. */
function namesRoom(rows: Record<string, unknown>[], width: number): number {
  const longest = rows.reduce((most, { y }) => Math.max(most, String(y).length), 0);
  return Math.min(7 * longest + 12, 240, width / 3);
}

function axisOf(
  chart: BuiltChart,
  at: "x" | "y",
  room: number,
  pixels: number,
): object | undefined {
  const channel = chart.channels[at];
  if (!channel) return undefined;
  const { title, kind, log } = channel;
  const base = { field: at, type: kind, title: log ? `${title}, log scale` : title };
  if (kind === "nominal") {
    return { ...base, sort: null, axis: { labelLimit: room, labelOverlap: false, grid: false } };
  }
  const tickCount = Math.max(3, Math.floor(pixels / 90));
  if (kind === "temporal") return { ...base, scale: { type: "utc" }, axis: { tickCount } };
  const scale = log
    ? { type: "log", domain: domainOf(chart, at), nice: false }
    : { zero: /^(bar|histogram)$/.test(chart.mark) && at === chart.measured, nice: true };
  const numbers = "datum.value < 1000 ? format(datum.value, '~g') : format(datum.value, '~s')";
  const axis = log
    ? { values: logTicks(domainOf(chart, at)), labelExpr: numbers, labelOverlap: "greedy" }
    : { tickCount, labelOverlap: "greedy" };
  return {
    ...base,
    ...(chart.mark === "histogram" && at === "x" ? { bin: "binned" } : {}),
    scale,
    axis,
  };
}

/** Ends of a log axis: all that is drawn along it, and a little more. */
function domainOf({ rows, mark, measured }: BuiltChart, at: "x" | "y"): [number, number] {
  const fields = mark === "box" && at === measured
    ? ["p5", "p95"]
    : mark === "histogram" && at === "x"
    ? ["x", "x2"]
    : [at];
  const values = fields.flatMap((field) => rows.map((row) => row[field] as number));
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  if (mark === "histogram") return [low, high];
  return [low / 1.12, high * 1.12];
}

function colourOf({ channels, marks, mark, width }: BuiltChart): object {
  const { colour } = channels;
  if (!colour) return {};
  const domain = marks.map(([name]) => name);
  const by = (range: (mark: Mark) => unknown) => ({
    field: "colour",
    type: "nominal",
    title: colour.title,
    scale: { domain, range: marks.map(([, mark]) => range(mark)) },
    legend: { columns: Math.max(1, Math.floor(width / 180)), labelLimit: 150, symbolLimit: 100 },
  });
  const color = by(({ color }) => color);
  // A colour never stands alone.
  if (mark === "point") return { color, shape: by(pathOf) };
  return mark === "line" ? { color, strokeDash: by(dashOf) } : { color };
}

/** Box, line and dot from numbers of DuckDB: Vega's own boxes compute quantiles of another type. */
function boxLayers({ measured, channels }: BuiltChart): object[] {
  const colour = channels.colour ? {} : { color: "var(--tb-box)" };
  const along = (field: string) => ({ field, type: "quantitative" });
  const to = `${measured}2`;
  const value = (from: string, end: string) => ({ [measured]: along(from), [to]: { field: end } });
  return [
    { mark: { type: "rule", ...colour }, encoding: value("p5", "p95") },
    { mark: { type: "bar", size: 11, ...colour }, encoding: value("p25", "p75") },
    {
      mark: { type: "point", filled: true, size: 42, shape: "circle", color: "var(--tb-text)" },
      encoding: {
        [measured]: along("median"),
        ...channels.colour ? { color: { value: "var(--tb-text)" } } : {},
      },
    },
  ];
}

const looks: Record<string, object> = {
  point: { type: "point", filled: true, size: 46, opacity: 0.75 },
  bar: { type: "bar" },
  histogram: { type: "bar" },
};

export function builtChart(chart: BuiltChart): object {
  const { mark, channels, rows, width } = chart;
  const isNamed = channels.y?.kind === "nominal";
  const room = isNamed ? namesRoom(rows, width) : 44;
  const pixels = Math.max(140, Math.floor(width - room - 40));
  const x = axisOf(chart, "x", 120, pixels), y = axisOf(chart, "y", room, pixels);
  // Bars and boxes of several colours would hide each other: they stand side by side.
  const several = channels.colour && /^(box|bar)$/.test(mark);
  const offset = isNamed ? "yOffset" : channels.x?.kind === "nominal" ? "xOffset" : null;
  const encoding = {
    x,
    y,
    ...colourOf(chart),
    ...(mark === "histogram" ? { x2: { field: "x2" } } : {}),
    ...(several && offset ? { [offset]: { field: "colour" } } : {}),
  };
  const step = several ? { step: 14, for: "offset" } : { step: lineHeight };
  const base = shell(pixels, isNamed ? step : channels.y ? 300 : 60);
  const look = looks[mark] ??
    { type: "line", point: rows.length < 300 ? { size: 30 } : false, strokeWidth: 1.6 };
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    ...base,
    config: {
      ...base.config,
      bar: { color: "var(--tb-box)" },
      point: { color: "var(--tb-text)" },
      line: { color: "var(--tb-text)" },
      legend: {
        labelColor: "var(--tb-text)",
        titleColor: "var(--tb-muted)",
        labelFont: "Inter",
        titleFont: "Inter",
        titleFontWeight: 500,
        orient: "top",
      },
    },
    data: { values: rows },
    ...(mark === "box" ? { encoding, layer: boxLayers(chart) } : { mark: look, encoding }),
  };
}
