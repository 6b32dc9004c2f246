/** The hour strips of page `/time`, and hours by day of the week: tables whose cells link to their requests. */
import { hours as hoursSpec } from "../charts/time/hours.js";
import { takeHtml } from "../components/figure.js";
import { region } from "../components/table.js";
import type { MetricInfo } from "@/benchmarks/metrics/metrics.ts";
import { count, escapeHtml } from "../words/format.js";
import { exploreHref, external, pageHref } from "../words/links.js";
import { type Tile, tilesOf, times } from "./time_data.js";
import { tileRequestsSql, tilesSql, tilesTable } from "./time_sql.js";
import type { Chosen } from "./time_state.js";
import { leastHours } from "../judging/time/level_days.js";

const tilesNote = [
  "The median of each measured hour is divided by the median of all hours of the same system from the same",
  "place, so that fast and slow systems count alike: 1.00× is as usual. A cell is the median of those ratios.",
  "n: succeeded requests; d: days. A cell needs two days to show a value; as requests of one hour are made",
  "within minutes of each other, n alone says little.",
].join(" ");

// Bounds of a latency's ratio; a rate's are their reciprocals, so that a colour means the same slowness.
const bounds = [0.85, 0.95, 1.05, 1.15, 1.3];
const shades = ["faster-2", "faster-1", "usual", "slower-1", "slower-2", "slower-3"];

/** Name of the shade of a ratio: blue is faster than usual, orange slower. */
export function shade(ratio: number, better: MetricInfo["better"]): string {
  const slowness = better === "lower" ? ratio : 1 / ratio;
  return shades[bounds.filter((b) => slowness > b).length];
}

function keyHtml(metric: MetricInfo): string {
  const lower = metric.better === "lower";
  const at = bounds.map((b) => (lower ? b : 1 / b).toFixed(2));
  const [under, over] = lower ? ["under", "over"] : ["over", "under"];
  const between = (a: string, b: string) => lower ? `${a} to ${b}×` : `${b} to ${a}×`;
  const words = shades.map((_, i) =>
    i === 0
      ? `${under} ${at[0]}×`
      : i === bounds.length
      ? `${over} ${at[i - 1]}×`
      : between(at[i - 1], at[i])
  );
  return `<div class="key"><span class="kt">${escapeHtml(metric.label)} against usual</span>${
    shades.map((s, i) =>
      `<span><i class="sw" style="background:var(--tb-${s})"></i>${words[i]}</span>`
    ).join("")
  }<span><i class="sw thin"></i>one day only, no value</span><span><i class="sw no"></i>never measured</span></div>`;
}

/** The UTC hours of a tile: more than one where a zone's clocks were changed. */
const utcHours = ({ cells }: Tile) => new Set(cells.map(({ row }) => row.started_at.slice(11)));

/** Address of the requests behind a tile: of its one run, or of a data set that page /requests has; else null. */
export function tileLink(tile: Tile, { set, metric, state, steady, pooled }: Chosen) {
  const { cells } = tile;
  const hours = utcHours(tile);
  const runs = new Set(cells.map(({ row }) => row.run_id));
  const [run_id] = runs;
  if (hours.size > 1 || !(set.selected || (runs.size === 1 && run_id))) return null;
  const { provider, model, location } = cells[0].row;
  return pageHref("requests", {
    ...set.selected ? { data: "timed" } : { run_id },
    ...{ location, utc_hour: String(Number([...hours][0])), population: "succeeded" },
    ...{ metric: metric.name, at: "n" },
    ...pooled ? { systems: state.systems, throughout: steady ? "1" : "" } : { provider, model },
  });
}

/** Address of the requests in SQL of the tile of a row at an hour; null where there is none. */
export function tileAsked(chosen: Chosen, row: string, hour: number): string | null {
  const tile = tilesOf(chosen.cells, chosen.rowOf, chosen.local)
    .find((t) => t.row === row && t.hour === hour);
  return tile ? exploreHref(tileRequestsSql(tile, chosen)) : null;
}

