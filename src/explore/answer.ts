/** The rows of a result: how many, how long they took, page by page, sorted by any column. */
import { listenPager, pageOf, pagerHtml, pageSize } from "../components/pager.js";
import { region } from "../components/table.js";
import { saveFile } from "../components/save.js";
import { csvText } from "../shared/csv.js";
import { count, escapeHtml } from "../words/format.js";
import type { State } from "./address.js";
import { mountChart } from "./chart.js";
import type { Result, Store } from "./database.js";
import type { Facts, Sources } from "./sources.js";
import { parquetOf } from "./parquet_file.js";
import { names } from "./query_text.js";
import { resultHtml } from "./result_table.js";

export interface AnswerView {
  show(store: Store, result: Result, sql: string, took: string): Promise<void>;
  /** Takes the answer away, where no question stands. */
  clear(): Promise<void>;
  /** Draws the chart as the state says now. */
  drawChart(): Promise<void>;
}

const whichAre = "Column <code>simulated</code> says which; " +
  "<code>WHERE NOT simulated</code> leaves them out.";

/** Says so where the rows that were asked hold simulated ones; a text. */
const simulatedNote = (sql: string, { simulated, requests }: Facts): string =>
  simulated && names(sql, ["requests", "latest", "runs"])
    ? `${count(simulated)} of the ${
      count(requests)
    } requests of this store were answered by a simulator, no provider.`
    : "";

const filesHtml = '<span>All rows</span><button type="button" data-file="csv">CSV</button>' +
  '<button type="button" data-file="parquet">Parquet</button><span class="cap" role="status"></span>';

/** `changed` hears of a chart's settings, which are in `state` by then. */
export function listenAnswer(
  root: HTMLElement,
  { facts, toParquet }: Sources,
  state: State,
  changed: () => void,
): AnswerView {
  const find = <T extends HTMLElement>(selector: string) => root.querySelector<T>(selector)!;
  const chart = mountChart(find(".chart"), facts.units, state, changed);
  let current: { store: Store; result: Result; sql: string; sort: string; page: string } | null =
    null;

  async function draw(): Promise<void> {
    if (!current) return;
    const { store, result: { columns, rows }, sort, page } = current;
    const own = pageOf(rows, page);
    const cells = await store.page(columns, sort, own.from, Math.max(own.to - own.from, pageSize));
    const table = region("Rows of the result", resultHtml(columns, cells, sort, true));
    find(".rows").innerHTML = rows ? table : `${table}<p class="empty">No row.</p>`;
    const pager = find(".pager");
    pager.innerHTML = pagerHtml(own, rows);
    pager.hidden = own.pages === 1;
  }

  listenPager(find(".answer"), (page) => {
    if (!current) return;
    current.page = page;
    draw();
  });
  find(".rows").addEventListener("click", (event) => {
    const by = (event.target as HTMLElement).closest<HTMLElement>("[data-sort]")?.dataset.sort;
    if (by === undefined || !current) return;
    current.sort = current.sort === by ? `-${by}` : current.sort === `-${by}` ? "" : by;
    current.page = "";
    draw();
  });

  async function fileOf(kind: string, store: Store, result: Result): Promise<Blob> {
    if (kind === "parquet") return await parquetOf(store, result, toParquet);
    const cells = await store.page(result.columns, "", 0, result.rows);
    const columns = result.columns.map(({ name }) => name);
    const rows = cells.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
    return new Blob([csvText({ columns, rows })], { type: "text/csv" });
  }
  const files = find(".files");
  files.addEventListener("click", async (event) => {
    const kind = (event.target as HTMLElement).dataset.file;
    if (!kind || !current) return;
    const said = find(".files [role=status]");
    said.textContent = "Writing …";
    try {
      saveFile(await fileOf(kind, current.store, current.result), `tokenboard-answer.${kind}`);
      said.textContent = "";
    } catch (error) {
      said.textContent = `This file is not written: ${(error as Error).message}`;
    }
  });

  async function drawChart(): Promise<void> {
    if (current) await chart.show({ ...current, note: simulatedNote(current.sql, facts) });
  }
  return {
    async show(store, result, sql, took) {
      current = { store, result, sql, sort: "", page: "" };
      const { rows, columns } = result;
      find(".said").innerHTML = escapeHtml(
        `${count(rows)} ${rows === 1 ? "row" : "rows"} of ${count(columns.length)} ${
          columns.length === 1 ? "column" : "columns"
        }, in ${took}.`,
      );
      files.innerHTML = filesHtml;
      files.hidden = rows === 0;
      const note = simulatedNote(sql, facts);
      find(".notes").innerHTML = note
        ? `<p class="cap"><span class="badge sim">simulated</span> ${note} ${whichAre}</p>`
        : "";
      await draw();
      await drawChart();
    },
    async clear() {
      current = null;
      for (const place of [".said", ".notes", ".rows"]) find(place).textContent = "";
      files.hidden = find(".pager").hidden = true;
      await chart.show(null);
    },
    drawChart,
  };
}
