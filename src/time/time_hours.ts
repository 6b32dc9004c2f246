/** The hour strips of page `/time`: a table whose cells link to their measurements. */
import { hours as hoursSpec } from "../charts/hours.js";
import { takeHtml } from "../components/figure.js";
import { region } from "../components/table.js";
import { count, escapeHtml } from "../words/format.js";
import { external, pageHref } from "../words/links.js";
import { type HourCell, hoursOf, regionName, regions, times } from "./time_data.js";
import { hoursSql, hoursTable } from "./time_sql.js";
import type { Chosen, Measured, TimeMetric, TimeState } from "./time_state.js";

const hoursNote = [
  "Each measurement is divided by the median of the same model of the same provider from the same",
  "region, so that fast and slow models count alike: 1.00× is as usual. A cell is the median of those",
  "ratios. n: measurements; d: days. A cell needs two days to show a value; as the models are measured",
  "within minutes of each other, n alone says little.",
].join(" ");

// Bounds of a TTFT ratio; a rate's are their reciprocals, so that a colour means the same slowness.
const bounds = [0.85, 0.95, 1.05, 1.15, 1.3];
const shades = ["faster-2", "faster-1", "usual", "slower-1", "slower-2", "slower-3"];

/** Name of the shade of a ratio: blue is faster than usual, orange slower. */
export function shade(ratio: number, better: "higher" | "lower"): string {
  const slowness = better === "lower" ? ratio : 1 / ratio;
  return shades[bounds.filter((b) => slowness > b).length];
}

function keyHtml(metric: TimeMetric): string {
  const at = bounds.map((b) => (metric.better === "lower" ? b : 1 / b).toFixed(2));
  const [under, over] = metric.better === "lower" ? ["under", "over"] : ["over", "under"];
  const words = shades.map((_, i) =>
    i === 0
      ? `${under} ${at[0]}×`
      : i === bounds.length
      ? `${over} ${at[i - 1]}×`
      : metric.better === "lower"
      ? `${at[i - 1]} to ${at[i]}×`
      : `${at[i]} to ${at[i - 1]}×`
  );
  return `<div class="key"><span class="kt">${metric.label} against usual</span>${
    shades.map((s, i) =>
      `<span><i class="sw" style="background:var(--tb-${s})"></i>${words[i]}</span>`
    ).join("")
  }<span><i class="sw thin"></i>one day only, no value</span><span>point: never measured</span></div>`;
}

/** Address of the measurements behind a cell. */
export function cellLink(cell: HourCell, metric: TimeMetric, state: TimeState): string {
  const slash = state.model.indexOf("/");
  return pageHref("requests", {
    data: "timed",
    location: cell.region,
    [state.zone === "local" ? "local_hour" : "utc_hour"]: String(cell.hour),
    population: "succeeded",
    metric: metric.name,
    systems: state.systems,
    ...(state.models === "one"
      ? { provider: state.model.slice(0, slash), model: state.model.slice(slash + 1) }
      : { throughout: "1" }),
  });
}

function cellHtml(cell: HourCell | null, { metric, state }: Chosen): string {
  if (!cell) return '<td class="no"><span class="vh">never measured</span></td>';
  const value = cell.median === null ? "" : `<b>${times(cell.median)}×</b>`;
  const style = cell.median === null
    ? ' class="thin"'
    : ` style="background:var(--tb-${shade(cell.median, metric.better)})"`;
  return `<td data-hour="${cell.hour}"${style}><a ${external} href="${
    escapeHtml(cellLink(cell, metric, state))
  }">${value}<span>n ${count(cell.n)}</span><span>${cell.days} d</span></a></td>`;
}

/** Hours as columns, and again as rows for a narrow page, where hours nobody measured are left out. */
export function hoursHtml(all: Measured, chosen: Chosen): string {
  const { metric, ratios, state, scope } = chosen;
  if (!ratios.length) return '<p class="empty">Nothing was measured.</p>';
  const strips = all.regions.map((place) => ({ place, cells: hoursOf(ratios, place) }));
  const names = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));
  const local = state.zone === "local";
  const head = (columns: string[]) =>
    `<caption class="vh">Median ${metric.label} against usual, by ${
      local ? "local" : "UTC"
    } hour and region</caption><thead><tr><th>${local ? "Own" : "UTC"} hour</th>${
      columns.map((name) => `<th scope="col">${name}</th>`).join("")
    }</tr></thead>`;
  const td = (cell: HourCell | null) => cellHtml(cell, chosen);
  const rows = strips.map(({ place, cells }) =>
    `<tr data-region="${escapeHtml(place)}"><th scope="row"><b>${
      escapeHtml(regionName(place))
    }</b><small>${escapeHtml(place)}${
      Object.hasOwn(regions, place) ? `, ${regions[place].zone}` : ""
    }</small></th>${cells.map(td).join("")}</tr>`
  );
  const wide = `<table class="hm wide">${head(names)}<tbody>${rows.join("")}</tbody></table>`;
  const tall = `<table class="hm tall">${
    head(all.regions.map((place) => escapeHtml(regionName(place))))
  }<tbody>${
    names.map((name, hour) =>
      strips.some((s) => s.cells[hour])
        ? `<tr><th scope="row">${name}</th>${strips.map((s) => td(s.cells[hour])).join("")}</tr>`
        : ""
    ).join("")
  }</tbody></table>`;
  const caption = `${scope}; hours in ${local ? "each region’s own time" : "UTC"}. ${hoursNote}`;
  return `${keyHtml(metric)}${region("Hour by region", wide + tall)}<p class="cap">${
    escapeHtml(caption)
  } Every cell links to its measurements.</p>${
    takeHtml({
      id: "hours",
      title: `Hour by region: ${metric.label} against usual`,
      caption,
      spec: hoursSpec(
        strips.flatMap(({ place, cells }) =>
          cells.filter((cell) => cell !== null).map((cell) => ({
            region: regionName(place),
            hour: cell.hour,
            color: cell.median === null ? null : `var(--tb-${shade(cell.median, metric.better)})`,
            value: cell.median === null ? "" : `${times(cell.median)}×`,
            below: `n ${cell.n}\n${cell.days} d`,
          }))
        ),
        all.regions.map(regionName),
        960,
      ),
      data: () => hoursTable(ratios, all.regions),
      sql: hoursSql(all, chosen),
    })
  }`;
}
