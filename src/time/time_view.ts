/** The parts of page `/time` as HTML, from rows and state alone: baked at build time and redrawn in the browser. */
import { days as daysSpec } from "../charts/days.js";
import { count, day, escapeHtml } from "../words/format.js";
import { hoursHtml, usualName } from "./time_hours.js";
import { metricOf, type TimeMetric, type TimeState } from "./time_state.js";
import { placesHtml } from "./time_places.js";
import {
  type Daily,
  dailyOf,
  type Ratio,
  ratiosOf,
  regionName,
  regionsOf,
  times,
} from "./time_data.js";
import type { Row } from "../rows/systems.js";
import { dateOf, modelOf, throughout } from "../rows/throughout.js";
import { renderSpec } from "../components/vega.js";

/** HTML of each part of the page. `width` is the content's, in pixels: drawings are made for it. */
export async function timeParts(
  rows: Row[],
  state: TimeState,
  width: number,
): Promise<Record<"kicker" | "find" | "hours" | "days" | "places", string>> {
  const metric = metricOf(state);
  const steady = throughout(rows);
  const one = state.models === "one";
  const own = rows.filter((r) =>
    one ? modelOf(r) === state.model : steady.models.has(modelOf(r)) && dateOf(r) >= steady.from
  );
  const ratios = ratiosOf(own, metric.name, state.zone === "local");
  const places = regionsOf(rows);
  const dates = own.map(dateOf).sort();
  const subject = one ? state.model : `the same ${steady.models.size} models`;
  return {
    kicker: `thefastest.ai, ${day(dates[0])} to ${day(dates.at(-1)!)} · ${
      count(ratios.length)
    } measurements of ${
      one ? escapeHtml(state.model) : `${steady.models.size} models, those measured throughout`
    } · ${state.zone === "utc" ? "times in UTC" : "days in UTC, hours in each region’s own time"}`,
    find: findingHtml(own, ratios, metric, subject),
    hours: hoursHtml(ratios, places, metric, state),
    days: await daysHtml(dailyOf(ratios), places, metric, width),
    places: await placesHtml(rows, state.place, metric, width),
  };
}

function findingHtml(own: Row[], ratios: Ratio[], metric: TimeMetric, subject: string): string {
  const ranges = [...Map.groupBy(dailyOf(ratios), (d) => d.region)].map(([region, list]) => {
    const medians = list.map((d) => d.median);
    return { region, low: Math.min(...medians), high: Math.max(...medians), days: list.length };
  }).filter((r) => r.days > 1).sort((a, b) => b.high / b.low - a.high / a.low);
  if (!ranges.length) return "<b>Too little was measured to compare days.</b>";
  const hours = [...Map.groupBy(own, (r) => Number(r.utc_hour))].map(([hour, list]) => ({
    hour,
    days: new Set(list.map(dateOf)).size,
  })).sort((a, b) => a.hour - b.hour);
  const often = hours.filter((h) => h.days > 2).map((h) => `${String(h.hour).padStart(2, "0")}:00`);
  const once = hours.filter((h) => h.days === 1).length;
  const { region, low, high } = ranges[0];
  const byDay = high / low > 1.1 ? "It changes by the day" : "Days hardly differ";
  return `<b>${byDay}; by the hour, ${
    often.length > 2 ? "see below" : "nobody can say yet"
  }.</b> From ${escapeHtml(regionName(region))} ${escapeHtml(subject)} ${
    metric.better === "lower" ? "took" : "decoded at"
  } ${times(low)} to ${times(high)} times their usual ${usualName(metric)}, depending on the day. ${
    often.length === 0
      ? "No hour was measured on more than two days"
      : often.length === 1
      ? `Only ${often[0]} UTC was measured on more than two days`
      : `Only ${often.join(", ")} UTC were measured on more than two days`
  }, ${once} of the ${hours.length} hours on one only.`;
}

// Vega announces every mark; the drawing has one label, and its numbers stand in the tables.
const quiet = (svg: string) =>
  svg.replace(/ aria-roledescription="[^"]*"| aria-label="[^"]*"| role="[^"]*"/g, "");

/** Shared axis of the days: the bars, but at most twice beyond the medians, where bursts would stretch it. */
export function dayDomain(daily: Daily[]): [number, number] {
  const medians = daily.map((d) => d.median);
  const low = Math.max(Math.min(...medians) / 2, Math.min(...daily.map((d) => d.p25)));
  const high = Math.min(Math.max(...medians) * 2, Math.max(...daily.map((d) => d.p75)));
  return [Math.min(0.8, low) / 1.04, Math.max(1.25, high) * 1.04];
}

async function daysHtml(
  daily: Daily[],
  places: string[],
  metric: TimeMetric,
  width: number,
): Promise<string> {
  if (!daily.length) return '<p class="empty">Nothing was measured.</p>';
  const dates = [...new Set(daily.map((d) => d.date))].sort();
  const domain = dayDomain(daily);
  const cut = daily.filter((d) => d.p25 < domain[0] || d.p75 > domain[1]).length;
  const each = width > 1000 ? Math.floor((width - 48) / 3) : width;
  const figures = await Promise.all(places.map(async (place) => {
    const own = daily.filter((d) => d.region === place);
    const medians = own.map((d) => d.median);
    const range = own.length
      ? `${times(Math.min(...medians))}× to ${times(Math.max(...medians))}×`
      : "not measured";
    const name = escapeHtml(regionName(place));
    return `<figure><figcaption><b>${name}</b> ${range}</figcaption><div role="img" aria-label="${metric.label} against usual from ${name}, day by day: medians from ${range}">${
      quiet(
        await renderSpec(daysSpec(own, dates, domain, each)),
      )
    }</div></figure>`;
  }));
  return `<div class="key"><span><svg width="22" height="18" aria-hidden="true"><rect x="7" y="1" width="8" height="16" fill="var(--tb-text)" fill-opacity=".2"/><circle cx="11" cy="9" r="3.4" fill="var(--tb-text)"/></svg>median of the day, and its middle half</span><span><i class="sw weekend"></i>weekend</span><span>under each day: its measurements</span><span>${metric.label} against usual, log scale</span></div><div class="g3">${
    figures.join("")
  }</div><p class="cap">Same ratios as above, days in UTC. Bar: P25 to P75, the spread of the day’s measurements and not an interval of its median: they were taken within minutes of each other, ${
    Math.min(...daily.map((d) => d.n))
  } to ${
    Math.max(...daily.map((d) => d.n))
  } a day, at few hours. What other hours of a day would have given, nobody knows.${
    cut ? ` Where a bar ends at the edge it goes on: ${cut} of ${daily.length}.` : ""
  }</p>`;
}
