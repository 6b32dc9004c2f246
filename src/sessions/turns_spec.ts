/** Drawings over the turns of sessions: a panel per system, one below the other, on the same axes. Sizes in pixels. */
import { logTicks } from "../charts/log_axis.js";
import type { Mark } from "../charts/mark.js";
import { pointOf } from "../charts/mark.js";
import { axisText } from "../charts/time/curve.js";

/** What is drawn of a turn. */
export interface TurnPoint {
  turn: number;
  n: number;
}
/** Seconds to the first token. */
export interface TtftPoint extends TurnPoint {
  /** Sessions that failed in this turn. */
  failed: number;
  p5: number;
  p25: number;
  median: number;
  p75: number;
  p95: number;
}
export interface PromptPoint extends TurnPoint {
  prompt: number;
  /** Null where nobody says. */
  cached: number | null;
}
/** A request: `at` is its turn, a little beside it by the place of its session. */
export interface TtftRequest {
  at: number;
  ttft: number;
}
export interface Panel<P extends TurnPoint> {
  label: string;
  mark: Mark;
  points: P[];
}

const left = 58, right = 8;
/** Pixels that a turn's number and its n need beside each other. */
const room = 34;

/** Of the axis: room beside the first and the last turn, for the labels below them. */
const ends = (most: number): [number, number] => {
  const beside = Math.max(0.6, 0.015 * most);
  return [-beside, most + beside];
};
/** Square pixels of a point that leaves its neighbours room. */
const sizeOf = (band: number) => Math.max(5, Math.min(42, (band / 1.6) ** 2));

function turnAxis(panel: Panel<TurnPoint>, most: number, width: number, title: string | null) {
  const every = Math.max(1, Math.ceil((room * (most + 1)) / (width - left - right)));
  const n = Object.fromEntries(panel.points.map((p) => [p.turn, p.n]));
  return {
    field: "turn",
    type: "quantitative",
    title,
    scale: { domain: ends(most), nice: false },
    axis: {
      ...axisText,
      values: Array.from({ length: Math.floor(most / every) + 1 }, (_, i) => i * every),
      labelExpr: `[datum.value, 'n ' + ((${JSON.stringify(n)})[datum.value] || 0)]`,
      ...{ labelLineHeight: 13, labelOverlap: false, grid: false, ticks: false },
      domainColor: "var(--tb-line)",
    },
  };
}

function panels<P extends Panel<TurnPoint>>(
  all: P[],
  width: number,
  layersOf: (panel: P, x: object, band: number) => object[],
): object {
  const most = Math.max(...all.flatMap((p) => p.points.map(({ turn }) => turn)));
  const inner = width - left - right;
  return {
    background: "transparent",
    config: { view: { stroke: null } },
    padding: { left: 0, right, top: 10, bottom: 2 },
    spacing: 18,
    vconcat: all.map((panel, i) => ({
      width: inner,
      height: 130,
      title: {
        ...{ text: panel.label, anchor: "start", frame: "group", offset: 4 },
        ...{ font: "Inter", fontSize: 12, fontWeight: 600, color: "var(--tb-text)" },
      },
      layer: layersOf(
        panel,
        turnAxis(panel, most, width, i === all.length - 1 ? "turn, from 0" : null),
        inner / (most + 1.2),
      ),
    })),
  };
}

const layer = (values: object[], mark: object, encoding: object) => ({
  data: { values },
  mark,
  encoding,
});

