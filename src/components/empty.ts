/** What stands where nothing was measured yet. */
import { escapeHtml } from "../words/format.js";

/** What is missing, and the one line that would fill it. */
export const emptyHtml = (fact: string, command: string): string =>
  `<div class="empty"><p><b>${escapeHtml(fact)}</b></p><pre tabindex="0"><code>${
    escapeHtml(command)
  }</code></pre></div>`;

/** No run that could stand on a board is in the store. */
export const noRunHtml: string = emptyHtml(
  "No run is in this store yet. This makes one:",
  "deno task bench llmperf-2023",
);
