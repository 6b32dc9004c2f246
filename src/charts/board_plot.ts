/** A whole table as one drawing, for a file of its own: the axis, then one row under the other, each under its name. */
import { axisPlot } from "./row_axis.js";
import { type RowPlot, rowPlot } from "./row_plot.js";

/** Specification over the rows of `rowPlot`; colours are CSS variables until the caller resolves them. */
export function boardPlot(
  rows: (RowPlot & { name: string })[],
  domain: [number, number],
  failuresLeft: boolean,
): object {
  const failures = rows.some((row) => row.requests.some((r) => r.value === null));
  return {
    spacing: 6,
    config: { view: { stroke: null }, font: "Inter, sans-serif" },
    vconcat: [
      bare(axisPlot(domain, failuresLeft, failures)),
      ...rows.map((row) => ({
        title: {
          text: row.name,
          anchor: "start",
          fontSize: 12,
          offset: 2,
          color: "var(--tb-text)",
        },
        ...bare(rowPlot(row, domain, failuresLeft)),
      })),
    ],
  };
}

/** Without what only the top of a specification may have. */
function bare(spec: object): object {
  const { autosize: _a, config: _c, ...inner } = spec as Record<string, unknown>;
  return inner;
}
