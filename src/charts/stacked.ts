/** The small drawings in the rows of a table as one drawing: what a file shows of such a table. */

interface Unit {
  width: number;
  height: number;
  data?: object;
  layer?: object[];
  mark?: unknown;
  encoding?: object;
}

/** One row: its drawings side by side, a label before them and a note behind. */
export interface StackedRow {
  label: string;
  cells: object[];
  note?: string;
}

/** A drawing as a part of another: without what only a whole one has. */
export function partOf(spec: object): object {
  const whole = ["background", "config", "autosize", "padding"];
  return Object.fromEntries(Object.entries(spec).filter(([name]) => !whole.includes(name)));
}

const font = { font: "Inter", fontSize: 11, baseline: "middle" };
const words = (text: string, x: number, y: number, mark: object) => ({
  data: { values: [{ text }] },
  mark: { type: "text", ...font, ...mark },
  encoding: { text: { field: "text" }, x: { value: x }, y: { value: y } },
});

function cellOf(spec: object, before: string, behind: string): object {
  const { width, height, data, layer, mark, encoding } = spec as Unit;
  const own = layer ?? [{ mark, encoding }];
  const beside = [
    ...before ? [words(before, -10, height / 2, { align: "right", color: "var(--tb-text)" })] : [],
    ...behind
      ? [words(behind, width + 10, height / 2, { align: "left", color: "var(--tb-muted)" })]
      : [],
  ];
  return { width, height, ...data ? { data } : {}, layer: [...own, ...beside] };
}

/** `heads` stand over the columns of drawings. */
export function stacked(rows: StackedRow[], heads: string[] = []): object {
  // What a mark or a word reaches beyond its own drawing must not move the next one.
  const line = ({ label, cells, note = "" }: StackedRow) => ({
    spacing: 28,
    bounds: "flush",
    hconcat: cells.map((cell, i) =>
      cellOf(cell, i === 0 ? label : "", i === cells.length - 1 ? note : "")
    ),
  });
  const head = (cells: object[]) => ({
    spacing: 28,
    bounds: "flush",
    hconcat: cells.map((cell, i) => ({
      width: (cell as Unit).width,
      height: 18,
      layer: [words(heads[i] ?? "", 0, 9, { align: "left", color: "var(--tb-muted)" })],
    })),
  });
  return {
    background: "transparent",
    config: { view: { stroke: null } },
    spacing: 4,
    vconcat: [...heads.length && rows.length ? [head(rows[0].cells)] : [], ...rows.map(line)],
  };
}
