/** The tables and columns that a query may name, each a button that puts its name into the query. HTML. */
import type { SchemaColumn, SchemaTable } from "@/benchmarks/queries/schema.ts";
import { escapeHtml } from "../words/format.js";
import { sqlName } from "./query_text.js";

const short: Record<string, string> = {
  VARCHAR: "text",
  DOUBLE: "number",
  INTEGER: "integer",
  BIGINT: "integer",
  BOOLEAN: "true or false",
  TIMESTAMP: "time, UTC",
  JSON: "JSON text",
};

function columnHtml({ name, type, unit, doc }: SchemaColumn): string {
  const kind = `${short[type] ?? type}${unit ? `, ${unit}` : ""}`;
  return `<li data-find="${
    escapeHtml(`${name} ${doc}`.toLowerCase())
  }"><button type="button" data-put="${escapeHtml(sqlName(name))}"><code>${
    escapeHtml(name)
  }</code></button> <span class="kind">${escapeHtml(kind)}</span>${
    doc ? `<span class="doc">${escapeHtml(doc)}</span>` : ""
  }</li>`;
}

function tableHtml({ name, doc, columns }: SchemaTable, isOpen: boolean): string {
  return `<details${isOpen ? " open" : ""}><summary><code>${
    escapeHtml(name)
  }</code> <span class="kind">${columns.length} columns</span></summary><p class="cap">${
    escapeHtml(doc)
  } <button type="button" class="link" data-put="${escapeHtml(sqlName(name))}">put ${
    escapeHtml(name)
  } into the query</button></p><ul>${columns.map(columnHtml).join("")}</ul></details>`;
}

const seekHtml =
  '<div class="seek"><label>Find a column <input type="search" class="needs-script" ' +
  'name="column" placeholder="ttft, tokens, error" autocomplete="off"></label></div>';

/** The panel; the first table is open. */
export const schemaHtml = (tables: SchemaTable[]): string =>
  `${seekHtml}<div class="tables" tabindex="0" role="group" aria-label="Tables and their columns">${
    tables.map((table, i) => tableHtml(table, i === 0)).join("")
  }</div>`;

/** Calls `put` with the name that a reader chooses in the panel, and lets its field find columns. */
export function listenSchema(panel: HTMLElement, put: (name: string) => void): void {
  panel.addEventListener("click", (event) => {
    const name = (event.target as HTMLElement).closest<HTMLElement>("[data-put]")?.dataset.put;
    if (name) put(name);
  });
  panel.addEventListener("input", (event) => {
    const words = (event.target as HTMLInputElement).value.trim().toLowerCase();
    for (const table of panel.querySelectorAll("details")) {
      const columns = [...table.querySelectorAll<HTMLElement>("li")];
      for (const column of columns) column.hidden = !column.dataset.find!.includes(words);
      const some = columns.some((column) => !column.hidden);
      table.hidden = !some;
      table.open = words ? some : table === panel.querySelector("details");
    }
  });
}
