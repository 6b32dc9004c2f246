/** The tables of /reliability as HTML, each with its files and SQL. */
import type { Limits } from "../choice/limits.js";
import { stacked } from "../charts/stacked.js";
import { takeHtml } from "../components/figure.js";
import { region, table } from "../components/table.js";
import { escapeHtml } from "../words/format.js";

import { rowHtml, stackedRow } from "./reliability_row.js";
import { attemptsSql, attemptsTable } from "./reliability_sql.js";
import type { Table } from "./reliability_tables.js";
import { keepText } from "./reliability_words.js";

const heads = [
  "System",
  "Succeeded, 0 to 100%",
  "Attempts, first to last",
  "What went wrong",
  "Within both limits, 0 to 100%",
];
const drawn = [heads[1], heads[2], heads[4]];

/**
 * One table with its heading and sentence; `all` is how many systems it has when none is left out, `sample` what the
 * page says of its rows where they are not all there are.
 */
export async function tableHtml(
  own: Table,
  limits: Limits,
  all = own.systems.length,
  sample = "",
): Promise<string> {
  const { systems, title, about, id } = own;
  const simulated = systems.some((s) => s.simulated);
  const rows = await Promise.all(systems.map((s) => rowHtml(s, limits)));
  const left = systems.length < all ? ` ${systems.length} of ${all} systems are chosen.` : "";
  const caption = `${about ? `${about}. ` : ""}${keepText(own, limits)}${left}${
    sample && ` ${sample}`
  }`;
  return `<section class="rb${simulated ? " sim" : ""}"><h2>${escapeHtml(title)}${
    simulated ? ' <span class="badge sim">simulated</span>' : ""
  }</h2><p class="cap">${escapeHtml(caption)}</p>${
    region(`Reliability, ${title}`, table(heads, rows.join(""), "rl"))
  }${
    takeHtml({
      id,
      title: `Who fails, and how: ${title}`,
      caption: `Every attempt; ${caption} Shares with Wilson's 95% intervals.`,
      spec: stacked(systems.map((s) => stackedRow(s, limits)), drawn),
      data: () => attemptsTable(systems, limits),
      sql: attemptsSql(systems, limits, sample),
    })
  }</section>`;
}
