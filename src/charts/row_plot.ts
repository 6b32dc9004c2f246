/** One leaderboard row: requests in run order above, a box plot below, failures in a gutter at the slow end. */

export interface RowPlot {
  /** Value of each request and its place in the run; null where the request failed. */
  requests: { order: number; value: number | null }[];
  orders: number;
  median: number | null;
  p25: number | null;
  p75: number | null;
  low: number | null;
  high: number | null;
  /** 95% interval of the median; null or left out where there is none. */
  interval?: [number, number] | null;
  color: string;
  simulated: boolean;
  /** A system below the line: its median is drawn hollow, as a simulated one's is. */
  unranked?: boolean;
}

/** Pixels: baked at this width, scaled by the page. */
export const plotSize = { width: 460, height: 56, gutter: 34 };

/** Ticks of a log axis: 1, 2 and 5 of each decade inside the domain. */
export function logTicks([low, high]: [number, number]): number[] {
  const ticks: number[] = [];
  for (let e = Math.floor(Math.log10(low)); e <= Math.ceil(Math.log10(high)); e++) {
    for (const m of [1, 2, 5]) {
      const tick = Number((m * 10 ** e).toPrecision(1));
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  }
  return ticks;
}

/** Domain of a log axis over all rows of a table; what lies beyond is counted, see `beyond`. */
export function logDomain(values: number[], largestP95: number): [number, number] {
  const finite = values.filter((v) => v > 0 && Number.isFinite(v)).sort((a, b) => a - b);
  if (finite.length === 0) return [0.1, 10];
  const max = finite[finite.length - 1];
  const high = max > 50 * largestP95 && largestP95 > 0 ? 3 * largestP95 : max;
  return [finite[0] / 1.12, high * 1.12];
}

function xScale(domain: [number, number], failuresLeft: boolean) {
  const { width, gutter } = plotSize;
  return {
    type: "log",
    domain,
    range: failuresLeft ? [gutter, width - 4] : [4, width - gutter],
    clamp: false,
  };
}

const position = (field: string, domain: [number, number], failuresLeft: boolean) => ({
  field,
  type: "quantitative",
  scale: xScale(domain, failuresLeft),
  axis: null,
});

const config = { view: { stroke: null }, background: "transparent", padding: 0 };

/** What of an interval lies on the axis; null where nothing does. */
function clipped([low, high]: [number, number], domain: [number, number]): [number, number] | null {
  const ends: [number, number] = [Math.max(low, domain[0]), Math.min(high, domain[1])];
  return ends[0] <= ends[1] ? ends : null;
}

/** Specification of one row's plot. Shape of `row` as above; quantiles come from the table, not from Vega. */
export function rowPlot(row: RowPlot, domain: [number, number], failuresLeft: boolean): object {
  const { width, height, gutter } = plotSize;
  const x = (field: string) => position(field, domain, failuresLeft);
  const y = {
    field: "order",
    type: "quantitative",
    scale: { domain: [0, Math.max(1, row.orders - 1)], range: [4, 34] },
    axis: null,
  };
  const shown = row.requests.filter((r) =>
    r.value !== null && r.value >= domain[0] && r.value <= domain[1]
  );
  const failed = row.requests.filter((r) => r.value === null);
  const box = [{ p25: row.p25, p75: row.p75, low: row.low, high: row.high, median: row.median }];
  const hasBox = row.p25 !== null && row.p75 !== null &&
    [row.p25, row.p75].every((v) => Number.isFinite(v) && v > 0);
  const ticks = logTicks(domain).map((value) => ({ value }));
  const layers: object[] = [
    {
      data: { values: ticks },
      mark: { type: "rule", color: "var(--tb-grid)" },
      encoding: { x: x("value") },
    },
    {
      data: { values: shown },
      mark: {
        type: "point",
        shape: "circle",
        filled: true,
        size: 10,
        color: row.color,
        opacity: 1,
      },
      encoding: { x: x("value"), y },
    },
    {
      data: { values: failed },
      mark: {
        type: "tick",
        orient: "horizontal",
        width: 20,
        height: 20,
        thickness: 1.2,
        opacity: 1,
        color: "var(--tb-failed)",
      },
      encoding: { x: { value: failuresLeft ? gutter / 2 - 4 : width - gutter / 2 + 4 }, y },
    },
  ];
  if (hasBox) {
    layers.push(
      {
        data: { values: box },
        mark: { type: "rule", color: "var(--tb-box)" },
        encoding: { x: x("low"), x2: { field: "high" }, y: { value: 47 } },
      },
      {
        data: { values: box },
        mark: {
          type: "bar",
          height: 12,
          fill: row.simulated ? "var(--tb-hatch, transparent)" : "var(--theme-background)",
          stroke: "var(--tb-box)",
          strokeWidth: 1,
        },
        encoding: { x: x("p25"), x2: { field: "p75" }, y: { value: 47 } },
      },
    );
  }
  const ends = row.interval && clipped(row.interval, domain);
  if (ends) {
    layers.push({
      data: { values: [{ from: ends[0], to: ends[1] }] },
      // Taller than the dot, so that it never hides behind it; with a stroke, so that it is never thinner than a pixel.
      mark: {
        type: "bar",
        height: 12,
        fill: row.color,
        fillOpacity: "var(--tb-interval-opacity)",
        stroke: row.color,
        strokeOpacity: "var(--tb-interval-opacity)",
        strokeWidth: 1,
        opacity: 1,
      },
      encoding: { x: x("from"), x2: { field: "to" }, y: { value: 47 } },
    });
  }
  if (row.median !== null && Number.isFinite(row.median) && row.median > 0) {
    layers.push({
      data: { values: box },
      mark: {
        type: "point",
        shape: "circle",
        filled: true,
        fill: row.simulated || row.unranked ? "var(--theme-background)" : row.color,
        stroke: row.color,
        strokeWidth: 1.5,
        size: 54,
        opacity: 1,
      },
      encoding: { x: x("median"), y: { value: 47 } },
    });
  }
  return { width, height, autosize: { type: "none" }, config, layer: layers };
}

/** Specification of the shared axis over the column of plots; `failures` names the gutter where there are any. */
export function axisPlot(
  domain: [number, number],
  failuresLeft: boolean,
  failures = false,
): object {
  const { width, gutter } = plotSize;
  const ticks = logTicks(domain);
  const few = ticks.length > 9 ? ticks.filter((t) => /^[0.]*[1]0*$/.test(String(t))) : ticks;
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

/** Joins the point marks of one drawing into one path: a request costs some 10 bytes instead of 150. */
export function compact(svg: string): string {
  return svg
    .replace(/ aria-roledescription="[^"]*"| aria-label="[^"]*"| role="[^"]*"/g, "")
    .replace(/<g class="mark-symbol[^"]*"[^>]*>(.*?)<\/g>/gs, (all, inner: string) => {
      const marks = [
        ...inner.matchAll(/<path transform="translate\(([-\d.]+),([-\d.]+)\)" d="[^"]*"([^>]*)>/g),
      ];
      if (marks.length < 3) return all;
      const color = /fill="([^"]+)"/.exec(marks[0][3])?.[1] ?? "currentColor";
      const d = marks.map((m) => `M${Number(m[1]).toFixed(1)},${Number(m[2]).toFixed(1)}h0`).join(
        "",
      );
      return `<path d="${d}" fill="none" stroke="${color}" stroke-width="3.4" stroke-linecap="round" stroke-opacity="var(--tb-request-opacity)"/>`;
    });
}
