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
import { type Choice, gridOf, numberOf, type Row, type System } from "../rows/systems.js";
import { providerName } from "../words/names.js";
import { markHtml, markOf } from "../components/provider_marks.js";
import { statisticsOf } from "../rows/statistics.js";
import { renderBare } from "../components/vega.js";

/** What a panel draws of each row; rows that have neither a value nor a failure are in none. */
export function pointsOf(s: System, metric: string): PanelPoint[] {
  return s.rows.flatMap((row, i): PanelPoint[] => {
    const order = numberOf(row);
    if (row.status !== "ok") return [{ order, value: null, kind: "failed" }];
    const flag = s.flags[i];
    if (!flag) return [];
    const value = row[metric] as number;
    if (flag.mad && flag.tukey) return [{ order, value, kind: "both rules" }];
    return [{ order, value, kind: flag.mad || flag.tukey ? "one rule" : "plain" }];
  });
}

/** The panel of a system, to be drawn. */
export const panelOf = (
  s: System,
  m: Choice,
  domain: [number, number],
  size: PanelSize,
): Panel => ({
  points: pointsOf(s, m.name),
  median: statisticsOf(s.rows, m.name, m.better, "succeeded").median,
  last: s.last,
  domain,
  color: markOf(s.provider).color,
  size,
});

async function panelHtml(
  s: System,
  m: Choice,
  domain: [number, number],
  size: PanelSize,
  name: string,
  ownAxis: boolean,
): Promise<string> {
  const points = pointsOf(s, m.name);
  const n = (kind: string) => points.filter((p) => p.kind === kind).length;
  const [both, one, failed] = [n("both rules"), n("one rule"), n("failed")];
  const own = markOf(s.provider);
  const svg = await renderBare(outlierPanel(panelOf(s, m, domain, size)));
  return `<figure class="pn" data-key="${escapeHtml(s.key)}"><figcaption><b class="nm" title="${
    escapeHtml(s.label)
  }">${markHtml(own)}${escapeHtml(name)}</b><span class="sb">${
    both ? `<span>${marks.both}${both}</span>` : ""
  }${one ? `<span>${marks.one}${one}</span>` : ""}${
    both || one ? "" : "<span>none flagged</span>"
  }${
    failed ? `<span class="fails">${failed} failed</span>` : ""
  }</span></figcaption><div class="pp" role="img" aria-label="${
    escapeHtml(
      `${m.label} of ${
        count(s.rows.length)
      } requests of ${s.label} in run order: ${both} flagged by both rules, ${one} by one, ${failed} failed`,
    )
  }">${svg}<i class="band" hidden></i><i class="ring" hidden></i></div>${
    ownAxis ? await axisHtml(s.last, size.width) : ""
  }</figure>`;
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
export async function panelsHtml(
  { systems, m, domain, oneAxis }: Computed,
  rootWidth: number,
): Promise<Drawn> {
  const grid = rootWidth >= 900 ? gridOf(systems) : null;
  const fit = Math.max(1, Math.floor((rootWidth - side) / (gap + 150)));
  const columns = grid ? grid.columns.length : Math.min(fit, systems.length);
  const size = {
    width: Math.min(320, Math.floor((rootWidth - side) / columns) - gap),
    height: 122,
  };
  const rows = grid
    ? grid.rows.map((r) => ({ name: r.name, cells: r.cells }))
    : Array.from({ length: Math.ceil(systems.length / columns) }, (_, i) => ({
      name: "",
      cells: systems.slice(i * columns, (i + 1) * columns) as (System | null)[],
    }));
  // All names of a page stand alike.
  const over = rows.some((r) => [...r.name].length > 4);
  const values = await renderBare(valueAxis(domain, side - 4, size.height));
  const lines = await Promise.all(rows.map(async (r) => {
    const cells = await Promise.all(
      r.cells.map((s) =>
        s
          ? panelHtml(s, m, domain, size, grid ? providerName(s.provider) : s.label, !oneAxis)
          : `<p class="none">no run</p>`
      ),
    );
    const empty = "<span></span>".repeat(columns - cells.length);
    const row = escapeHtml(r.name);
    return `${over ? `<b class="rh">${row}</b>` : ""}<div class="rn"><b>${
      over ? "" : row
    }</b><div aria-hidden="true">${values}</div></div>${cells.join("")}${empty}`;
  }));
  const orders = oneAxis && systems.length
    ? `<span class="rx">request</span>${
      (await axisHtml(systems[0].last, size.width)).repeat(columns)
    }`
    : "";
  return { html: lines.join("") + orders, size, columns };
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
    const s = systems.find((x) => x.key === figure.dataset.key);
    const band = figure.querySelector<HTMLElement>(".band")!;
    const ring = figure.querySelector<HTMLElement>(".ring")!;
    band.hidden = !s || !range || (range.key !== "" && range.key !== s.key) || range.from > s.last;
    if (s && range && !band.hidden) {
      const at = (order: number) =>
        placeOf(Math.min(Math.max(1, order), s.last), null, s.last, domain, size).x;
      band.style.left = `${at(range.from) - 1.5}px`;
      band.style.width = `${Math.max(3, at(range.to) - at(range.from) + 3)}px`;
    }
    ring.hidden = !s || !open || !s.rows.includes(open) ||
      (open.status === "ok" && !s.flags[s.rows.indexOf(open)]);
    if (s && open && !ring.hidden) {
      const value = open.status === "ok" ? open[m.name] as number : null;
      const { x, y } = placeOf(numberOf(open), value, s.last, domain, size);
      ring.style.left = `${x}px`;
      ring.style.top = `${y}px`;
    }
  }
}
