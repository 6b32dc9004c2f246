/** Words of the outliers page that name a state: what is chosen, captions and headings. */
import { titleOf } from "../components/metric_fields.js";
import { count } from "../words/format.js";
import { type Rule, rules } from "../rows/flag_tables.js";
import type { Computed } from "./outliers_select.js";

/** "requests 31 to 120 of Groq 70B"; "" where no range is selected. */
export function rangeWords({ range, all }: Computed): string {
  if (!range) return "";
  const of = all.find((s) => s.key === range.key);
  return `requests ${count(range.from)} to ${count(range.to)} of ${of ? of.label : "every system"}`;
}

/** The workload, and the systems where some are left out. */
export const populationWords = ({ workload, systems, all }: Computed): string =>
  systems.length < all.length
    ? `${workload}; ${systems.length} of ${all.length} systems are chosen`
    : workload;

/** Caption of the panels. */
export function panelCaption(c: Computed): string {
  const { own, systems, values } = c;
  const ok = own.filter((r) => r.status === "ok").length;
  const missing = ok - values.length;
  return `${count(own.length)} ${own.length === 1 ? "request" : "requests"} to ${systems.length} ${
    systems.length === 1 ? "system" : "systems"
  }, of them ${count(ok)} succeeded ${ok === 1 ? "request" : "requests"}; ${populationWords(c)}.${
    c.range ? ` Selected: ${rangeWords(c)}.` : ""
  } Across: the request’s number in its run, from 1.${
    missing ? ` ${count(missing)} succeeded without a positive value and are not drawn.` : ""
  } Flags are within a run, on the log of the metric. ` +
    "MAD: further than 3.5 robust standard deviations (1.4826 × MAD) from the median. " +
    "Tukey: more than 1.5 interquartile ranges outside the quartiles. " +
    "A flag means unusual for its run, not wrong.";
}

/** What the checkbox takes out: the selection where there is one, else the flagged requests. */
export const theseWords = ({ range, selected, flagged }: Computed): string =>
  `leave these out (${
    range ? `${count(selected.length)} selected` : `${count(flagged.length)} flagged`
  })`;

/** Caption of the table of statistics; `out` requests are left out, null where none are. */
export function statisticsCaption(c: Computed, out: number | null): string {
  const left = c.range
    ? `the ${count(out ?? 0)} selected: ${rangeWords(c)}`
    : `${count(out ?? 0)} flagged by ${ruleWords(c.rule)}`;
  return `${titleOf(c.m)}; succeeded requests; ${populationWords(c)}; quantiles of type 7. ${
    out === null
      ? "“Leave these out” adds a second line without the selected requests " +
        "or, where none are selected, without the flagged."
      : `Second lines leave out ${left}. Exploratory, nothing is ranked by it.`
  }`;
}

export const ruleWords = (rule: Rule): string =>
  rule === "both" ? rules.both : `the ${rules[rule]} rule`;

/** Heading of the table of flagged requests. */
export const flaggedHeading = ({ rule, range }: Computed): string =>
  `Flagged by ${ruleWords(rule)}${range ? " in the selection" : ""}, oddest first`;

/** Caption of that table, of which `shown` rows stand on the page. */
export const flaggedCaption = (c: Computed, shown: number): string =>
  `${count(shown)} of ${count(c.flagged.length)}, by the ratio to the run’s median, high or low; ${
    populationWords(c)
  }${c.range ? `; ${rangeWords(c)}` : ""}.`;
