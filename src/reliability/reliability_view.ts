/** The tables of /reliability as HTML. */
import { escapeHtml } from "../words/format.js";
import type { Limits } from "./reliability_data.js";
import { rowHtml } from "./reliability_row.js";
import type { Table } from "./reliability_tables.js";
import { keepHtml } from "./reliability_words.js";

/** One table with its heading and sentence. */
export async function tableHtml(table: Table, limits: Limits, i: number): Promise<string> {
  const simulated = table.systems.some((s) => s.simulated);
  const rows = await Promise.all(table.systems.map((s) => rowHtml(s, limits)));
  return `<section class="rb${simulated ? " sim" : ""}" data-table="${i}"><h2>${
    escapeHtml(table.title)
  }${simulated ? ' <span class="badge sim">simulated</span>' : ""}</h2><p class="cap">${
    escapeHtml(table.about ? `${table.about}. ` : "")
  }<span class="keep">${
    keepHtml(table, limits)
  }</span></p><div class="scroll" tabindex="0" role="region" aria-label="${
    escapeHtml(`Reliability, ${table.title}`)
  }"><table class="plain rl"><thead><tr><th>System</th><th>Succeeded, 0 to 100%</th><th>Attempts, first to last</th><th>What went wrong</th><th>Within both limits, 0 to 100%</th></tr></thead><tbody>${
    rows.join("")
  }</tbody></table></div></section>`;
}
