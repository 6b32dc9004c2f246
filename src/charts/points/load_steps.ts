/** Steps of load: a mark a step with its interval, steps of one system joined by a thin line, which is no curve. */
import { logAxis, shell } from "../ecdf.js";
import { dashOf, type Mark, pointOf } from "../mark.js";

export interface StepPoint {
  x: number;
  /** Infinity where it has no end: drawn at the top. */
  y: number;
  /** Ends of the interval of y; null where there are too few requests. */
  ends: [number, number] | null;
}
/** The steps of one system, in the order in which they are joined. */
export interface StepSeries {
  mark: Mark;
  points: StepPoint[];
}
/** Words at a point, where `placed` found room for them. */
export interface StepWord {
  text: string;
  /** Pixels from the left and the top. */
  left: number;
  top: number;
  align: "left" | "right";
  strong: boolean;
}
export interface StepAxis {
  /** A line each: a long one upright would be taller than the drawing. */
  title: string | string[];
  domain: [number, number];
  log: boolean;
  /** Of a linear axis: how its numbers are written. */
  format?: string;
}
export interface StepAxes {
  x: StepAxis;
  y: StepAxis;
  /** A line that helps reading: across at a height, or where both axes say the same. */
  line?: number | "equal";
}
export const stepsHeight = 340;

/** Where a value stands on an axis, from 0 to 1; what lies beyond stands at its end. */
export function shareOn({ domain: [low, high], log }: StepAxis, value: number): number {
  const share = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return Math.max(0, Math.min(1, share));
}

/** A domain around all values, a log axis with room at both ends; of values that are no number above 0 none. */
export function domainOf(values: number[], room = 1.18): [number, number] {
  const finite = values.filter((v) => v > 0 && Number.isFinite(v));
  if (!finite.length) return [0.1, 1];
  return [Math.min(...finite) / room, Math.max(...finite) * room];
}

const axis = (field: string, { title, domain, log, format }: StepAxis) =>
  log ? logAxis(field, title, domain) : {
    ...{ field, type: "quantitative", title, scale: { domain, nice: false, clamp: true } },
    axis: { grid: true, ...format ? { format } : {} },
  };

/** The drawing, `width` pixels wide. */
export function loadSteps(
  series: StepSeries[],
  { x, y, line }: StepAxes,
  words: StepWord[],
  width: number,
): object {
  const within = (value: number) => Math.min(value, y.domain[1]);
  const [xOf, yOf] = [axis("x", x), (field: string) => axis(field, y)];
  const at = (field: string) => ({ field, type: "quantitative", scale: null, axis: null });
  const text = (strong: boolean, align: string, mark: object) => ({
    data: { values: words.filter((w) => w.strong === strong && w.align === align) },
    mark: {
      ...{ type: "text", align, baseline: "middle", font: "Inter", clip: false },
      ...{ fontSize: strong ? 12 : 11, ...mark },
    },
    encoding: { x: at("left"), y: at("top"), text: { field: "text" } },
  });
  const halo = {
    stroke: "var(--theme-background)",
    strokeWidth: 4,
    color: "var(--theme-background)",
  };
  return {
    ...shell(width, stepsHeight),
    layer: [
      ...line === undefined ? [] : [{
        data: {
          values: x.domain.map((end) => ({ x: end, y: line === "equal" ? end : line })),
        },
        mark: { type: "line", color: "var(--tb-edge)", strokeWidth: 1 },
        encoding: { x: xOf, y: yOf("y") },
      }],
      ...series.map(({ mark, points }) => ({
        data: { values: points.map((p, order) => ({ x: p.x, y: within(p.y), order })) },
        mark: {
          ...{ type: "line", color: mark.color, strokeWidth: 0.8, opacity: 0.55 },
          ...{ strokeDash: dashOf(mark), strokeJoin: "round" },
        },
        encoding: { x: xOf, y: yOf("y"), order: { field: "order" } },
      })),
      ...series.map(({ mark, points }) => ({
        data: {
          values: points.filter((p) => p.ends).map((p) => ({
            x: p.x,
            low: within(p.ends![0]),
            high: within(p.ends![1]),
          })),
        },
        mark: { type: "rule", color: mark.color, strokeWidth: 7, opacity: 0.35 },
        encoding: { x: xOf, y: yOf("low"), y2: { field: "high" } },
      })),
      ...series.map(({ mark, points }) => ({
        data: { values: points.filter((p) => p.y < Infinity).map(({ x, y }) => ({ x, y })) },
        mark: pointOf(mark, 62),
        encoding: { x: xOf, y: yOf("y") },
      })),
      ...series.map(({ mark, points }) => ({
        data: { values: points.filter((p) => p.y === Infinity).map(({ x }) => ({ x })) },
        mark: {
          ...{ type: "point", shape: "triangle-up", filled: false, size: 80 },
          ...{ stroke: mark.color, strokeWidth: 1.5, opacity: 1 },
        },
        encoding: { x: xOf, y: { value: 6 } },
      })),
      ...[true, false].flatMap((strong) =>
        ["left", "right"].flatMap((align) => [
          text(strong, align, halo),
          text(strong, align, { color: strong ? "var(--tb-text)" : "var(--tb-muted)" }),
        ])
      ),
    ],
  };
}
