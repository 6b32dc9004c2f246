/** Rows of a result as a table: texts as DuckDB writes them, numbers aligned, null as null. HTML. */
import { columnDecimals } from "../words/decimals.js";
import { escapeHtml } from "../words/format.js";

export interface Column {
  name: string;
  /** As DuckDB writes it. */
  type: string;
}
/** Texts as DuckDB casts them; null is null. */
export type Cells = (string | null)[];

const whole = /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/;
const broken = /^(DOUBLE|FLOAT|DECIMAL\([^)]*\))$/;
export const isNumber = ({ type }: Column): boolean => whole.test(type) || broken.test(type);

/** Numbers of a column with as many decimals each, or the text itself where there is no such number. */
function printer(column: Column, texts: (string | null)[]): (text: string) => string {
  if (!broken.test(column.type)) return (text) => text;
  const values = texts.map((text) => text === null ? null : Number(text));
  const parts = values.some((v) => v !== null && !Number.isInteger(v) && Number.isFinite(v));
  const decimals = parts ? columnDecimals(values, 1) : 0;
  return (text) => Number.isFinite(Number(text)) ? Number(text).toFixed(decimals) : text;
}

const nothing = '<span class="null">null</span>';

/**
 * The table. `sort` is the number of the column that rows are sorted by, "-2" for the greatest first, "" for the
 * query's own order. Without `sortable` the headings are plain.
 */
export function resultHtml(columns: Column[], rows: Cells[], sort = "", sortable = false): string {
  const print = columns.map((column, i) => printer(column, rows.map((row) => row[i])));
  const right = columns.map((column) => isNumber(column) ? ' class="n"' : "");
  const heads = columns.map(({ name, type }, i) => {
    const way = sort === String(i) ? "ascending" : sort === `-${i}` ? "descending" : "";
    const arrow = way === "ascending" ? " ↑" : way ? " ↓" : "";
    return `<th${right[i]}${way ? ` aria-sort="${way}"` : ""}>${
      sortable
        ? `<button type="button" data-sort="${i}">${escapeHtml(name)}${arrow}</button>`
        : escapeHtml(name)
    }<small>${escapeHtml(type.toLowerCase())}</small></th>`;
  });
  const cell = (text: string | null, i: number) => {
    const shown = text === null
      ? nothing
      : columns[i].name === "simulated" && text === "true"
      ? '<span class="badge sim">true</span>'
      : escapeHtml(print[i](text));
    return `<td${right[i]}${
      text !== null && print[i](text) !== text ? ` title="${escapeHtml(text)}"` : ""
    }>${shown}</td>`;
  };
  const lines = rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("");
  return `<table class="plain result"><thead><tr>${
    heads.join("")
  }</tr></thead><tbody>${lines}</tbody></table>`;
}
