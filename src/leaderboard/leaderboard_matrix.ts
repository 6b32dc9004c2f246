/** The answers at one glance: for each board and metric who is first, or who cannot be told apart. */
import type { MetricInfo } from "../rows/board.js";
import { shortened } from "./board_finding.js";
import { type Board } from "../rows/boards.js";
import { escapeHtml, significant } from "../words/format.js";
import { type Judgement, judgementOf, type Standing } from "../rows/judgement.js";
import { external, pageHref } from "../words/links.js";
import { providerName } from "../words/names.js";
import { answersCaption, type Medians } from "./board_take.js";
import { providerMark } from "../components/provider_marks.js";

/** A matrix of the real boards and one of the simulated; each cell leads to the table behind it. */
export function matrixHtml(
  boards: Board[],
  metrics: MetricInfo[],
  judged: Judgement[],
  medians: Medians,
): string {
  if (!judged.length) return "";
  const real = boards.filter((b) => !b.simulated);
  const simulated = boards.filter((b) => b.simulated);
  return [real, simulated].filter((own) => own.length)
    .map((own) => oneMatrixHtml(own, metrics, judged, medians, own[0] === boards[0])).join("");
}

function oneMatrixHtml(
  boards: Board[],
  metrics: MetricInfo[],
  judged: Judgement[],
  medians: Medians,
  first: boolean,
): string {
  const several = new Set(boards.map((b) => b.group.id)).size > 1;
  const rows = boards.map((board, i) => {
    const group = several && board.group.id !== boards[i - 1]?.group.id
      ? `<tr class="group"><th colspan="${metrics.length + 1}" scope="colgroup">${
        escapeHtml(board.group.label)
      }${board.group.days ? `, ${board.group.days}` : ""}</th></tr>`
      : "";
    return `${group}<tr><th scope="row">${escapeHtml(board.label)}</th>${
      metrics.map((m) => {
        const judgement = judgementOf(judged, board.id, m.name, "succeeded");
        return `<td><a ${external} href="${
          escapeHtml(pageHref("", { board: board.id, metric: m.name }))
        }" data-board="${board.id}" data-metric="${m.name}"${
          first && i === 0 && m === metrics[0] ? ' aria-current="true"' : ""
        }>${answerHtml(judgement?.standings ?? [], m, medians(board.id, m.name))}</a></td>`;
      }).join("")
    }</tr>`;
  });
  const long = boards.some((b) => [...b.label].length > 4);
  return `<table class="answers${long ? " named" : ""}"><caption>${
    boards[0].simulated
      ? '<span class="badge sim">simulated</span> No provider was measured here. '
      : ""
  }${first ? `${answersCaption} Choose a cell to see what is behind it.` : ""}</caption>` +
    `<thead><tr><th><span class="vh">Model</span></th>${
      metrics.map((m) => `<th scope="col">${escapeHtml(m.label)}</th>`).join("")
    }</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function answerHtml(
  standings: Standing[],
  m: MetricInfo,
  medians: ReturnType<Medians>,
): string {
  const first = standings.filter((s) => s.tier === 1);
  if (!first.length) {
    return `<span class="who">–</span><span class="v"></span><span class="sure">none can be ranked</span>`;
  }
  const names = first.map((s) => {
    const provider = s.key.split("\n")[1];
    return `${providerMark(provider)}${escapeHtml(providerName(provider))}`;
  });
  const median = medians.get(first[0].key)?.median;
  const others = standings.filter((s) => !s.rank).length;
  const alone = standings.length - others === 1;
  // A comma belongs to the name before it, in one piece with it.
  const who = shortened(names).map((name, i, all) =>
    `<span class="w"><span>${name}${i < all.length - 2 ? "," : ""}</span></span>`
  );
  return `<span class="who">${
    [...who.slice(0, -1), ...(who.length > 1 ? ['<span class="or">or</span>'] : []), who.at(-1)]
      .join(" ")
  }</span><span class="v">${
    typeof median === "number" ? `<b>${significant(median)}</b> ${m.unit}` : ""
  }</span>${
    first.length > 1
      ? `<span class="sure un">cannot be told apart</span>`
      : `<span class="sure">${
        !alone
          ? "first"
          : others
          ? `${others} other${others > 1 ? "s" : ""} not ranked`
          : "the only one measured"
      }</span>`
  }`;
}
