/** A table that may be wider than the page: it scrolls by itself, by keyboard too. */
import { escapeHtml } from "../words/format.js";

/** `table` (HTML) in a place of its own that scrolls; `label` names it to who cannot see it. */
export const region = (label: string, table: string): string =>
  `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(label)}">${table}</div>`;
