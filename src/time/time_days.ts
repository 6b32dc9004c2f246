/** Day by day: the ratios of each row, over the days. */
import { days as daysSpec } from "../charts/time/days.js";
import { takeHtml } from "../components/figure.js";
import { dateOf } from "../rows/throughout.js";
import { count, escapeHtml, significant } from "../words/format.js";
import { type Daily, dailyOf, times } from "./time_data.js";
import { panelsOf } from "./time_panels.js";
import { daysSql, daysTable } from "./time_sql.js";
import type { Chosen, Measured } from "./time_state.js";

/** Shared axis of the days: the bars, but at most twice beyond the medians, where bursts would stretch it. */
export function dayDomain(daily: Daily[]): [number, number] {
  const medians = daily.map((d) => d.median);
  const low = Math.max(Math.min(...medians) / 2, Math.min(...daily.map((d) => d.p25)));
  const high = Math.min(Math.max(...medians) * 2, Math.max(...daily.map((d) => d.p75)));
  return [Math.min(0.8, low) / 1.04, Math.max(1.25, high) * 1.04];
}

const interval = `<svg width="22" height="18" aria-hidden="true">
<rect x="9" y="3" width="4" height="12" fill="var(--tb-text)" fill-opacity=".5"/></svg>`;
const bar = `<svg width="22" height="18" aria-hidden="true">
<rect x="7" y="1" width="8" height="16" fill="var(--tb-text)" fill-opacity=".2"/>
<circle cx="11" cy="9" r="3.4" fill="var(--tb-text)"/></svg>`;

/** How far the medians of the days lie apart; of a single day nothing. */
const rangeOf = (daily: Daily[]): string => {
  const medians = daily.map((d) => d.median);
  const [low, high] = [Math.min(...medians), Math.max(...medians)];
  return daily.length > 1 ? `${times(low)}× to ${times(high)}×` : "";
};

/** Days of a row with the intervals that were judged; of rows that are places there are none. */
function judgedDays(all: Measured, { cells, rowOf, metric, pooled }: Chosen): Daily[] {
  const daily = dailyOf(cells, rowOf);
  if (pooled) return daily;
  const usual = new Map(cells.map((c) => [c.line, c.usual]));
  const found = new Map(
    all.judged.filter((j) => j.metric === metric.name).flatMap((j) =>
      j.days.map((d) => [`${j.line} ${d.day}`, [d.low, d.high].map((x) => x / usual.get(j.line)!)])
    ),
  );
  return daily.map((d) => {
    const [low, high] = found.get(`${d.row} ${d.date}`) ?? [];
    return low === undefined ? d : { ...d, low, high };
  });
}

/** HTML of the section; `width` is the content's, in pixels. */
export async function daysHtml(all: Measured, chosen: Chosen, width: number): Promise<string> {
  const { metric, cells, lines, pooled, scope } = chosen;
  const daily = judgedDays(all, chosen);
  if (!daily.length) return '<p class="empty">Nothing was measured.</p>';
  const dates = [...new Set(daily.map((d) => d.date))].sort();
  const domain = dayDomain(daily);
  const cut = daily.filter((d) => d.p25 < domain[0] || d.p75 > domain[1]).length;
  const hours = pooled ? [] : cells.map(({ row, line, ratio }) => ({
    row: line,
    date: dateOf(row),
    hour: Number(row.started_at.slice(11)),
    ratio,
  })).filter(({ ratio }) => ratio >= domain[0] && ratio <= domain[1]);
  const { html, spec } = await panelsOf(
    lines.map(({ key, label: name }) => {
      const own = daily.filter((d) => d.row === key);
      const range = rangeOf(own);
      const usual = pooled
        ? ""
        : `${significant(cells.find((c) => c.line === key)!.usual)} ${metric.unit}`;
      const about = [range, usual].filter(Boolean).join(" of ");
      return {
        ...{ name, about },
        label: `${metric.label} against usual, ${name}, day by day: ${about}`,
        draw: (each) => daysSpec(own, dates, domain, each, hours.filter((h) => h.row === key)),
      };
    }),
    width,
  );
  const n = daily.map((d) => d.n);
  const judged = daily.filter((d) => d.low !== undefined).length;
  const caption = [
    `${scope}. Same ratios as above, days in UTC. Light bar: P25 to P75 of the day’s hours, which is not an interval`,
    `of its median. ${
      [...new Set([Math.min(...n), Math.max(...n)])].map(count).join(" to ")
    } requests per day.`,
    ...judged
      ? [
        "Dark bar: 95% interval of the median over the day’s hours, where ten or more were measured:",
        `${judged} of ${daily.length} days.`,
      ]
      : [
        "No day has the ten measured hours that an interval of its median needs: what other hours would",
        "have given, nobody knows.",
      ],
    ...hours.length ? ["Small dots: its hours, those beyond the axis left out."] : [],
    ...cut ? [`Where a bar ends at the edge it goes on: ${cut} of ${daily.length}.`] : [],
  ].join(" ");
  const named = (d: Daily) => ({ ...d, row: lines.find(({ key }) => key === d.row)!.label });
  const take = takeHtml({
    id: "days",
    title: `Day by day: ${metric.label} against usual, log scale`,
    caption,
    spec,
    data: () => daysTable(daily, chosen),
    ...judged ? { json: () => daily.filter((d) => d.low !== undefined).map(named) } : {},
    sql: daysSql(chosen),
  });
  const key = [
    `${bar}median of the day, and the middle half of its hours`,
    ...judged ? [`${interval}95% interval of the median`] : [],
    '<i class="sw weekend"></i>weekend',
    "under each day: its requests",
    `${escapeHtml(metric.label)} against usual, log scale`,
  ];
  return `<div class="key">${
    key.map((words) => `<span>${words}</span>`).join("")
  }</div>${html}<p class="cap">${escapeHtml(caption)}</p>${take}`;
}
