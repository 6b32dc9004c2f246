/** The shared axis over the leaderboard's column of plots. */
import { labelled, logTicks } from "./log_axis.js";
import { config, plotSize, position } from "./row_plot.js";

/** Specification of the shared axis over the column of plots; `failures` names the gutter where there are any. */
export function axisPlot(
  domain: [number, number],
  failuresLeft: boolean,
  failures = false,
): object {
  const { width, gutter } = plotSize;
  const ticks = logTicks(domain);
  const decades = ticks.filter((t) => /^[0.]*[1]0*$/.test(String(t)));
  const few = labelled(ticks.length > 9 ? decades : ticks, domain, width - gutter, 26);
  return {
    width: plotSize.width,
    height: 20,
    autosize: { type: "none" },
    config,
    data: {
      values: few.map((value) => ({
        value,
        label: value >= 1000 ? `${value / 1000}k` : String(value),
      })),
    },
    layer: [
      {
        mark: { type: "rule", color: "var(--tb-edge)" },
        encoding: {
          x: position("value", domain, failuresLeft),
          y: { value: 16 },
          y2: { value: 20 },
        },
      },
      {
        mark: { type: "text", fontSize: 11, font: "Inter", color: "var(--tb-muted)" },
        encoding: {
          x: position("value", domain, failuresLeft),
          y: { value: 9 },
          text: { field: "label" },
        },
      },
      ...(failures
        ? [{
          data: { values: [{ label: "failed" }] },
          mark: { type: "text", fontSize: 11, font: "Inter", color: "var(--tb-failed)" },
          encoding: {
            x: { value: failuresLeft ? gutter / 2 - 4 : width - gutter / 2 + 4 },
            y: { value: 9 },
            text: { field: "label" },
          },
        }]
        : []),
    ],
  };
}
