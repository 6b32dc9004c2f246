/** Hours of a data set, days and places, each against the usual of its own system and place. No drawing. */
import type { HourRow } from "@/benchmarks/queries/time/hours.ts";
import type { Daily as Day } from "../charts/time/days.js";
import type { PlaceRow } from "../charts/time/places.js";
import { dateOf, modelOf } from "../rows/throughout.js";
import { quantile } from "../shared/quantile.js";
import { fixed } from "../words/format.js";
import { providerName, shortName } from "../words/names.js";
import type { Local } from "./time_zone.js";

/** An hour of a system over the median of all its hours from the same place: 1 is as usual. */
export interface Cell {
  row: HourRow;
  /** Names its system and place. */
  line: string;
  /** Median of the hour, in the metric's unit. */
  x: number;
  ratio: number;
  /** Median of all hours of its line. */
  usual: number;
}
/** One row's hours at one hour of the clock; `median` is null under two days: the hour would be the day. */
export interface Tile {
  row: string;
  hour: number;
  n: number;
  days: number;
  median: number | null;
  cells: Cell[];
}
/** One day of one row. */
export interface Daily extends Day {
  row: string;
}
/** One provider of a model, seen from one place; `values` are medians of hours. */
export interface Place extends Omit<PlaceRow, "mark"> {
  provider: string;
  location: string | null;
  n: number;
  days: number;
}

/** Where some regions are. */
const regions = { sea: "Seattle", iad: "Ashburn", cdg: "Paris" };
export const regionName = (region: string | null): string =>
  region === null
    ? "an unknown place"
    : Object.hasOwn(regions, region)
    ? regions[region as keyof typeof regions]
    : shortName(region);
/** Places of the rows, west to east as above, others last. */
export function placesIn(rows: HourRow[]): (string | null)[] {
  const found = [...new Set(rows.map((r) => r.location))]
    .sort((a, b) => String(a).localeCompare(String(b)));
  const known = Object.keys(regions).filter((r) => found.includes(r));
  return [...known, ...found.filter((r) => !known.includes(r ?? ""))];
}

/** A service as a heading names it: some sources write its host, `groq.com`, and a region behind Azure. */
export function serviceName(provider: string): string {
  const known = new Map([["openai", "OpenAI"], ["octo", "OctoAI"]]);
  if (!provider.includes(".")) return known.get(provider) ?? providerName(provider);
  const name = provider.replace(/\.(ai|com|xyz)$/, "");
  return known.get(name) ??
    shortName(name.charAt(0).toUpperCase() + name.slice(1).replace(/^zure\./, "zure "));
}

/** A ratio as printed: 0.75, 17.7, 1.1k. */
export const times = (ratio: number): string => fixed(ratio, ratio < 10 ? 2 : ratio < 100 ? 1 : 0);
export const lineOf = (r: HourRow): string =>
  [r.set, r.provider, r.model, r.location ?? ""].join("\n");

const quartiles = (values: number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  const [p25, median, p75] = [0.25, 0.5, 0.75].map((p) => quantile(sorted, p));
  return { median, p25, p75 };
};
const requests = (cells: Cell[]) => cells.reduce((sum, { row }) => sum + row.succeeded, 0);

/** Hours with a value, each with its ratio. */
export function cellsOf(rows: HourRow[], metric: string): Cell[] {
  const own = Map.groupBy(rows.filter((r) => r[metric] !== null), lineOf);
  return [...own].flatMap(([line, list]) => {
    const usual = quartiles(list.map((r) => r[metric] as number)).median;
    return list.map((row): Cell => {
      const x = row[metric] as number;
      return { row, line, x, usual, ratio: x / usual };
    });
  });
}

/** Tiles of each row, by the hour of a clock. */
export function tilesOf(
  cells: Cell[],
  rowOf: (cell: Cell) => string,
  local: (cell: Cell) => Local,
): Tile[] {
  const placed = cells.map((cell) => ({ cell, row: rowOf(cell), at: local(cell) }));
  const groups = Map.groupBy(placed, ({ row, at }) => `${at.hour} ${row}`).values();
  return [...groups].map((list) => {
    const own = list.map(({ cell }) => cell);
    const days = new Set(list.map(({ at }) => at.day)).size;
    const median = days < 2 ? null : quartiles(own.map((c) => c.ratio)).median;
    const [{ row, at: { hour } }] = list;
    return { row, hour, n: requests(own), days, median, cells: own };
  });
}

/** One entry per row and UTC day on which something was measured, in order of the days. */
export function dailyOf(cells: Cell[], rowOf: (cell: Cell) => string): Daily[] {
  const groups = Map.groupBy(cells, (cell) => `${dateOf(cell.row)} ${rowOf(cell)}`);
  return [...groups.values()].map((own) => ({
    row: rowOf(own[0]),
    date: dateOf(own[0].row),
    n: requests(own),
    ...quartiles(own.map((c) => c.ratio)),
  })).sort((a, b) => a.date.localeCompare(b.date));
}

/** `azure` of `azure.westus`, `octo` of `octo.ai`: regions of one service are one service. */
const service = (provider: string) => provider.split(".")[0];
const lastOf = (rows: HourRow[]) => rows.map(dateOf).reduce((a, b) => (a > b ? a : b), "");

/** Models that two or more services still offered on the last day, most services first, then most hours. */
export function modelsByServices(
  rows: HourRow[],
): { model: string; services: number; n: number }[] {
  const last = lastOf(rows);
  return [...Map.groupBy(rows, (r) => r.model)].map(([model, own]) => ({
    model,
    services: new Set(own.filter((r) => dateOf(r) === last).map((r) => service(r.provider))).size,
    n: own.length,
  })).filter((m) => m.services > 1).sort((a, b) =>
    b.services - a.services || b.n - a.n || a.model.localeCompare(b.model)
  );
}

/** Who offered a model on the last day of the rows, as "provider/model". */
export function currentOf(rows: HourRow[], model: string): string[] {
  const last = lastOf(rows);
  const current = rows.filter((r) => r.model === model && dateOf(r) === last);
  return [...new Set(current.map(modelOf))].sort();
}

/**
 * Providers of one model that were measured up to the last day, one entry per place, ordered by the middle one of
 * each provider's medians, the fastest first.
 */
export function placesOf(
  rows: HourRow[],
  model: string,
  metric: string,
  better: "higher" | "lower" | null,
): Place[] {
  const order = placesIn(rows);
  const current = currentOf(rows, model);
  const own = cellsOf(rows.filter((r) => current.includes(modelOf(r))), metric);
  const places = [...Map.groupBy(own, ({ line }) => line).values()].map((list): Place => ({
    provider: list[0].row.provider,
    location: list[0].row.location,
    n: requests(list),
    days: new Set(list.map(({ row }) => dateOf(row))).size,
    values: list.map(({ x }) => x),
    ...quartiles(list.map(({ x }) => x)),
  }));
  const middle = new Map(
    [...Map.groupBy(places, (p) => p.provider)].map((
      [provider, list],
    ) => [provider, quartiles(list.map((p) => p.median)).median]),
  );
  const sign = better === "lower" ? 1 : -1;
  return places.sort((a, b) =>
    sign * (middle.get(a.provider)! - middle.get(b.provider)!) ||
    a.provider.localeCompare(b.provider) ||
    order.indexOf(a.location) - order.indexOf(b.location)
  );
}
