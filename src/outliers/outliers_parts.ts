/** What of the outliers page a state decides, beside the panels: HTML by the class of its place. */
import { selectHtml } from "../components/controls.js";
import { titleOf } from "../components/metric_fields.js";
import { foldedChipsHtml, leftOut } from "../components/system_chips.js";
import { runQuery } from "../rows/chosen.js";
import type { Choice } from "../rows/systems.js";
import { count, escapeHtml } from "../words/format.js";
import { pageHref } from "../words/links.js";
import { marks } from "./outliers_controls.js";
import { figuresOf } from "./outliers_figures.js";
import type { Drawn } from "./outliers_panels.js";
import type { Computed, State } from "./outliers_select.js";
import { findingHtml, flaggedHtml, statisticsHtml } from "./outliers_tables.js";
import * as words from "./outliers_words.js";

const shownFirst = 20;

const keyHtml = (title: string): string =>
  `<span class="kt">${
    escapeHtml(title)
  }, log scale</span><span>${marks.plain}request</span><span>${marks.one}flagged by one rule</span>` +
  `<span>${marks.both}by both</span><span>${marks.median}median of the run</span>` +
  `<span>${marks.failed}failed, no value</span><span>${marks.open}open</span>`;

/** Link to the requests of a range of one system. */
function selectionLink({ range, systems }: Computed): string {
  const row = range && systems.find((s) => s.key === range.key)?.rows[0];
  if (!row) return "";
  const [provider, model, location] = [row.provider, row.model, row.location].map((x) =>
    x as string
  );
  const { from, to } = range;
  const href = pageHref("requests", { ...runQuery(row), provider, model, location, from, to });
  return ` <a href="${escapeHtml(href)}">All requests of the selection</a>`;
}

/** The parts; `remarks` are for the SQL of the figures. */
export function partsOf(
  state: State,
  c: Computed,
  drawn: Drawn,
  choices: Choice[],
  remarks: string[],
): Record<string, string> {
  const { m, all, systems, range, selected, flagged } = c;
  const out = state.without ? new Set(range ? selected : flagged.map((f) => f.row)) : null;
  const figures = figuresOf(c, out, choices, remarks, drawn);
  const cap = (html: string) => `<p class="cap">${html}</p>`;
  const some = state.all ? flagged : flagged.slice(0, shownFirst);
  const more = some.length < flagged.length
    ? ` <button type="button" class="link" data-all>Show all ${count(flagged.length)}</button>`
    : "";
  return {
    find: systems.length ? findingHtml(c) : "<b>No system is chosen.</b>",
    of: selectHtml("Of which system", "brushed", [
      ["", "every system"],
      ...systems.map((s): [string, string] => [s.key, s.label]),
    ]),
    pick: range
      ? `Selected: ${escapeHtml(words.rangeWords(c))}. ` +
        `<button type="button" class="link" data-clear>Clear</button>`
      : "Drag across a panel to select its requests; tap a request to see its row.",
    these: words.theseWords(c),
    systems: foldedChipsHtml(all, leftOut(state.systems)),
    key: keyHtml(titleOf(m)),
    panelcap: cap(escapeHtml(words.panelCaption(c))) + figures.panels,
    stats: statisticsHtml(systems, m, out),
    statcap: cap(escapeHtml(words.statisticsCaption(c, out && out.size))) + figures.statistics,
    oddhead: escapeHtml(words.flaggedHeading(c)),
    odd: some.length
      ? flaggedHtml(some, m, choices)
      : `<p class="empty">No request ${range ? "of the selection " : ""}is flagged.</p>`,
    oddcap: some.length
      ? cap(escapeHtml(words.flaggedCaption(c, some.length)) + more + selectionLink(c)) +
        figures.flagged
      : cap(selectionLink(c)),
  };
}
