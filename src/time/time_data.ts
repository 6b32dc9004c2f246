/** Measurements over hours, days and places, each against the usual of its own model and region. No drawing. */
import type { Daily as Day } from "../charts/days.js";
import type { PlaceRow } from "../charts/places.js";
import { fixed } from "../words/format.js";
import { shortName } from "../words/names.js";
import { statisticsOf } from "../rows/statistics.js";
import type { Row } from "../rows/systems.js";
import { dateOf, modelOf } from "../rows/throughout.js";

/** One measurement over the median of the same provider, model and region: 1 is as usual. */
export interface Ratio {
  region: string;
  hour: number;
  date: string;
  ratio: number;
}
/** Median and quartiles of one region's ratios on one day. */
export interface Daily extends Day {
  region: string;
}
/** Ratios of one region in one hour; `median` is null under two days: the hour would be the day. */
export interface HourCell {
  region: string;
  hour: number;
  n: number;
  days: number;
  median: number | null;
}
/** One provider of a model, seen from one region. */
export interface Place extends Omit<PlaceRow, "mark"> {
  provider: string;
  region: string;
  n: number;
  days: number;
}

/** Where the regions are; the zones hold for the dates of the data, all of them in summer time. */
export const regions: Record<string, { name: string; zone: string }> = {
  sea: { name: "Seattle", zone: "UTC−7" },
  iad: { name: "Ashburn", zone: "UTC−4" },
  cdg: { name: "Paris", zone: "UTC+2" },
};
export const regionName = (region: string): string =>
  Object.hasOwn(regions, region) ? regions[region].name : region;
/** Regions of the rows, west to east as above, unknown ones last. */
export function regionsOf(rows: Row[]): string[] {
  const found = [...new Set(rows.map((r) => String(r.location)))].sort();
  const known = Object.keys(regions);
  return [...known.filter((r) => found.includes(r)), ...found.filter((r) => !known.includes(r))];
}

/** A service as a heading names it: the source writes its host, `groq.com`, and a region behind Azure. */
export function serviceName(provider: string): string {
  const known = new Map([["openai", "OpenAI"], ["octo", "OctoAI"]]);
  const name = provider.replace(/\.(ai|com|xyz)$/, "");
  return known.get(name) ??
    shortName(name.charAt(0).toUpperCase() + name.slice(1).replace(/^zure\./, "zure "));
}

/** A ratio as printed: 0.75, 17.7, 1.1k. */
export const times = (ratio: number): string => fixed(ratio, ratio < 10 ? 2 : ratio < 100 ? 1 : 0);
const usable = (row: Row, metric: string) => row.status === "ok" && (row[metric] as number) > 0;
const quartiles = (values: number[]) => {
  const rows = values.map((x) => ({ status: "ok", phase: "measured", error_code: null, x }));
  const { median, p25, p75 } = statisticsOf(rows, "x", null, "succeeded");
  return { median: median!, p25: p25!, p75: p75! };
};

/** Ratios of the rows to their usual; failed rows and those without a positive value are left out. */
export function ratiosOf(rows: Row[], metric: string, local: boolean): Ratio[] {
  const ratios: Ratio[] = [];
  const own = Map.groupBy(
    rows.filter((r) => usable(r, metric)),
    (r) => `${modelOf(r)} ${r.location}`,
  );
  for (const list of own.values()) {
    const usual = quartiles(list.map((r) => r[metric] as number)).median;
    for (const r of list) {
      ratios.push({
        region: String(r.location),
        hour: Number(local ? r.local_hour : r.utc_hour),
        date: dateOf(r),
        ratio: (r[metric] as number) / usual,
      });
    }
  }
  return ratios;
}

/** One entry per region and day on which something was measured, in order of the days. */
export function dailyOf(ratios: Ratio[]): Daily[] {
  return [...Map.groupBy(ratios, (r) => `${r.region} ${r.date}`).values()].map((list) => ({
    region: list[0].region,
    date: list[0].date,
    n: list.length,
    ...quartiles(list.map((r) => r.ratio)),
  })).sort((a, b) => a.date.localeCompare(b.date));
}

/** The 24 hours of a region; null where nothing was ever measured. */
export function hoursOf(ratios: Ratio[], region: string): (HourCell | null)[] {
  const own = Map.groupBy(ratios.filter((r) => r.region === region), (r) => r.hour);
  return Array.from({ length: 24 }, (_, hour) => {
    const list = own.get(hour);
    if (!list) return null;
    const days = new Set(list.map((r) => r.date)).size;
    const median = days < 2 ? null : quartiles(list.map((r) => r.ratio)).median;
    return { region, hour, n: list.length, days, median };
  });
}

/** `azure` of `azure.westus`, `octo` of `octo.ai`: regions of one service are one service. */
const service = (provider: string) => provider.split(".")[0];

/** Models that two or more services still offered on the last day, most services first, then most rows. */
export function modelsByServices(rows: Row[]): { model: string; services: number; n: number }[] {
  const last = rows.map(dateOf).reduce((a, b) => (a > b ? a : b), "");
  return [...Map.groupBy(rows, (r) => String(r.model))].map(([model, own]) => ({
    model,
    services: new Set(
      own.filter((r) => dateOf(r) === last).map((r) => service(String(r.provider))),
    ).size,
    n: own.length,
  })).filter((m) => m.services > 1).sort((a, b) =>
    b.services - a.services || b.n - a.n || a.model.localeCompare(b.model)
  );
}

/**
 * Providers of one model that were measured up to the last day, one entry per region, ordered by the middle
 * one of each provider's medians, the fastest first.
 */
export function placesOf(
  rows: Row[],
  model: string,
  metric: string,
  better: "higher" | "lower",
): Place[] {
  const last = rows.map(dateOf).reduce((a, b) => (a > b ? a : b), "");
  const order = regionsOf(rows);
  const own = rows.filter((r) => r.model === model && usable(r, metric));
  const current = new Set(own.filter((r) => dateOf(r) === last).map((r) => String(r.provider)));
  const groups = Map.groupBy(
    own.filter((r) => current.has(String(r.provider))),
    (r) => `${r.provider} ${r.location}`,
  );
  const places = [...groups.values()].map((list) => ({
    provider: String(list[0].provider),
    region: String(list[0].location),
    n: list.length,
    days: new Set(list.map(dateOf)).size,
    values: list.map((r) => r[metric] as number),
    ...quartiles(list.map((r) => r[metric] as number)),
  }));
  const middle = new Map(
    [...Map.groupBy(places, (p) => p.provider)].map((
      [provider, list],
    ) => [provider, quartiles(list.map((p) => p.median)).median]),
  );
  const sign = better === "lower" ? 1 : -1;
  return places.sort((a, b) =>
    sign * (middle.get(a.provider)! - middle.get(b.provider)!) ||
    a.provider.localeCompare(b.provider) || order.indexOf(a.region) - order.indexOf(b.region)
  );
}
