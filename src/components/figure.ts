/**
 * Figures and tables, each with all that a reader takes away from it: its data as CSV, its drawing as SVG, PNG and
 * Vega-Lite specification, and the SQL that gives the same data, to read, to run and to change.
 */
import type { Table } from "../shared/csv.js";
import { escapeHtml } from "../words/format.js";
import { lineHtml } from "./files.js";
import { renderBare } from "./vega.js";

/** What a reader takes away. */
export interface Taken {
  /** Names it on its page, in file names too: small letters, digits, hyphens. */
  id: string;
  title: string;
  /** Population, n and the filters in force, as text: it stands in the files, too. */
  caption: string;
  /** What is taken away, in the line's first words, where it is more than a figure or a table. */
  what?: string;
  /** The drawing; a table has none. */
  spec?: object;
  /** What the drawing or table shows, as the CSV has it: the columns and rows that `sql` returns. */
  data: () => Table;
  /** All that is drawn, where it is more than SQL can compute: intervals. */
  json?: () => unknown;
  /** DuckDB's SQL over the views of `deno task sql`. */
  sql: string;
  /** From this page to the site's root. */
  up?: string;
}

/** A drawing of its page. */
export interface Figure extends Taken {
  spec: object;
  /** What the drawing shows, in words: for whom does not see it. */
  label: string;
}

/** What stands on the page now, by its id: a button finds it here. */
const shown = new Map<string, Taken>();

/** Which runs the page shows, where its address names them: a sentence at the end of every caption. */
let runs = "";
export const sayRuns = (sentence: string): void => {
  runs = sentence;
};
const captionOf = ({ caption }: Taken) => [caption, runs].filter(Boolean).join(" ");

/** The line below a figure or table. The SQL can be read without a script. */
export function takeHtml(taken: Taken): string {
  const whole = { ...taken, caption: captionOf(taken) };
  shown.set(taken.id, whole);
  if (taken.spec && globalThis.document?.documentElement.dataset.embed === taken.id) {
    import("./figures/embed.js").then(({ showEmbedded }) => showEmbedded(whole));
  }
  const kinds = [
    "csv",
    ...taken.json ? ["json"] : [],
    ...taken.spec ? ["svg", "png", "vl.json", "embed"] : [],
  ];
  const names: Record<string, string> = { "vl.json": "Vega-Lite", embed: "Embed" };
  const buttons = kinds.map((kind) =>
    `<button type="button" class="needs-script" data-as="${kind}">${
      names[kind] ?? kind.toUpperCase()
    }</button>`
  );
  return lineHtml({
    id: taken.id,
    what: taken.what ?? (taken.spec ? "This figure" : "This table"),
    files: buttons.join(""),
    sql: taken.sql,
    up: taken.up,
  });
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

// One listener for every figure of a page, however often it is drawn anew.
globalThis.document?.addEventListener("click", async (event) => {
  const button = (event.target as HTMLElement).closest<HTMLElement>(".take [data-as]");
  const taken = button && shown.get(button.closest<HTMLElement>(".take")!.dataset.take!);
  if (!taken) return;
  if (button.dataset.as === "embed") {
    const { showCode } = await import("./figures/embed.js");
    return await showCode(taken, button.closest<HTMLElement>(".take")!);
  }
  const { save } = await import("./figures/figure_files.js");
  await save(taken, button.dataset.as!, button);
});
