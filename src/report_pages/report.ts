/** A report in a browser: headings sort its tables, a metric and the systems are chosen for its figures. */
import { controlsHtml, selectHtml } from "../components/controls.js";
import { titleOf } from "../components/metric_fields.js";
import { onWidth } from "../components/resize.js";
import { systemChipsHtml } from "../components/system_chips.js";
import type { Drawn } from "./report_data.js";
import { figuresHtml } from "./report_figures.js";
import { sortTables } from "./report_sort.js";
import { takeLines } from "./report_table.js";

/** Makes the tables of `main` and the figures in `root` answer; `data` is what the page was built with. */
export function mountReport(main: HTMLElement, root: HTMLElement | null, data: Drawn): void {
  sortTables(main);
  takeLines(data); // they stand on the page already: their buttons find here what to save
  if (!root) return;
  if (!data.boards.length) return void (root.dataset.ready = "0");
  const drawing = root.querySelector<HTMLElement>(".drawn")!;
  root.insertAdjacentHTML(
    "afterbegin",
    controlsHtml(
      selectHtml("Metric", "metric", data.metrics.map((m) => [m.name, titleOf(m)]), data.metric),
      systemChipsHtml(data.boards.flatMap((board) => board.systems), new Set()),
    ),
  );
  const form = root.querySelector("form")!;
  let turn = 0;
  const draw = async () => {
    const mine = ++turn;
    const left = new Set(
      [...form.querySelectorAll<HTMLInputElement>("[name=systems]")]
        .filter((box) => !box.checked).map((box) => box.value),
    );
    const metric = form.querySelector<HTMLSelectElement>("[name=metric]")!.value;
    const html = await figuresHtml(data, metric, left, root.clientWidth);
    if (mine !== turn) return; // a later choice is drawn already
    drawing.innerHTML = html;
    // As a file by itself it has no other page that a link could lead to.
    if ("oneFile" in document.documentElement.dataset) {
      for (const link of drawing.querySelectorAll("a[href]")) link.remove();
    }
    root.dataset.ready = String(turn);
  };
  form.addEventListener("change", draw);
  form.addEventListener("submit", (event) => event.preventDefault());
  onWidth(root, draw);
  draw();
}
