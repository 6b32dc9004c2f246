/** What to know before a number of /time is quoted, and what the page says without measurements. */
import { emptyHtml } from "../components/empty.js";
import type { Row } from "../rows/systems.js";
import { throughout } from "../rows/throughout.js";
import { count, escapeHtml } from "../words/format.js";

/** What a run says of where its rows are from. */
export interface Source {
  workload: string;
  caveat: string;
  source: string;
  licence: string;
}

/** The notes on these rows; there is at least one. */
export function notesHtml(rows: Row[], { workload, caveat, source, licence }: Source): string {
  const hours = [...Map.groupBy(rows, (r) => Number(r.utc_hour))]
    .sort((a, b) => b[1].length - a[1].length);
  const [hour, most] = hours[0];
  const share = Math.round(most.length / rows.length * 100);
  const notes = {
    "The tails are cut.": escapeHtml(String(caveat)),
    "The hour is that of the round,":
      `not of the single request; ${hours.length} of the 24 hours occur, and ${share}% of all rows are from ${
        String(hour).padStart(2, "0")
      }:00 UTC.`,
    "Measured throughout": [
      `are the ${
        throughout(rows).models.size
      } models of the longest window, up to the last day, in `,
      "which any was measured in every region on every day. A model is what one provider serves ",
      "under one name.",
    ].join(""),
    "Not our measurement.": `Source: ${escapeHtml(String(source))}, ${
      escapeHtml(String(licence))
    } licence; ${count(rows.length)} rows in all, ${escapeHtml(String(workload))}.`,
  };
  const items = Object.entries(notes).map(([what, why]) => `<li><strong>${what}</strong> ${why}`);
  return `<h2 id="notes">Read this before you quote a number</h2><ul>${items.join("")}</ul>`;
}

export const noTimesHtml =
  `<p class="find"><b>It cannot be told here:</b> this store has no measurements that were repeated over days.</p>${
    emptyHtml(
      "The files of thefastest.ai hold such measurements; a checkout has them.",
      "deno task import PATH",
    )
  }`;
