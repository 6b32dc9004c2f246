/** The tables of /reliability as HTML. */
import { region, table } from "../components/table.js";
import { escapeHtml } from "../words/format.js";
import type { Limits } from "./reliability_data.js";
import { rowHtml } from "./reliability_row.js";
import type { Table } from "./reliability_tables.js";
import { keepHtml } from "./reliability_words.js";

const heads = [
  "System",
  "Succeeded, 0 to 100%",
  "Attempts, first to last",
  "What went wrong",
  "Within both limits, 0 to 100%",
];

/** One table with its heading and sentence. */
export async function tableHtml(own: Table, limits: Limits, i: number): Promise<string> {
  const simulated = own.systems.some((s) => s.simulated);
  const rows = await Promise.all(own.systems.map((s) => rowHtml(s, limits)));
  return `<section class="rb${simulated ? " sim" : ""}" data-table="${i}"><h2>${
    escapeHtml(own.title)
  }${simulated ? ' <span class="badge sim">simulated</span>' : ""}</h2><p class="cap">${
    escapeHtml(own.about ? `${own.about}. ` : "")
  }<span class="keep">${keepHtml(own, limits)}</span></p>${
    region(`Reliability, ${own.title}`, table(heads, rows.join(""), "rl"))
  }</section>`;
}