function tileHtml(tile: Tile | undefined, chosen: Chosen, linked: boolean): string {
  if (!tile) return '<td class="no"><span class="vh">never measured</span></td>';
  const { hour, median, n, days } = tile;
  const style = median === null
    ? ' class="thin"'
    : ` style="background:var(--tb-${shade(median, chosen.metric.better)})"`;
  const value = median === null ? "" : `<b>${times(median)}×</b>`;
  const inside = `${value}<span>n ${count(n)}</span><span>${days} d</span>`;
  const href = linked ? tileLink(tile, chosen) : null;
  // Requests of several runs are asked for in SQL, which a page of many cells writes when it is wanted (`tileAsked`).
  const asked = linked && !href && utcHours(tile).size === 1;
  return `<td data-hour="${hour}"${style}>${
    href
      ? `<a ${external} href="${escapeHtml(href)}">${inside}</a>`
      : asked
      ? `<a ${external} href="${pageHref("explore")}" data-asks="${
        escapeHtml(tile.row)
      }">${inside}</a>`
      : `<div>${inside}</div>`
  }</td>`;
}

interface Strips {
  id: string;
  title: string;
  rows: { key: string; label: string }[];
  tiles: Tile[];
  chosen: Chosen;
  weekdays?: boolean;
}

/** Hours as columns, and again as rows for a narrow page, where hours nobody measured are left out. */
function stripsHtml({ id, title, rows, tiles, chosen, weekdays = false }: Strips): string {
  const { metric, scope, state } = chosen;
  const names = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));
  const zone = state.zone === "utc" ? "UTC" : "Local";
  const found = new Map(tiles.map((tile) => [`${tile.hour} ${tile.row}`, tile]));
  const at = (key: string, hour: number) => found.get(`${hour} ${key}`);
  const head = (columns: string[]) =>
    `<caption class="vh">Median ${
      escapeHtml(metric.label)
    } against usual: ${title.toLowerCase()}</caption><thead><tr><th>${zone} hour</th>${
      columns.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join("")
    }</tr></thead>`;
  const td = (key: string, hour: number) => tileHtml(at(key, hour), chosen, !weekdays);
  const wide = rows.map(({ key, label }) =>
    `<tr data-row="${escapeHtml(key)}"><th scope="row"><b>${escapeHtml(label)}</b></th>${
      names.map((_, hour) => td(key, hour)).join("")
    }</tr>`
  );
  const tall = names.map((name, hour) =>
    rows.some(({ key }) => at(key, hour))
      ? `<tr><th scope="row">${name}</th>${rows.map(({ key }) => td(key, hour)).join("")}</tr>`
      : ""
  );
  const caption = `${scope}; hours in ${state.zone === "utc" ? "UTC" : state.zone}. ${tilesNote}`;
  return `${
    region(
      title,
      `<table class="hm wide">${head(names)}<tbody>${
        wide.join("")
      }</tbody></table><table class="hm tall">${head(rows.map(({ label }) => label))}<tbody>${
        tall.join("")
      }</tbody></table>`,
    )
  }<p class="cap">${escapeHtml(caption)}${
    weekdays || !tiles.every((tile) => utcHours(tile).size === 1)
      ? ""
      : " Every cell links to its requests."
  }</p>${
    takeHtml({
      ...{ id, title: `${title}: ${metric.label} against usual`, caption },
      spec: hoursSpec(
        tiles.map(({ row, hour, median, n, days }) => ({
          row: rows.find(({ key }) => key === row)!.label,
          hour,
          color: median === null ? null : `var(--tb-${shade(median, metric.better)})`,
          value: median === null ? "" : `${times(median)}×`,
          below: `n ${n}\n${days} d`,
        })),
        rows.map(({ label }) => label),
        960,
      ),
      data: () => tilesTable(tiles, chosen, weekdays),
      sql: tilesSql(chosen, weekdays),
    })
  }`;
}

const weekdayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** HTML of the section: the strips; below them the week, where some hour of a weekday was measured twice. */
export function hoursHtml(chosen: Chosen): string {
  const { cells, lines, rowOf, local, metric, pooled } = chosen;
  if (!cells.length) return '<p class="empty">Nothing was measured.</p>';
  const strips = stripsHtml({
    ...{ id: "hours", title: pooled ? "Hour by place" : "Hour by system", rows: lines, chosen },
    tiles: tilesOf(cells, rowOf, local),
  });
  const week = tilesOf(cells, (cell) => String(local(cell).weekday), local);
  const hours = new Set(week.filter((tile) => tile.median !== null).map(({ hour }) => hour)).size;
  const rows = weekdayNames.map((label, i) => ({ key: String(i + 1), label }));
  const together = lines.length > 1
    ? " All rows above together; choose one system for its own."
    : "";
  return keyHtml(metric) + strips +
    (hours >= leastHours
      ? `<h3>Hour by day of the week</h3><p class="cap">One weekday needs two of its kind.${together}</p>${
        stripsHtml({
          id: "week",
          title: "Hour by weekday",
          rows,
          tiles: week,
          chosen,
          weekdays: true,
        })
      }`
      : "");
}
