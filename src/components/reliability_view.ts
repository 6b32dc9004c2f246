/** Tables of /reliability. */
import { boardsOf } from "./boards.js";
import type { RequestRow } from "./board.js";
import { escapeHtml } from "./format.js";
import { type AttemptRow, type Limits, type System, systemsOf } from "./reliability_data.js";
import { rowHtml } from "./reliability_row.js";
import { keepHtml } from "./reliability_words.js";

/** One table: a workload from one place, one model size. */
export interface Table {
  title: string;
  about: string;
  systems: System[];
}

/** Tables of the page, the largest workload first. */
export function tablesOf(rows: AttemptRow[]): Table[] {
  const own = Map.groupBy(rows, (r) => r.board);
  return boardsOf(rows as unknown as RequestRow[]).map((board) => {
    const place = own.get(board.id)![0].location;
    return {
      title: board.title,
      about: `${board.workload}${place ? ` · from ${place}` : ""} · ${board.days}`,
      systems: systemsOf(own.get(board.id)!),
    };
  });
}

/** One table with its heading and sentence. */
export async function tableHtml(table: Table, limits: Limits, i: number): Promise<string> {
  const simulated = table.systems.some((s) => s.simulated);
  const rows = await Promise.all(table.systems.map((s) => rowHtml(s, limits)));
  return `<section class="rb${simulated ? " sim" : ""}" data-table="${i}"><h2>${
    escapeHtml(table.title)
  }${simulated ? ' <span class="badge sim">simulated</span>' : ""}</h2><p class="cap">${
    escapeHtml(table.about)
  }. <span class="keep">${
    keepHtml(table, limits)
  }</span></p><div class="scroll" tabindex="0" role="region" aria-label="${
    escapeHtml(`Reliability, ${table.title}`)
  }"><table class="plain rl"><thead><tr><th>System</th><th>Succeeded, 0 to 100%</th><th>Attempts, first to last</th><th>What went wrong</th><th>Within both limits, 0 to 100%</th></tr></thead><tbody>${
    rows.join("")
  }</tbody></table></div></section>`;
}
