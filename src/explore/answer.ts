/** The rows of a result: how many, how long they took, page by page, sorted by any column. */
import { listenPager, pageOf, pagerHtml, pageSize } from "../components/pager.js";
import { region } from "../components/table.js";
import { saveFile } from "../components/save.js";
import { csvText } from "../shared/csv.js";
import { count, escapeHtml } from "../words/format.js";
import type { Result, Store } from "./database.js";
import type { Facts } from "./explore.js";
import { names } from "./query_text.js";
import { resultHtml } from "./result_table.js";

export interface AnswerView {
  show(store: Store, result: Result, sql: string, took: string): Promise<void>;
}

const whichAre = "Column <code>simulated</code> says which; " +
  "<code>WHERE NOT simulated</code> leaves them out.";

/** Says so where the rows that were asked hold simulated ones. */
const simulatedHtml = (sql: string, facts: Facts): string =>
  facts.simulated && names(sql, ["requests", "latest", "runs"])
    ? `<p class="cap"><span class="badge sim">simulated</span> ${count(facts.simulated)} of the ${
      count(facts.requests)
    } requests of this store were answered by a simulator, no provider. ${whichAre}</p>`
    : "";

export function listenAnswer(
  root: HTMLElement,
  facts: Facts,
): AnswerView {
  const find = <T extends HTMLElement>(selector: string) => root.querySelector<T>(selector)!;
  let current: { store: Store; result: Result; sort: string; page: string } | null = null;

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

  const files = find(".files");
  files.addEventListener("click", async (event) => {
    if (!(event.target as HTMLElement).closest("button") || !current) return;
    const { store, result: { columns, rows } } = current;
    const cells = await store.page(columns, "", 0, rows);
    const names = columns.map(({ name }) => name);
    const table = {
      columns: names,
      rows: cells.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]]))),
    };
    saveFile(new Blob([csvText(table)], { type: "text/csv" }), "tokenboard-answer.csv");
  });

  return {
    async show(store, result, sql, took) {
      current = { store, result, sort: "", page: "" };
      const { rows, columns } = result;
      find(".said").innerHTML = escapeHtml(
        `${count(rows)} ${rows === 1 ? "row" : "rows"} of ${count(columns.length)} ${
          columns.length === 1 ? "column" : "columns"
        }, in ${took}.`,
      );
      files.innerHTML = '<span>All rows</span><button type="button">CSV</button>';
      files.hidden = rows === 0;
      find(".notes").innerHTML = simulatedHtml(sql, facts);
      await draw();
    },
  };
}
