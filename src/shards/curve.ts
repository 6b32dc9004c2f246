/** One drawing of page `/shards/`: marks joined by thin lines, on log axes. */
import type { Answer } from "@/benchmarks/queries/tables/table.ts";
import { type Mark, type Shape } from "../charts/mark.js";
import { placed } from "../charts/points/labels.js";
import {
  domainOf,
  loadSteps,
  shareOn,
  type StepAxis,
  type StepPoint,
  stepsHeight,
} from "../charts/points/load_steps.js";
import { figureHtml } from "../components/figure.js";

/** Marks that are joined; the name stands at the last. */
interface Series {
  name: string;
  shape: Shape;
  points: Omit<StepPoint, "ends">[];
}
export interface Curve {
  id: string;
  title: string;
  label: string;
  caption: string;
  x: string;
  y: string[];
  series: Series[];
  of: Answer<unknown>;
}

const markOf = (shape: Shape): Mark => ({
  ...{ shape, color: "var(--tb-simulated)", core: null, hollow: true },
});
export const shapes: Shape[] = ["circle", "square", "diamond", "triangle-up"];

/** The figure with its files, `width` pixels wide; "" where nothing can be drawn on log axes. */
export async function curveHtml({ series, of, ...curve }: Curve, width: number): Promise<string> {
  const room = width - (width < 640 ? 70 : 90);
  const drawn = series.map((s) => ({ ...s, points: s.points.filter((p) => p.x > 0 && p.y > 0) }))
    .filter(({ points }) => points.length);
  const points = drawn.flatMap((s) => s.points);
  if (!points.length) return "";
  const axis = (title: string | string[], values: number[]): StepAxis => ({
    ...{ title, domain: domainOf(values, 1.4), log: true },
  });
  const x = axis(curve.x, points.map((p) => p.x));
  const y = axis(curve.y, points.map((p) => p.y));
  const names = placed(
    drawn.map(({ name, points }) => {
      const last = points.at(-1)!;
      return {
        name,
        x: room * shareOn(x, last.x),
        y: stepsHeight * (1 - shareOn(y, last.y)),
      };
    }),
    room,
  );
  const { id, title, label, caption } = curve;
  const columns = Object.keys(of.rows[0] as object);
  return await figureHtml({
    ...{ id, title, label, caption, up: "../" },
    spec: loadSteps(
      drawn.map(({ shape, points }) => ({
        mark: markOf(shape),
        points: points.map((p) => ({ ...p, ends: null })),
      })),
      { x, y },
      names.map(({ name, x, y, dx, dy, align }) => ({
        ...{ text: name, left: x + dx, top: y + dy, align, strong: true },
      })),
      room,
    ),
    data: () => ({ columns, rows: of.rows as Record<string, unknown>[] }),
    sql: of.table.sql,
  });
}
