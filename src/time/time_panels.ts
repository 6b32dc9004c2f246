/** A drawing for each of several lines: side by side on the page, one below the other in a file. */
import { partOf } from "../charts/stacked.js";
import { renderBare } from "../components/vega.js";
import { escapeHtml } from "../words/format.js";

/** One drawing. */
export interface Panel {
  /** Of what; it stands above the drawing. */
  name: string;
  /** What else stands there. */
  about?: string;
  /** What the drawing shows, in words: for whom does not see it. */
  label: string;
  /** Its Vega-Lite specification at a width in pixels. */
  draw(width: number): object;
}

/** HTML for a page whose content is `width` pixels wide, and one specification for a file. */
export async function panelsOf(
  panels: Panel[],
  width: number,
): Promise<{ html: string; spec: object }> {
  const beside = width > 1000 ? Math.min(3, panels.length) : 1;
  const each = Math.floor((width - 24 * (beside - 1)) / beside);
  const figures = await Promise.all(
    panels.map(async ({ name, about = "", label, draw }) =>
      `<figure><figcaption><b>${escapeHtml(name)}</b> ${
        escapeHtml(about)
      }</figcaption><div role="img" aria-label="${escapeHtml(label)}">${await renderBare(
        draw(each),
      )}</div></figure>`
    ),
  );
  return {
    html: `<div class="g3" style="--beside:${beside}">${figures.join("")}</div>`,
    spec: {
      background: "transparent",
      config: { view: { stroke: null } },
      vconcat: panels.map(({ name: text, draw }) => ({
        ...partOf(draw(640)),
        title: { text, anchor: "start", font: "Inter", color: "var(--tb-text)" },
      })),
    },
  };
}
