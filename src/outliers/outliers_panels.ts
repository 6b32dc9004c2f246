/** The panels of the outliers page: HTML around the drawings, and the marks laid over them. */
import { orderAxis, valueAxis } from "../charts/outlier_axes.js";
import {
  outlierPanel,
  type Panel,
  type PanelPoint,
  type PanelSize,
  placeOf,
} from "../charts/outlier_panel.js";
import { count, escapeHtml } from "../words/format.js";
import { marks } from "./outliers_controls.js";
import type { Computed, Range } from "./outliers_select.js";
import { gridOf, numberOf, type Row, type System } from "../rows/systems.js";
import { providerName } from "../words/names.js";
import { markOf, providerMark } from "../components/provider_marks.js";
import { markup, shownHtml } from "../components/row_table.js";
import { statisticsOf } from "../rows/statistics.js";
import { renderBare } from "../components/vega.js";

/** What a panel draws of each row; rows that have neither a value nor a failure are in none. */
export const pointsOf = (s: System, metric: string): PanelPoint[] =>
  s.rows.flatMap((row, i): PanelPoint[] => {
    const order = numberOf(row);
    if (row.status !== "ok") return [{ order, value: null, kind: "failed" }];
    const flag = s.flags[i];
    if (!flag) return [];
    const kind = flag.mad && flag.tukey
      ? "both rules"
      : flag.mad || flag.tukey
      ? "one rule"
      : "plain";
    return [{ order, value: row[metric] as number, kind }];
  });

/** The panel of a system, to be drawn. */
export const panelOf = ({ m, domain }: Computed, s: System, size: PanelSize): Panel => ({
  points: pointsOf(s, m.name),
  median: statisticsOf(s.rows, m.name, m.better, "succeeded").median,
  last: s.last,
  domain,
  color: markOf(s.provider).color,
  size,
});

async function panelHtml(c: Computed, s: System, size: PanelSize, name: string): Promise<string> {
  const panel = panelOf(c, s, size);
  const n = (kind: string) => panel.points.filter((p) => p.kind === kind).length;
  const [both, one, failed] = [n("both rules"), n("one rule"), n("failed")];
  const label = `${c.m.label} of ${count(s.rows.length)} requests of ${s.label} in run order: ` +
    `${both} flagged by both rules, ${one} by one, ${failed} failed`;
  const shown = [
    both ? markup`<span>${{ html: marks.both }}${both}</span>` : "",
    one ? markup`<span>${{ html: marks.one }}${one}</span>` : "",
    both || one ? "" : markup`<span>none flagged</span>`,
    failed ? markup`<span class="fails">${failed} failed</span>` : "",
  ].map(shownHtml).join("");
  const svg = await renderBare(outlierPanel(panel));
  const axis = c.oneAxis ? "" : await axisHtml(s.last, size.width);
  return markup`<figure class="pn" data-key="${s.key}"><figcaption><b class="nm" title="${s.label}">${{
    html: providerMark(s.provider),
  }}${name}</b><span class="sb">${{
    html: shown,
  }}</span></figcaption><div class="pp" role="img" aria-label="${label}">${{
    html: svg,
  }}<i class="band" hidden></i><i class="ring" hidden></i></div>${{ html: axis }}</figure>`.html;
}

const axisHtml = async (last: number, width: number) =>
  `<div class="ax" aria-hidden="true">${await renderBare(orderAxis(last, width))}</div>`;

/** Pixels beside the panels, for the labels of the value axis and the name of a row. */
const side = 40, gap = 8;

/** All panels, and how they are laid out: pixels of one, and so many side by side. */
export interface Drawn {
  html: string;
  size: PanelSize;
  columns: number;
}

/**
 * All panels at the width of their root: providers in columns where they fit, else as many a line as fit. A line has
 * its value axis on its left; `oneAxis` says that all runs share the axis of request numbers, which then stands once
 * under every column.
 */
export async function panelsHtml(c: Computed, rootWidth: number): Promise<Drawn> {
  const { systems, domain, oneAxis } = c;
  const grid = rootWidth >= 900 ? gridOf(systems) : null;
  const fit = Math.max(1, Math.floor((rootWidth - side) / (gap + 150)));
  const columns = grid ? grid.columns.length : Math.max(1, Math.min(fit, systems.length));
  const width = Math.min(320, Math.floor((rootWidth - side) / columns) - gap);
  const size = { width, height: 122 };
  const lines = grid?.rows ??
    Array.from({ length: Math.ceil(systems.length / columns) }, (_, i) => ({
      name: "",
      cells: systems.slice(i * columns, (i + 1) * columns),
    }));
  // All names of a page stand alike.
  const over = lines.some((r) => [...r.name].length > 4);
  const values = await renderBare(valueAxis(domain, side - 4, size.height));
  const html = await Promise.all(lines.map(async ({ name, cells }) => {
    const panels = cells.map((s: System | null) =>
      s
        ? panelHtml(c, s, size, grid ? providerName(s.provider) : s.label)
        : `<p class="none">no run</p>`
    );
    const [above, beside] = over ? [`<b class="rh">${escapeHtml(name)}</b>`, ""] : ["", name];
    return `${above}<div class="rn"><b>${
      escapeHtml(beside)
    }</b><div aria-hidden="true">${values}</div></div>${(await Promise.all(panels)).join("")}${
      "<span></span>".repeat(columns - cells.length)
    }`;
  }));
  if (oneAxis && systems.length) {
    const axis = await axisHtml(systems[0].last, width);
    html.push(`<span class="rx">request</span>${axis.repeat(columns)}`);
  }
  return { html: html.join(""), size, columns };
}

/** Marks the chosen range and the open request on the panels. */
export function mark(
  root: HTMLElement,
  { systems, m, domain }: Computed,
  size: PanelSize,
  range: Range | null,
  open: Row | null,
): void {
  for (const figure of root.querySelectorAll<HTMLElement>("figure.pn")) {
    const s = systems.find((x) => x.key === figure.dataset.key)!;
    const [band, ring] = figure.querySelectorAll<HTMLElement>(".band,.ring");
    const at = (order: number, value: number | null = null) =>
      placeOf(Math.min(Math.max(1, order), s.last), value, s.last, domain, size);
    band.hidden = !range || (range.key !== "" && range.key !== s.key) || range.from > s.last;
    if (range && !band.hidden) {
      const [from, to] = [at(range.from).x, at(range.to).x];
      band.style.left = `${from - 1.5}px`;
      band.style.width = `${Math.max(3, to - from + 3)}px`;
    }
    const i = open ? s.rows.indexOf(open) : -1;
    ring.hidden = i < 0 || (open!.status === "ok" && !s.flags[i]);
    if (open && !ring.hidden) {
      const { x, y } = at(numberOf(open), open.status === "ok" ? open[m.name] as number : null);
      ring.style.left = `${x}px`;
      ring.style.top = `${y}px`;
    }
  }
}
