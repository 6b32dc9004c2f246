/** The runs of /history as links, what their publisher says of them, and why there is none of a round. */
import { count, escapeHtml } from "../words/format.js";
import { external } from "../words/links.js";
import { shortName } from "../words/names.js";
import type { HistoryRow, RoundGap } from "./history_data.js";
import { runAddress } from "./history_links.js";
import { momentText } from "./history_moments.js";
import type { Chosen } from "./history_state.js";
import { roundsText } from "./history_words.js";

/** Links of runs that the page lists. */
const mostLinks = 300;

const linkHtml = ({ run_id, ran_at }: HistoryRow, { state }: Chosen): string =>
  `<a ${external} href="${escapeHtml(runAddress(run_id))}">${
    escapeHtml(
      ran_at === null
        ? shortName(run_id)
        : momentText(new Date(ran_at).getTime(), state.zone as "utc"),
    )
  }</a>`;

/** Each run of the systems that are shown, once, the newest first. */
const runsOf = ({ shown }: Chosen): HistoryRow[] =>
  [...new Map(shown.flatMap((s) => s.rows).map((row) => [row.run_id, row])).values()]
    .sort((a, b) => (b.ran_at ?? "").localeCompare(a.ran_at ?? ""));

/** What is said of runs; "" where nothing is. */
function notesHtml(runs: HistoryRow[], chosen: Chosen): string {
  const noted = runs.filter(({ note, tags }) => note || tags);
  if (!noted.length) return "";
  const said = ({ note, tags }: HistoryRow) =>
    escapeHtml([note, tags && `tags: ${tags}`].filter(Boolean).join("; "));
  const items = noted.slice(0, mostLinks)
    .map((row) => `<li>${linkHtml(row, chosen)}: ${said(row)}</li>`);
  return `<p class="cap">What the publisher says of runs:</p><ul class="runnotes">${
    items.join("")
  }</ul>`;
}

/** Rounds of a watch that gave no result, each with the reason, the newest first; "" where every round gave one. */
function gapsHtml({ gaps, state }: Chosen): string {
  if (!gaps.length) return "";
  const when = (iso: string) => momentText(Date.parse(iso), state.zone as "utc");
  const name = ({ round, last_round }: RoundGap) =>
    last_round > round ? `rounds ${round} to ${last_round}` : `round ${round}`;
  const items = gaps.toReversed().slice(0, mostLinks).map((gap) => {
    const { config_name, due_at, last_due_at, run_id, why } = gap;
    const due = last_due_at === due_at ? when(due_at) : `${when(due_at)} to ${when(last_due_at)}`;
    const text = escapeHtml(`${config_name}, ${name(gap)}, due ${due}: ${why}`);
    const run = run_id && ` (<a ${external} href="${escapeHtml(runAddress(run_id))}">its run</a>)`;
    return `<li>${text}${run || ""}</li>`;
  });
  return `<details class="fold" id="gaps"><summary>${
    roundsText(gaps)
  } of a watch gave no result</summary><ul class="runnotes">${items.join("")}</ul></details>`;
}

/** Every run, to be opened without a pointer. */
export function runListHtml(chosen: Chosen): string {
  const runs = runsOf(chosen);
  if (!runs.length) return "";
  const newest = runs.slice(0, mostLinks);
  const all = newest.length < runs.length
    ? `The newest ${newest.length} of ${count(runs.length)} runs`
    : runs.length === 1
    ? "The run"
    : `All ${count(runs.length)} runs`;
  const items = newest.map((row) => `<li>${linkHtml(row, chosen)}</li>`);
  return `${notesHtml(runs, chosen)}${
    gapsHtml(chosen)
  }<details class="fold" id="runs"><summary>${all}, to open` +
    `</summary><ul class="runlist">${items.join("")}</ul></details>`;
}
