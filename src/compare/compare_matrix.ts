/** How often each system's request beats each other's: a table of every pair of a board. */
import type { Board, JudgedMetric } from "./compare_data.js";
import { namesOf } from "./compare_data.js";
import { escapeHtml, percentText } from "../words/format.js";
import { providerMark } from "../components/provider_marks.js";

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

/** The matrix; rows against columns, the chosen pair marked. */
export function matrixHtml(board: Board, judged: JudgedMetric, a: number, b: number): string {
  const names = namesOf(board);
  const dot = (i: number) => providerMark(board.systems[i].provider, board.simulated);
  const head = names.map((name, i) =>
    `<th scope="col"><span>${dot(i)}${escapeHtml(name)}</span></th>`
  ).join("");
  const rows = names.map((name, i) =>
    `<tr><th scope="row">${dot(i)}${escapeHtml(name)}</th>${
      names.map((_, j) => {
        const share = judged.faster[i][j];
        if (i === j) return '<td class="self"><span class="vh">itself</span></td>';
        if (share === null) return '<td><span class="null">null</span></td>';
        const chosen = (i === a && j === b) || (i === b && j === a);
        return `<td data-row="${i}" data-column="${j}"${
          chosen ? ' class="chosen"' : ""
        } style="background:${shade(share)}">${escapeHtml(percentText(share))}</td>`;
      }).join("")
    }</tr>`
  ).join("");
  return `<table class="pm"><caption class="vh">Per cent of pairs of requests in which the system of the row is faster than that of the column</caption><thead><tr><td>faster than, in %</td>${head}</tr></thead><tbody>${rows}</tbody></table>`;
}