/** TTFT of every turn: median, middle half, and from P5 to P95, on one log axis of all panels. */
export function ttftByTurn(
  all: (Panel<TtftPoint> & { dots: TtftRequest[] })[],
  width: number,
): object {
  const values = all.flatMap(({ points, dots }) => [
    ...points.flatMap((p) => [p.p5, p.p95]),
    ...dots.map((d) => d.ttft),
  ]).filter((s) => s > 0);
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const greatest = values.reduce((a, b) => Math.max(a, b), 0);
  const domain: [number, number] = greatest > 0 ? [least / 1.15, greatest * 1.6] : [0.1, 1];
  const y = (field: string) => ({
    ...{ field, type: "quantitative", title: "TTFT, s, log" },
    scale: { type: "log", domain, nice: false, clamp: true },
    axis: {
      ...axisText,
      ...{ values: logTicks(domain), labelExpr: "format(datum.value, '~g')" },
      ...{ labelOverlap: "greedy", gridColor: "var(--tb-grid)", domain: false, ticks: false },
      ...{ minExtent: left - 20, maxExtent: left - 20 },
    },
  });
  // An answer that came in no time is drawn at the fast end: its logarithm has no place.
  const within = (s: number) => Math.max(s, domain[0]);
  const shown = all.map((panel) => ({
    ...panel,
    dots: panel.dots.map((d) => ({ ...d, ttft: within(d.ttft) })),
    points: panel.points.map((p) => ({
      ...p,
      ...{ p5: within(p.p5), p25: within(p.p25), median: within(p.median) },
      ...{ p75: within(p.p75), p95: within(p.p95) },
    })),
  }));
  return panels(shown, width, ({ mark, points, dots }, x, band) => [
    layer(
      dots,
      { type: "point", shape: "circle", size: 5, fill: mark.color, stroke: null, opacity: 0.45 },
      { x: { ...x, field: "at" }, y: y("ttft") },
    ),
    layer(points, { type: "rule", color: mark.color, strokeWidth: 1.2 }, {
      ...{ x, y: y("p5"), y2: { field: "p95" } },
    }),
    layer(
      points,
      { type: "bar", color: mark.color, opacity: 0.3, width: Math.max(2, Math.min(18, band / 2)) },
      { x, y: y("p25"), y2: { field: "p75" } },
    ),
    layer(points, { type: "line", color: "var(--tb-box)", strokeWidth: 1 }, { x, y: y("median") }),
    layer(points, pointOf(mark, sizeOf(band)), { x, y: y("median") }),
    // In the gutter at the slow end, where no value is drawn.
    layer(
      points.filter((p) => p.failed > 0).map((p) => ({ ...p, lost: `×${p.failed}` })),
      {
        ...{ type: "text", font: "Inter", fontSize: 11, fontWeight: 600, baseline: "top" },
        color: "var(--tb-failed)",
      },
      { x, y: { value: 1 }, text: { field: "lost" } },
    ),
  ]);
}

/** Median prompt of every turn, and how much of it was cached by the server's word, on one axis from zero. */
export function promptByTurn(all: Panel<PromptPoint>[], width: number): object {
  const most = Math.max(1, ...all.flatMap(({ points }) => points.map((p) => p.prompt)));
  const y = (field: string) => ({
    ...{ field, type: "quantitative", title: "tokens" },
    scale: { domain: [0, most * 1.05], nice: false },
    axis: {
      ...axisText,
      ...{ tickCount: 4, labelExpr: "format(datum.value, datum.value < 10000 ? ',' : '~s')" },
      ...{ gridColor: "var(--tb-grid)", domain: false, ticks: false },
      ...{ minExtent: left - 20, maxExtent: left - 20 },
    },
  });
  return panels(all, width, ({ mark, points }, x, band) => {
    const told = points.filter((p) => p.cached !== null);
    return [
      layer(told, { type: "area", color: mark.color, opacity: 0.25 }, {
        ...{ x, y: y("cached") },
      }),
      layer(told, { type: "line", color: mark.color, strokeWidth: 1.5, strokeDash: [4, 3] }, {
        ...{ x, y: y("cached") },
      }),
      layer(points, { type: "line", color: mark.color, strokeWidth: 1.5 }, { x, y: y("prompt") }),
      layer(points, pointOf(mark, sizeOf(band)), { x, y: y("prompt") }),
    ];
  });
}
