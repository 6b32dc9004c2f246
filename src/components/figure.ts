/**
 * Figures and tables, each with all that a reader takes away from it: its data as CSV, its drawing as SVG, PNG and
 * Vega-Lite specification, and the SQL that gives the same data, to read, to run and to change.
 */
import { escapeHtml } from "../words/format.js";
import { captionOf, takeHtml, type Taken } from "./files.js";
import { renderBare } from "./vega.js";

export { takeHtml, type Taken };

/** A drawing of its page. */
export interface Figure extends Taken {
  spec: object;
  /** What the drawing shows, in words: for whom does not see it. */
  label: string;
}

/** The drawing, its caption, and the line to take it away. */
export async function figureHtml(figure: Figure): Promise<string> {
  const { label, spec } = figure;
  return `<figure class="drawing"><div role="img" aria-label="${
    escapeHtml(label)
  }">${await renderBare(
    spec,
  )}</div><figcaption class="cap">${escapeHtml(captionOf(figure))}</figcaption>${
    takeHtml(figure)
  }</figure>`;
}
