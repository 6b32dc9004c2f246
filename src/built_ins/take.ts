/**
 * The line below a table or chart of an analyst's own cells, as the site's own have it: files of what is shown, and the
 * SQL of its data where they are the store's. The line comes and goes with what it belongs to.
 */
import { lineHtml } from "../components/files.js";
import { pngOf, resolved, saveFile } from "../components/save.js";
import { csvText } from "../shared/csv.js";
import { isRows, sqlOf, tableOf } from "./take_data.js";
import { svgOf } from "./take_svg.js";

export interface Shown {
  /** What it shows, each in whatever holds it; only rows with columns are offered. */
  data: unknown[];
  /** A table is no drawing. */
  drawn: boolean;
  /** Specification for Vega-Lite. */
  spec?: object;
}

const offers = new WeakMap<Element, () => Shown | null>();
const lines = new Map<Element, HTMLElement>();
let watch: MutationObserver | undefined;

/** The same element; as soon as it stands on the page, its line is below. `shown` is null until there are data. */
export function offered<T extends Element>(element: T, shown: () => Shown | null): T {
  offers.set(element, shown);
  element.setAttribute("data-takes", "");
  if (!watch) {
    watch = new MutationObserver(follow);
    watch.observe(document.body, { childList: true, subtree: true });
  }
  return element;
}

function follow(): void {
  for (const [element, line] of lines) {
    if (element.isConnected) continue;
    line.remove();
    lines.delete(element);
  }
  for (const element of document.querySelectorAll("[data-takes]")) {
    if (element.parentElement!.closest("td, [data-takes]")) continue;
    const shown = lines.has(element) ? null : offers.get(element)?.();
    if (shown?.drawn || shown?.data.some(isRows)) lines.set(element, lineOf(element, shown));
    const line = lines.get(element);
    if (line && element.nextElementSibling !== line) element.after(line);
  }
}

/** From this page to the site's root. */
function up(): string {
  const [, below] = location.pathname.split("/notebooks/");
  return below === undefined ? "./" : "../".repeat(below.split("/").length);
}

const button = (kind: string, at: number, name = kind.toUpperCase()) =>
  `<button type="button" data-as="${kind}" data-set="${at}">${name}</button>`;

/** One line for each set of rows; files of the drawing are in the first. */
function lineOf(element: Element, { data, drawn, spec }: Shown): HTMLElement {
  const sets: unknown[] = [...new Set(data)].filter(isRows);
  const line = document.createElement("div");
  const what = drawn ? "This chart" : "This table";
  const write = (sqls: (string | null)[]) => {
    line.innerHTML = (sets.length ? sets : [null]).map((rows, i) =>
      lineHtml({
        id: String(i),
        what: i ? "More of its data" : what,
        files: (rows ? button("csv", i) : "") +
          (drawn && !i ? button("svg", i) + button("png", i) : "") +
          (spec && !i ? button("vl.json", i, "Vega-Lite") : ""),
        sql: sqls[i] ?? null,
        up: up(),
      })
    ).join("");
  };
  write([]);
  Promise.all(sets.map(sqlOf)).then((sqls) => sqls.some(Boolean) && write(sqls));
  line.addEventListener("click", async ({ target }) => {
    const pressed = (target as HTMLElement).closest<HTMLElement>("[data-as]");
    if (!pressed) return;
    const { as = "", set } = pressed.dataset;
    const page = location.pathname.split("/").at(-1)!.replace(/\.html$/, "");
    const at = [...document.querySelectorAll(".take")].indexOf(pressed.closest(".take")!) + 1;
    saveFile(await fileOf(as, element, sets[Number(set)], spec), `tokenboard-${page}-${at}.${as}`);
  });
  return line;
}

async function fileOf(as: string, element: Element, rows: unknown, spec?: object): Promise<Blob> {
  if (as === "csv") return new Blob([csvText(tableOf(rows))], { type: "text/csv" });
  if (as === "vl.json") {
    return new Blob([JSON.stringify(resolved(spec!, document.body), null, 1)], {
      type: "application/json",
    });
  }
  const svg = new Blob([svgOf(element)], { type: "image/svg+xml" });
  return as === "png" ? await pngOf(svg) : svg;
}
