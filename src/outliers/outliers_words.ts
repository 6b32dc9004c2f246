/** Words of the outliers page that name a state: captions and headings. */
import { count } from "../words/format.js";
import { type Rule, rules } from "./outliers_controls.js";
import type { Choice, Row } from "../rows/systems.js";

/** "Time to first token, s". */
export const titleOf = (m: Choice): string => `${m.label}${m.unit ? `, ${m.unit}` : ""}`;

/** Caption of the panels: `drawn` succeeded requests have a value that a log axis can show. */
export function panelCaption(
  rows: Row[],
  systems: number,
  workload: string,
  drawn: number,
): string {
  const missing = rows.filter((r) => r.status === "ok").length - drawn;
  return `${count(rows.length)} ${rows.length === 1 ? "request" : "requests"} to ${systems} ${
    systems === 1 ? "system" : "systems"
  }; ${workload}. Across: the request’s number in its run, from 1.${
    missing ? ` ${count(missing)} succeeded without a positive value and are not drawn.` : ""
  } Flags are within a run, on the log of the metric. MAD: further than 3.5 robust standard deviations (1.4826 × MAD) from the median. Tukey: more than 1.5 interquartile ranges outside the quartiles. A flag means unusual for its run, not wrong.`;
}

/** What the checkbox takes out: the selection where there is one, else the flagged requests. */
export const theseWords = (selected: number | null, flagged: number): string =>
  `leave these out (${
    selected === null ? `${count(flagged)} flagged` : `${count(selected)} selected`
  })`;

/** Caption of the table of statistics; `out` requests are left out, null where none are. */
export function statisticsCaption(m: Choice, out: number | null, selection: boolean): string {
  return `${titleOf(m)}; succeeded requests; quantiles of type 7. ${
    out === null
      ? "“Leave these out” adds a second line without the selected requests or, where none are selected, without the flagged."
      : `Second lines leave out ${count(out)} ${
        selection ? "selected" : "flagged"
      } requests: exploratory, nothing is ranked by it.`
  }`;
}

/** Heading of the table of flagged requests. */
export const flaggedHeading = (rule: Rule, selection: boolean): string =>
  `Flagged by ${rule === "both" ? rules.both : `the ${rules[rule]} rule`}${
    selection ? " in the selection" : ""
  }, oddest first`;
