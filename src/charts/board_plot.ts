/** A whole table as one drawing, for a file of its own: the axis, then one row under the other, each under its name. */
import { axisPlot } from "./row_axis.js";
import { type RowPlot, rowPlot } from "./row_plot.js";

const titled = (text: string, style: object) => ({ text, ...style, anchor: "start", offset: 2 });

/**
 * Specification over the rows of `rowPlot`; colours are CSS variables until the caller resolves them. `axis` says what
 * the axis is, with its unit.
 */
export function boardPlot(
  rows: (RowPlot & { name: string })[],
  domain: [number, number],
  failuresLeft: boolean,
  axis: string,
): object {
  const failures = rows.some((row) => row.requests.some((r) => r.value === null));
  return {
    spacing: 6,
    config: { view: { stroke: null }, font: "Inter, sans-serif" },
    vconcat: [
      {
        title: titled(axis, { fontSize: 11, fontWeight: "normal", color: "var(--tb-muted)" }),
        ...bare(axisPlot(domain, failuresLeft, failures)),
      },
      ...rows.map((row) => ({
        title: titled(row.name, { fontSize: 12, color: "var(--tb-text)" }),
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
