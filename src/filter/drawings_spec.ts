/** The drawings as one for a file: each with its title, one below the other. Pure. */

/** A bar: of a range or of a name. */
export interface Bar {
  /** Ends of its range. */
  from: number | null;
  to: number | null;
  name: string | null;
  /** The name as a reader knows it. */
  label: string | null;
  /** Requests that the filters of the other drawings leave, as it is drawn. */
  drawn: number;
  /** Requests without any filter. */
  all: number;
  /** Whether its own drawing's filter leaves it. */
  kept: boolean;
}
export interface Drawing {
  title: string;
  bars: Bar[];
  /** Marks under a histogram: the number of the range that each stands before, and its text. */
  ticks: [at: number, text: string][];
}

const width = 560;
const [tall, step] = [92, 18];
const font = { labelFont: "Inter", labelFontSize: 11, labelColor: "var(--tb-muted)" };
const axis = { ...font, title: null, grid: false, domainColor: "var(--tb-edge)", tickSize: 3 };
const counts = { ...axis, tickCount: 3, format: ",d", domain: false, ticks: false };
const colored = { field: "color", type: "nominal", scale: null };
const quantitative = { type: "quantitative", title: null };

function histogramSpec({ bars, ticks }: Drawing) {
  const texts = Object.fromEntries(ticks);
  const x = {
    ...{ field: "place", ...quantitative, scale: { domain: [0, bars.length], nice: false } },
    axis: {
      ...axis,
      values: ticks.map(([at]) => at),
      labelExpr: `${JSON.stringify(texts)}[datum.value]`,
    },
  };
  return {
    height: tall,
    mark: { type: "rect", stroke: "var(--theme-background)", strokeWidth: 0.5 },
    encoding: {
      x,
      x2: { field: "next" },
      y: { field: "zero", ...quantitative, axis: counts },
      y2: { field: "drawn" },
      color: colored,
    },
  };
}

const listSpec = ({ bars }: Drawing) => ({
  height: step * bars.length,
  mark: { type: "bar", height: 10 },
  encoding: {
    y: {
      ...{ field: "label", type: "nominal", title: null },
      scale: { domain: bars.map(({ label }) => label) },
      axis: { ...axis, labelLimit: 220, domain: false, ticks: false, labelColor: "var(--tb-text)" },
    },
    x: { field: "drawn", ...quantitative, axis: counts },
    color: colored,
  },
});

export function drawingsSpec(drawings: Drawing[]): object {
  return {
    background: "transparent",
    config: { view: { stroke: null } },
    spacing: 44,
    bounds: "flush",
    vconcat: drawings.filter(({ bars }) => bars.length).map((drawing) => ({
      title: {
        ...{ text: drawing.title, anchor: "start", frame: "group" },
        ...{ font: "Inter", fontSize: 12 },
        color: "var(--tb-text)",
      },
      width,
      data: {
        values: drawing.bars.map((bar, place) => ({
          ...bar,
          // JSON has no infinity.
          to: Number.isFinite(bar.to) ? bar.to : null,
          color: bar.kept ? "var(--tb-box)" : "var(--tb-line)",
          ...{ place, next: place + 1, zero: 0 },
        })),
      },
      ...drawing.bars[0].name === null ? histogramSpec(drawing) : listSpec(drawing),
    })),
  };
}

/** The drawings' rows, as `drawingsSql` returns them. */
export const drawingRows = (drawings: Drawing[]): Record<string, unknown>[] =>
  drawings.flatMap(({ title, bars }) =>
    bars.map((bar) => ({
      ...{ drawing: title, range_from: bar.from, range_to: bar.to, name: bar.name },
      chosen_requests: bar.kept ? bar.drawn : 0,
      drawn_requests: bar.drawn,
      all_requests: bar.all,
    }))
  );
