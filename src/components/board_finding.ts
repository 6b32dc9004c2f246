/** What a view's numbers say, in one computed sentence. */
import type { System, View } from "./board.js";
import { isValue } from "./board_view.js";
import { escapeHtml, significant } from "./format.js";
import { providerLabel } from "./providers.js";

/** Of all its requests, where the page has a sample of them. */
const medianOf = (s: System) => (s.exact ?? s).statistics.median;

/** The heading's finding, computed: who leads, by how much, who is not ranked. */
export function finding(view: View): string {
  const unit = view.metric.unit;
  const ranked = view.systems.filter((s) => !s.below.length && isValue(medianOf(s), view));
  const below = view.systems.filter((s) => s.below.length);
  const name = (s: System) => escapeHtml(providerLabel(s.provider));
  const rest = below.length
    ? ` ${below.map(name).join(" and ")} ${below.length > 1 ? "stand" : "stands"} below the line: ${
      below.length > 1 ? "reasons beside them" : escapeHtml(below[0].below.join("; "))
    }.`
    : "";
  if (view.exploratory) {
    return `<b>Exploratory:</b> the filter was chosen after seeing the data, so nothing is ranked by it.`;
  }
  if (!ranked.length) return `<b>No system here can be ranked yet.</b>${rest}`;
  const [first, second] = ranked;
  const m = medianOf(first)!;
  const lead = `<b>${name(first)} has the ${
    view.metric.better === "lower" ? "lowest" : "highest"
  } median</b>, ${significant(m)} ${unit}`;
  if (!second) return `${lead}.${rest}`;
  const ratio = view.metric.better === "lower" ? medianOf(second)! / m : m / medianOf(second)!;
  const close = ratio < 1.05
    ? " Under 5% apart: do not read an order into it; this page cannot yet say how sure it is."
    : "";
  return `${lead}, ${ratio.toFixed(2)} times ${
    view.metric.better === "lower" ? "quicker than" : "that of"
  } the next, ${name(second)} (${significant(medianOf(second)!)} ${unit}).${close}${rest}`;
}
