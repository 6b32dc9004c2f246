/** What a page shows whose address names no runs: the newest of each target, of those that the publisher chose. */
import type { Chosen } from "@/benchmarks/store/board/board_choice.ts";
import { count, escapeHtml } from "../words/format.js";
import { pageHref } from "../words/links.js";

/** So many choices stand over a page; all of them below the tables of `/`. */
const most = 3;

/** One choice with its reason. */
export const choiceHtml = ({ what, because }: Chosen): string =>
  `${escapeHtml(what)}${because === null ? "" : ` (${escapeHtml(because)})`}.`;

/** The sentence over a page. */
export function newestHtml(chosen: readonly Chosen[]): string {
  const more = chosen.length - most;
  return [
    "Showing the newest valid run of each target.",
    ...chosen.length ? ["<b>Its publisher chose:</b>"] : [],
    ...chosen.slice(0, most).map(choiceHtml),
    ...more > 0 ? [`<a href="${pageHref("")}#chosen">And ${count(more)} more</a>.`] : [],
  ].join(" ");
}
