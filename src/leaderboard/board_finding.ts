/** What a view's numbers say, in computed sentences. */
import type { System, View } from "../rows/board.js";
import { isValue } from "./board_view.js";
import { escapeHtml, significant } from "../words/format.js";
import { flipWords } from "../rows/judgement.js";
import { providerName } from "../words/names.js";

/** Of all its requests, where the page has a sample of them. */
const medianOf = (s: System) => (s.exact ?? s).statistics.median;
const name = (s: System) => escapeHtml(providerName(s.provider));

/** Of more than three names the first two and how many others. */
export const shortened = (names: string[]): string[] =>
  names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} others`] : names;

/** Names as a sentence has them: "A", "A and B", "A, B and C", "A, B and 3 others". */
export function listed(names: string[], and: string): string {
  const shown = shortened(names);
  return shown.length < 2
    ? shown.join("")
    : `${shown.slice(0, -1).join(", ")} ${and} ${shown[shown.length - 1]}`;
}

/** The heading's finding, computed: who leads, by how much, how sure, and what would turn it round. */
export function finding(view: View): string {
  if (view.exploratory && !view.systems.length) {
    return "<b>No request is left</b> by these filters.";
  }
  if (view.exploratory) {
    return "<b>Exploratory:</b> the filter was chosen after seeing the data, so nothing is ranked " +
      "by it: ranks, tiers and intervals step back.";
  }
  if (!view.judged) return "<b>Not judged:</b> medians only, in their order.";
  const ranked = view.systems.filter((s) => s.standing?.rank && isValue(medianOf(s), view))
    .sort((a, b) => a.standing!.place - b.standing!.place);
  if (!ranked.length) return "<b>No system here can be ranked yet.</b>";
  return [leadSentence(ranked, view), ...flipSentences(view)].join(" ");
}

function leadSentence(ranked: System[], view: View): string {
  const { unit } = view.metric;
  const [first, second] = ranked;
  const m = (s: System) => `${significant(medianOf(s)!)} ${unit}`;
  if (!second) {
    const others = view.systems.length - 1;
    return others
      ? `<b>Only ${name(first)} can be ranked,</b> with ${m(first)}; the reasons of the other${
        others > 1 ? ` ${others}` : ""
      } stand below the line.`
      : `<b>${name(first)} has ${m(first)};</b> it is the only system measured here.`;
  }
  const lead = view.judged!.lead;
  const [ratio, low, high] = (lead ?? [NaN, NaN, NaN]).map((x) => x.toFixed(2));
  const interval = `95% interval of the ratio ${low} to ${high}`;
  const tied = ranked.filter((s) => s.standing!.tier === 1);
  if (tied.length > 1) {
    const names = listed(tied.map(name), "and");
    return `<b>${names} cannot be told apart:</b> ${name(first)} has ${
      significant(medianOf(first)!)
    }, ${name(second)} ${m(second)} (${interval}).`;
  }
  return `<b>${name(first)} is first</b> with ${m(first)}, ${ratio} times ${
    view.metric.better === "lower" ? "as quick as" : "that of"
  } the next, ${name(second)} (${m(second)}; ${interval}).`;
}

/** Which orders depend on the definition; several in one short sentence, for there is room for two lines. */
function flipSentences(view: View): string[] {
  const of = (key: string) => escapeHtml(providerName(key.split("\n")[1]));
  const flips = view.judged!.flips;
  if (flips.length > 1) {
    const [words, other] = new Set(flips.map((f) => flipWords[f.by]));
    const by = other ? "by another definition" : words;
    const pairs = listed(flips.map((f) => `${of(f.above)} and ${of(f.below)}`), "and of");
    return [`${by[0].toUpperCase()}${by.slice(1)} the order of ${pairs} is the other way round.`];
  }
  return flips.map((f) =>
    `The order of ${of(f.above)} and ${of(f.below)} depends on the definition: ${flipWords[f.by]} ${
      of(f.below)
    } is ahead, ${significant(f.medians[1])} to ${significant(f.medians[0])} ${view.metric.unit}.`
  );
}
