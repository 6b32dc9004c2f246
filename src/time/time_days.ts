/** Day by day: the ratios of each region, over the days. */
import { days as daysSpec } from "../charts/days.js";
import { partOf } from "../charts/stacked.js";
import { takeHtml } from "../components/figure.js";
import { renderBare } from "../components/vega.js";
import { escapeHtml } from "../words/format.js";
import { type Daily, dailyOf, regionName, times } from "./time_data.js";
import { daysSql, daysTable } from "./time_sql.js";
import type { Chosen, Measured } from "./time_state.js";

/** Shared axis of the days: the bars, but at most twice beyond the medians, where bursts would stretch it. */
export function dayDomain(daily: Daily[]): [number, number] {
  const medians = daily.map((d) => d.median);
  const low = Math.max(Math.min(...medians) / 2, Math.min(...daily.map((d) => d.p25)));
  const high = Math.min(Math.max(...medians) * 2, Math.max(...daily.map((d) => d.p75)));
  return [Math.min(0.8, low) / 1.04, Math.max(1.25, high) * 1.04];
}

const bar = `<svg width="22" height="18" aria-hidden="true">
<rect x="7" y="1" width="8" height="16" fill="var(--tb-text)" fill-opacity=".2"/>
<circle cx="11" cy="9" r="3.4" fill="var(--tb-text)"/></svg>`;

const rangeOf = (daily: Daily[]): string => {
  const medians = daily.map((d) => d.median);
  return medians.length
    ? `${times(Math.min(...medians))}× to ${times(Math.max(...medians))}×`
    : "not measured";
};

/** HTML of the section; `width` is the content's, in pixels. */
export async function daysHtml(all: Measured, chosen: Chosen, width: number): Promise<string> {
  const { metric, ratios, scope } = chosen;
  const daily = dailyOf(ratios);
  if (!daily.length) return '<p class="empty">Nothing was measured.</p>';
  const dates = [...new Set(daily.map((d) => d.date))].sort();
  const domain = dayDomain(daily);
  const cut = daily.filter((d) => d.p25 < domain[0] || d.p75 > domain[1]).length;
  const drawn = (place: string, each: number) =>
    daysSpec(daily.filter((d) => d.region === place), dates, domain, each);
  const each = width > 1000 ? Math.floor((width - 48) / 3) : width;
  const figures = await Promise.all(all.regions.map(async (place) => {
    const range = rangeOf(daily.filter((d) => d.region === place));
    const name = escapeHtml(regionName(place));
    const label = `${metric.label} against usual from ${name}, day by day: medians from ${range}`;
    const svg = await renderBare(drawn(place, each));
    return `<figure><figcaption><b>${name}</b> ${range}</figcaption>
<div role="img" aria-label="${label}">${svg}</div></figure>`;
  }));
  const n = daily.map((d) => d.n);
  const caption = [
    `${scope}. Same ratios as above, days in UTC. Bar: P25 to P75, the spread of the day’s measurements`,
    "and not an interval of its median: they were taken within minutes of each other,",
    `${Math.min(...n)} to ${
      Math.max(...n)
    } per day, at few hours. What other hours of a day would have`,
    "given, nobody knows.",
    ...cut ? [`Where a bar ends at the edge it goes on: ${cut} of ${daily.length}.`] : [],
  ].join(" ");
  const take = takeHtml({
    id: "days",
    title: `Day by day: ${metric.label} against usual, log scale`,
    caption,
    spec: {
      background: "transparent",
      config: { view: { stroke: null } },
      vconcat: all.regions.map((place) => ({
        ...partOf(drawn(place, 640)),
        title: { text: regionName(place), anchor: "start", font: "Inter", color: "var(--tb-text)" },
      })),
    },
    data: () => daysTable(daily),
    sql: daysSql(all, chosen),
  });
  const key = [
    `${bar}median of the day, and its middle half`,
    '<i class="sw weekend"></i>weekend',
    "under each day: its measurements",
    `${metric.label} against usual, log scale`,
  ];
  return `<div class="key">${key.map((words) => `<span>${words}</span>`).join("")}</div>
<div class="g3">${figures.join("")}</div><p class="cap">${escapeHtml(caption)}</p>${take}`;
}
