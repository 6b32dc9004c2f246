/** One run in order: every request on a log axis, the median as a line, failures as ticks on top. */

import { logTicks } from "./row_plot.js";

export interface PanelPoint {
  order: number;
  value: number | null;
  kind: "plain" | "one rule" | "both rules" | "failed";
  key: string;
}

/** Pixels of a panel. */
export const panelSize = { width: 150, height: 140 };

/** Specification of a panel; `domain` is shared by all panels of a page. */
export function panel(
  points: PanelPoint[],
  median: number | null,
  domain: [number, number],
  color: string,
): object {
  const last = Math.max(1, ...points.map((p) => p.order));
  const x = {
    field: "order",
    type: "quantitative",
    title: null,
    scale: { domain: [1, last], nice: false },
    axis: {
      values: [1, Math.round(last / 2), last],
      grid: false,
      labelColor: "var(--tb-muted)",
      domainColor: "var(--tb-line)",
      tickColor: "var(--tb-line)",
      labelFont: "Inter",
    },
  };
  const decades = logTicks(domain).filter((t) => /^[0.]*10*$/.test(String(t)));
  // A narrow domain holds no power of ten: then every tick.
  const ticks = decades.length > 1 ? decades : logTicks(domain);
  const scale = { type: "log", domain, nice: false };
  const y = {
    field: "value",
    type: "quantitative",
    title: null,
    scale,
    axis: {
      labelColor: "var(--tb-muted)",
      gridColor: "var(--tb-grid)",
      domain: false,
      ticks: false,
      values: ticks,
      labelFont: "Inter",
      format: "~g",
    },
  };
  const of = (kind: string) => points.filter((p) => p.kind === kind);
  const marks = (kind: string, mark: object) => ({
    data: { values: of(kind) },
    mark,
    encoding: { x, y },
  });
  return {
    ...panelSize,
    background: "transparent",
    config: { view: { stroke: null } },
    layer: [
      ...(median === null ? [] : [{
        data: { values: [{ median }] },
        mark: { type: "rule", color },
        encoding: { y: { field: "median", type: "quantitative", scale } },
      }]),
      marks("plain", {
        type: "point",
        shape: "circle",
        filled: true,
        size: 9,
        color,
        opacity: 0.7,
      }),
      marks("one rule", {
        type: "point",
        shape: "circle",
        filled: false,
        size: 26,
        color,
        strokeWidth: 1.3,
      }),
      marks("both rules", {
        type: "point",
        shape: "diamond",
        filled: true,
        size: 44,
        color,
        opacity: 1,
      }),
      {
        data: { values: of("failed") },
        mark: {
          type: "tick",
          orient: "vertical",
          color: "var(--tb-failed)",
          height: 8,
          thickness: 1.2,
        },
        encoding: { x, y: { value: -5 } },
      },
    ],
  };
}
