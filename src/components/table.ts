/** Tables of pages, and the place in which a wide one scrolls. */
import { escapeHtml } from "../words/format.js";

/** The heading of a column, HTML; one of numbers stands to the right, as they do. */
export type Head = string | { numbers: string; sorted?: string };
/** `sorted`: "ascending" or "descending" where the rows are in the order of this column. */
export const numbers = (label: string, sorted = ""): Head => ({ numbers: label, sorted });

/** `body` are rows, or bodies of rows. Of kind "stack" each row becomes a block on a phone. */
export function table(heads: Head[], body: string, kind = "stack"): string {
  const cells = heads.map((head) =>
    typeof head === "string"
      ? `<th>${head}</th>`
      : `<th class="n"${head.sorted ? ` aria-sort="${head.sorted}"` : ""}>${head.numbers}</th>`
  );
  return `<table class="${kind ? `plain ${kind}` : "plain"}"><thead><tr>${
    cells.join("")
  }</tr></thead>${body.startsWith("<tbody") ? body : `<tbody>${body}</tbody>`}</table>`;
}

/** HTML that may be wider than the page, scrolling by itself, by keyboard too; `label` (text) names it. */
export const region = (label: string, html: string): string =>
  `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(label)}">${html}</div>`;
