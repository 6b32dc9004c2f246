/** Axes of the drawings over time, and the marks of changes on them. Pure. */
import type { Mark } from "../charts/mark.js";
import { type Day, daysOf, mostPoints, type Point } from "./history_data.js";
import { dayText, startOfDay, tickText, type Zone } from "./history_moments.js";

/** A line of the drawing. */
export interface Line {
  label: string;
  mark: Mark;
  points: Point[];
}

/** A change that chance does not explain, between two moments, by its number in the table. */
export interface Marked {
  from: number;
  to: number;
  number: number;
}

export interface Drawing {
  lines: Line[];
  marked: Marked[];
  /** Moments of runs that count nowhere. */
  invalid: number[];
  /** First and last moment of rounds that gave no result. */
  gaps: [number, number][];
  zone: Zone;
  /** In pixels, without what stands beside the axes. */
  width: number;
}

const hour = 3_600_000;

/** Ends of the time axis: the runs, and some room beside them. */
export function timeDomain(moments: number[]): [number, number] {
  const [first, last] = [Math.min(...moments), Math.max(...moments)];
  // Rounds of seconds would be one point among half an hour on each side.
  const room = Math.max(0.015 * (last - first), Math.min(0.1 * (last - first) || hour, 0.5 * hour));
  return [first - room, last + room];
}

/** Ends of the log axis: all medians with their intervals. */
export function valueDomain(lines: Line[]): [number, number] {
  const values = lines.flatMap(({ points }) =>
    points.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value])
  ).filter((value) => value > 0);
  return [Math.min(...values) / 1.06, Math.max(...values) * 1.06];
}

export const byDays = (lines: Line[]): boolean =>
  lines.some(({ points }) => points.length > mostPoints);
export const lineDays = ({ points }: Line, zone: Zone): Day[] =>
  daysOf(points, (at) => startOfDay(at, zone));

const steps = [
  1 / 60,
  1 / 30,
  1 / 12,
  1 / 6,
  1 / 4,
  1 / 2,
  1,
  2,
  3,
  6,
  12,
  24,
  48,
  96,
  168,
  336,
  720,
  1440,
  2880,
  8760,
].map((h) => h * hour);

/** Round moments of the zone, so few that each label has its room, with their labels. */
export function timeTicks([low, high]: [number, number], zone: Zone, width: number) {
  const room = Math.max(2, Math.floor(width / 76));
  const step = steps.find((s) => (high - low) / s <= room) ?? (high - low) / room;
  const whole = step >= 24 * hour;
  const ticks: Record<number, string | string[]> = {};
  for (let at = startOfDay(low, zone); at <= high;) {
    // A day of summer time's begin or end has 23 or 25 hours.
    if (at >= low) {
      const text = tickText(at, zone, high - low);
      // Somewhere the day must stand, also where no midnight is in sight.
      const first = !Object.keys(ticks).length && /:/.test(text);
      ticks[at] = first ? [text, dayText(at, zone)] : text;
    }
    at = whole ? startOfDay(at + step + 2 * hour, zone) : at + step;
  }
  return ticks;
}

/** The time axis: moments are milliseconds on it, and its labels are ours. */
export function timeAxis(domain: [number, number], zone: Zone, width: number) {
  const ticks = timeTicks(domain, zone, width);
  return {
    field: "at",
    type: "quantitative",
    title: null,
    scale: { domain, nice: false, zero: false },
    axis: {
      values: Object.keys(ticks).map(Number),
      labelExpr: `(${JSON.stringify(ticks)})[datum.value]`,
      labelOverlap: "greedy",
      grid: false,
    },
  };
}

/** Pixels between two names at the end of their lines. */
const nameStep = 13;

/** Names where their lines end, right of the drawing; those that would cover each other stand apart. */
export function nameLayer(
  ends: { label: string; y: number }[],
  width: number,
  height: number,
): object {
  const sorted = ends.toSorted((a, b) => a.y - b.y);
  const below = (height - 4) - nameStep * sorted.length;
  let last = -Infinity;
  const values = sorted.map(({ label, y }, i) => {
    last = Math.max(last + nameStep, Math.min(y, below + nameStep * (i + 1)));
    return { label, y: last };
  });
  return {
    data: { values },
    mark: {
      ...{ type: "text", font: "Inter", fontSize: 11, color: "var(--tb-text)" },
      ...{ align: "left", baseline: "middle", clip: false },
    },
    encoding: {
      x: { value: width + 8 },
      y: { field: "y", type: "quantitative", scale: null, axis: null },
      text: { field: "label" },
    },
  };
}

/** Vertical marks of changes, behind everything else; their numbers stand over the drawing. */
export function changeLayers(marked: Marked[], x: object): object[] {
  const data = { values: marked.map((m) => ({ ...m, at: m.from, middle: (m.from + m.to) / 2 })) };
  const at = (field: string) => ({ ...x, field });
  const color = "var(--tb-uncertain)";
  return [
    {
      data,
      mark: { type: "rect", color, opacity: 0.14 },
      encoding: { x, x2: { field: "to" } },
    },
    {
      data,
      mark: { type: "rule", color, strokeDash: [3, 3], strokeWidth: 1.4 },
      encoding: { x: at("middle") },
    },
    {
      data,
      mark: { type: "text", font: "Inter", fontSize: 12, fontWeight: 600, color, dy: -8 },
      encoding: { x: at("middle"), y: { value: 0 }, text: { field: "number" } },
    },
  ];
}

/** All that stands on the time axis. */
export const momentsOf = ({ lines, invalid, gaps }: Drawing) => [
  ...lines.flatMap(({ points }) => points.map(({ at }) => at)),
  ...invalid,
  ...gaps.flat(),
];

/** Domains of the medians' drawing: a page finds the run below a pointer by them. */
export const domainsOf = (drawing: Drawing) => ({
  time: timeDomain(momentsOf(drawing)),
  value: valueDomain(drawing.lines),
});
