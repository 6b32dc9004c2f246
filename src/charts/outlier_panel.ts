/** One run in order: every request on a log axis, the median as a line, failures as ticks on top. */
import { logTicks } from "./log_axis.js";

export interface PanelPoint {
  /** Number of the request in its run, from 1. */
  order: number;
  /** Null where the request failed. */
  value: number | null;
  kind: "plain" | "one rule" | "both rules" | "failed";
}
/** Pixels of a whole panel, the gutter of the failures included; its axes are drawings of their own. */
export interface PanelSize {
  width: number;
  height: number;
}

/** Pixels around the plot: room for a mark at its edge, and the gutter of the failures on top. */
export const panelPadding = { left: 4, right: 5, top: 14, bottom: 4 };
const inner = (size: PanelSize) => ({
  width: size.width - panelPadding.left - panelPadding.right,
  height: size.height - panelPadding.top - panelPadding.bottom,
});

/** Pixel of a request inside its panel; a failed one (null) lies in the gutter. */
export function placeOf(
  order: number,
  value: number | null,
  last: number,
  [low, high]: [number, number],
  size: PanelSize,
): { x: number; y: number } {
  const { width, height } = inner(size);
  const x = panelPadding.left + width * (last > 1 ? (order - 1) / (last - 1) : 0);
  if (value === null) return { x, y: panelPadding.top / 2 };
  const share = Math.log(value / low) / Math.log(high / low);
  return { x, y: panelPadding.top + height * (1 - Math.min(1, Math.max(0, share))) };
}

/** Number of the request whose column lies at a pixel; the nearest one outside the plot. */
export function orderAt(x: number, last: number, size: PanelSize): number {
  const share = (x - panelPadding.left) / inner(size).width;
  return Math.round(1 + Math.min(1, Math.max(0, share)) * (last - 1));
}

export const bare = { autosize: { type: "none" }, background: "transparent" };
export const logScale = (domain: [number, number]) => ({
  type: "log",
  domain,
  nice: false,
  clamp: true,
});
export const orderScale = (last: number) => ({ domain: [1, Math.max(2, last)], nice: false });

/** Powers of ten inside the domain, its lowest tick too where it keeps clear of them; of a narrow domain every tick. */
export function valueTicks(domain: [number, number]): number[] {
  const ticks = logTicks(domain);
  const decades = ticks.filter((t) => /^[0.]*10*$/.test(String(t)));
  // Most requests lie down there.
  const foot = ticks.slice(0, 1).filter((t) => t * 4 <= decades[0]);
  return decades.length > 1 ? [...foot, ...decades] : ticks;
}

const text = { labelColor: "var(--tb-muted)", labelFont: "Inter", labelFontSize: 11 };
export const valueLabels = (domain: [number, number]) => ({
  ...text,
  values: valueTicks(domain),
  labelPadding: 4,
  // "~s" alone writes 0.2 as 200m.
  labelExpr: "datum.value < 1000 ? format(datum.value, '~g') : format(datum.value, '~s')",
});
export const orderLabels = (last: number) => ({
  ...text,
  values: [1, Math.round(last / 2), last],
  labelFlush: true,
  tickColor: "var(--tb-line)",
  tickSize: 3,
});

/** A run to draw; `domain` is shared by all panels of a page. */
export interface Panel {
  points: PanelPoint[];
  median: number | null;
  /** Largest request number of the axis. */
  last: number;
  domain: [number, number];
  color: string;
  size: PanelSize;
}

/** A panel with axes of its own, to stand in another drawing; `selected` are numbers of requests. */
export function outlierPlot(
  { points, median, last, domain, color, size }: Panel,
  selected: { from: number; to: number } | null,
  axes = true,
): object {
  const none = { labels: false, ticks: false };
  const lines = { grid: false, domainColor: "var(--tb-line)" };
  const x = {
    field: "order",
    type: "quantitative",
    title: null,
    scale: orderScale(last),
    axis: { ...(axes ? orderLabels(last) : none), ...lines },
  };
  const scale = logScale(domain);
  const y = {
    field: "value",
    type: "quantitative",
    title: null,
    scale,
    axis: {
      ...(axes ? valueLabels(domain) : { ...none, values: valueTicks(domain) }),
      ...lines,
      grid: true,
      gridColor: "var(--tb-grid)",
      ticks: false,
    },
  };
  const marks = (kind: string, mark: object) => ({
    data: { values: points.filter((p) => p.kind === kind) },
    mark: { type: "point", color, opacity: 1, ...mark },
    encoding: { x, y },
  });
  const band = selected && {
    data: { values: [{ from: Math.max(1, selected.from), to: Math.min(last, selected.to) }] },
    mark: { type: "rect", color: "var(--tb-link)", opacity: 0.18 },
    encoding: { x: { ...x, field: "from" }, x2: { field: "to" } },
  };
  return {
    ...inner(size),
    layer: [
      ...(band ? [band] : []),
      ...(median === null || median <= 0 ? [] : [{
        data: { values: [{ median }] },
        mark: { type: "rule", color, opacity: 0.8 },
        encoding: { y: { field: "median", type: "quantitative", scale } },
      }]),
      marks("plain", { shape: "circle", filled: true, size: 7, opacity: 0.75 }),
      marks("one rule", { shape: "circle", filled: false, size: 26, strokeWidth: 1.3 }),
      marks("both rules", { shape: "diamond", filled: true, size: 40 }),
      {
        data: { values: points.filter((p) => p.kind === "failed") },
        mark: {
          type: "tick",
          orient: "vertical",
          color: "var(--tb-failed)",
          height: 8,
          thickness: 1.2,
        },
        encoding: { x, y: { value: -panelPadding.top / 2 } },
      },
    ],
  };
}

/** Specification of a panel of exactly its size, whose axes are drawings of their own. */
export const outlierPanel = (panel: Panel): object => ({
  ...outlierPlot(panel, null, false),
  ...bare,
  padding: panelPadding,
  config: { view: { stroke: null } },
});
