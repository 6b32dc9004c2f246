/** Medians over time: points in, a Vega-Lite specification out. Pure. */
import { logAxis, shell } from "../charts/ecdf.js";
import { pointOf } from "../charts/mark.js";
import {
  byDays,
  changeLayers,
  domainsOf,
  type Drawing,
  type Line,
  lineDays,
  nameLayer,
  timeAxis,
} from "./history_axes.js";
import type { Zone } from "./history_moments.js";

export const chartHeight = 320;

function runLayers(
  { mark, points }: Line,
  width: number,
  x: object,
  y: (field: string) => object,
): object[] {
  const color = mark.color;
  // Marks that would cover each other shrink, so that the line and its gaps stay in sight.
  const room = Math.min(6.5, width / points.length);
  const sure = points.filter(({ low }) => low !== null);
  const unsure = points.filter(({ low }) => low === null);
  const plain = points.map(({ at, value, low, high, part }) => ({ at, value, low, high, part }));
  return [
    {
      data: { values: plain.filter(({ low }) => low !== null) },
      mark: { type: "rule", color, strokeWidth: Math.min(3, room / 2), opacity: 0.32 },
      encoding: { x, y: y("low"), y2: { field: "high" } },
    },
    {
      data: { values: plain },
      mark: { type: "line", color, strokeWidth: 1.2 },
      encoding: { x, y: y("value"), detail: { field: "part", type: "nominal" } },
    },
    ...[sure, unsure].map((own, i) => ({
      data: { values: own.map(({ at, value }) => ({ at, value })) },
      mark: { ...pointOf(mark, room * room, i === 1 || mark.hollow), strokeWidth: room / 5 },
      encoding: { x, y: y("value") },
    })),
  ];
}

function dayLayers(line: Line, zone: Zone, x: object, y: (field: string) => object): object[] {
  const { mark } = line;
  const data = { values: lineDays(line, zone) };
  const detail = { field: "part", type: "nominal" };
  return [
    {
      data,
      mark: { type: "area", color: mark.color, opacity: 0.22, line: false },
      encoding: { x, y: y("low"), y2: { field: "high" }, detail },
    },
    {
      data,
      mark: { type: "rule", color: mark.color, opacity: 0.3, strokeWidth: 2 },
      encoding: { x, y: y("low"), y2: { field: "high" } },
    },
    {
      data,
      mark: { type: "line", color: mark.color, strokeWidth: 1.4 },
      encoding: { x, y: y("value"), detail },
    },
    { data, mark: pointOf(mark, 22), encoding: { x, y: y("value") } },
  ];
}

/** Medians of runs over time, with their intervals; of too many runs, days. */
export function medians(drawing: Drawing, title: string): object {
  const { lines, marked, invalid, gaps, zone, width } = drawing;
  const domains = domainsOf(drawing);
  const x = timeAxis(domains.time, zone, width);
  const y = (field: string) => logAxis(field, title, domains.value);
  const days = byDays(lines);
  const height = (value: number) =>
    chartHeight * (1 - Math.log(value / domains.value[0]) /
        Math.log(domains.value[1] / domains.value[0]));
  const ends = lines.filter(({ points }) => points.length).map((line) => ({
    label: line.label,
    y: height((days ? lineDays(line, zone) : line.points).at(-1)!.value),
  }));
  return {
    ...shell(width, chartHeight),
    layer: [
      ...changeLayers(marked, x),
      ...lines.flatMap((line) => days ? dayLayers(line, zone, x, y) : runLayers(line, width, x, y)),
      ...gaps.length
        ? [{
          data: { values: gaps.map(([at, last]) => ({ at, last })) },
          mark: { type: "rule", color: "var(--tb-edge)", strokeWidth: 6, strokeCap: "square" },
          encoding: { x, x2: { field: "last" }, y: { value: chartHeight - 5 } },
        }]
        : [],
      ...invalid.length
        ? [{
          data: { values: invalid.map((at) => ({ at })) },
          mark: { type: "text", text: "×", color: "var(--tb-failed)", fontSize: 14 },
          encoding: { x, y: { value: chartHeight - 7 } },
        }]
        : [],
      nameLayer(ends, width, chartHeight),
    ],
  };
}
