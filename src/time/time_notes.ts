/** What to know before a number of /time is quoted, and what the page says without measurements. */
import { emptyHtml } from "../components/empty.js";
import { count, escapeHtml } from "../words/format.js";
import type { Chosen } from "./time_state.js";

/** The notes on a data set. */
export function notesHtml({ set, rows, steady }: Chosen): string {
  const n = rows.reduce((sum, r) => sum + r.n, 0);
  const hours = [...Map.groupBy(rows, (r) => r.started_at.slice(11))].map(([hour, own]) => ({
    hour,
    n: own.reduce((sum, r) => sum + r.n, 0),
  })).sort((a, b) => b.n - a.n);
  const notes: [string, string | false | null][] = [
    ["The tails are cut.", set.selected && set.caveat],
    [
      "The hour is that of the round,",
      set.selected && "not of the single request.",
    ],
    [
      "Not every hour was measured:",
      n > 0 && hours.length < 24 &&
      `the requests are from ${hours.length} of the 24 hours, ${
        Math.round(hours[0].n / n * 100)
      }% of them from ${hours[0].hour}:00 UTC.`,
    ],
    [
      "Measured throughout",
      steady &&
      `are the ${steady.models.size} systems of the longest window, up to the last day, in ` +
        "which any was measured in every place on every day. A system is what one provider serves " +
        "under one name.",
    ],
    [
      "Not our measurement.",
      set.kind === "imported" &&
      `Source: ${set.source ?? "unknown"}, ${set.licence ?? "unknown"} licence; ${
        count(n)
      } requests in all, ${set.workload ?? "an unknown workload"}.`,
    ],
    [
      "The hour is not the cause.",
      "Whatever changes with it, such as the load of the network on the way, is in the same numbers.",
    ],
  ];
  const items = notes.filter(([, why]) => why).map(([what, why]) =>
    `<li><strong>${what}</strong> ${escapeHtml(why as string)}</li>`
  );
  return `<h2 id="notes">Read this before you quote a number</h2><ul>${items.join("")}</ul>`;
}

export const noTimesHtml =
  `<p class="find"><b>It cannot be told here:</b> no request of this store has the time at which it was sent.</p>${
    emptyHtml(
      "This measures every hour for five days, after which one can tell whether the hour matters.",
      "deno task watch quickstart --every 1h --for 5d",
    )
  }`;
