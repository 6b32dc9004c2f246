/** How often each system's request beats each other's: a table of every pair of a board. */
import { takeHtml } from "../components/figure.js";
import { providerMark } from "../components/provider_marks.js";
import { region } from "../components/table.js";
import { escapeHtml, percentText } from "../words/format.js";
import { boardLabel, keysOf, namesOf } from "./compare_data.js";
import { matrixSql, matrixTable } from "./compare_sql.js";
import type { Chosen } from "./compare_state.js";
import { populationWords } from "./compare_words.js";

/** Background of a share: blue where the row is faster, orange where it is slower. */
const shade = (share: number): string =>
  share >= 0.9
    ? "var(--tb-faster-2)"
    : share > 0.6
    ? "var(--tb-faster-1)"
    : share >= 0.4
    ? "var(--tb-usual)"
    : share > 0.1
    ? "var(--tb-slower-1)"
    : "var(--tb-slower-2)";

const title = "Per cent of pairs of requests in which the system of the row is faster";

/** The matrix of the systems that are not left out; rows against columns, the chosen pair marked. */
export function matrixHtml(chosen: Chosen): string {
  const { board, a, b, metric, population, out } = chosen;
  const { faster } = board.judged[metric.name][population];
  const keys = keysOf(board);
  const at = board.systems.map((_, i) => i).filter((i) => !out.has(keys[i]));
  if (at.length < 2) return '<p class="empty">Fewer than two systems are chosen.</p>';
  const names = namesOf(board);
  const named = (i: number) =>
    `${providerMark(board.systems[i].provider, board.simulated)}${escapeHtml(names[i])}`;
  const cell = (i: number, j: number) => {
    const share = faster[i][j];
    if (i === j) return '<td class="self"><span class="vh">itself</span></td>';
    if (share === null) return '<td><span class="null">null</span></td>';
    const marked = (i === a && j === b) || (i === b && j === a) ? ' class="chosen"' : "";
    return `<td data-row="${i}" data-column="${j}"${marked} style="background:${shade(share)}">${
      escapeHtml(percentText(share))
    }</td>`;
  };
  const rows = at.map((i) =>
    `<tr><th scope="row">${named(i)}</th>${at.map((j) => cell(i, j)).join("")}</tr>`
  );
  const heads = at.map((i) => `<th scope="col"><span>${named(i)}</span></th>`);
  const left = out.size ? ` ${at.length} of ${keys.length} systems are chosen.` : "";
  const caption =
    `${populationWords[population]}; ${
      boardLabel(board)
    }; ${metric.label}. Of every pair of requests, ` +
    "one to each system: per cent in which that of the row is faster, ties counted half. A share of " +
    `requests, not how sure it is; outlined: the chosen two.${left}`;
  return `${
    region(
      "Matrix of all systems",
      `<table class="pm"><caption class="vh">${title} than that of the column</caption>
<thead><tr><td>faster than, in %</td>${heads.join("")}</tr></thead><tbody>${
        rows.join("")
      }</tbody></table>`,
    )
  }<p class="cap">${escapeHtml(caption)}</p>${
    takeHtml({
      id: "matrix",
      title: `${title}: ${metric.label}`,
      caption,
      data: () => matrixTable(chosen, at),
      sql: matrixSql(chosen, at),
    })
  }`;
}
