/** Drawings of the board, each fed by Mosaic with the counts that the brushes of the others leave. */
import { labelsOf, makeBars } from "./bars.js";
import { binsBetween, type Dimension } from "./bins.js";
import { nameColumns, type NameKey } from "./columns.js";
import type { Choice, Cross } from "./cross.js";
import type { Drawing } from "./drawings_spec.js";
import { titleOf } from "../components/metric_fields.js";
import { edgeText, makeHistogram, ticksOf } from "./histogram.js";

export interface CrossView {
  /** Draws what is chosen of its own column, before anything is counted. */
  redraw(choice: Choice): void;
  /** What it shows now, for a file. */
  drawing(): Drawing;
}
export interface Reader {
  /** The pointer, or the focus, has come to the drawing. */
  comes(): void;
  /** `done` when the pointer is lifted. */
  chooses(choice: Choice, done: boolean): void;
}

export async function addHistogram(
  place: HTMLElement,
  dimension: Dimension,
  edges: number[],
  cross: Cross,
  reader: Reader,
): Promise<CrossView> {
  const { key } = dimension;
  const histogram = makeHistogram(dimension, edges, {
    near: reader.comes,
    select: (range, done) => reader.chooses(range && { range }, done),
    type(low, high) {
      const from = low === "" ? edges[0] : Number(low);
      const to = high === "" ? edges.at(-1)! : Number(high);
      const range = low || high ? binsBetween(edges, from, to) : null;
      reader.chooses(range && { range }, true);
    },
  });
  place.append(histogram.node);
  let counts: number[] = [], without = 0, choice: Choice = null;
  // Nothing is chosen yet when a view is added.
  let all: number[] | null = null;
  const selected = () => choice && "range" in choice ? choice.range : null;
  const draw = () => histogram.draw(counts, without, selected());
  await cross.count(key, (rows) => {
    counts = new Array(edges.length - 1).fill(0);
    without = 0;
    for (const { value, n } of rows) {
      if (value === null || value === undefined) without = Number(n);
      else counts[Number(value)] = Number(n);
    }
    all ??= counts;
    draw();
  });
  return {
    redraw(now) {
      choice = now;
      draw();
    },
    drawing() {
      const [from, to] = selected() ?? [0, Infinity];
      return {
        title: titleOf(dimension),
        bars: counts.map((drawn, i) => ({
          ...{ from: edges[i], to: edges[i + 1], name: null, label: null },
          ...{ drawn, all: all![i], kept: i >= from && i <= to },
        })),
        ticks: ticksOf(dimension, edges).map((i) => [i, edgeText(edges[i])]),
      };
    },
  };
}

export async function addBars(
  place: HTMLElement,
  kind: { key: NameKey; label: string; simulated: boolean },
  names: string[],
  cross: Cross,
  reader: Reader,
): Promise<CrossView> {
  const column = nameColumns[kind.key];
  const labels = labelsOf(kind.key, names);
  const bars = makeBars(kind, names, {
    near: reader.comes,
    pick: (picked) => reader.chooses(picked.length ? { names: picked } : null, true),
  });
  place.append(bars.node);
  let counts = new Map<string | null, number>(), choice: Choice = null;
  let all: typeof counts | null = null;
  const selected = () => choice && "names" in choice ? choice.names : [];
  const draw = () => bars.draw(counts, selected());
  await cross.count(column, (rows) => {
    counts = new Map(rows.map(({ value, n }) => [(value ?? null) as string | null, Number(n)]));
    all ??= counts;
    draw();
  });
  return {
    redraw(now) {
      choice = now;
      draw();
    },
    drawing: () => ({
      title: kind.label,
      bars: names.map((name, i) => ({
        ...{ from: null, to: null, name, label: labels[i] },
        ...{ drawn: counts.get(name) ?? 0, all: all!.get(name) ?? 0 },
        kept: !selected().length || selected().includes(name),
      })),
      ticks: [],
    }),
  };
}
