/** How the runs of the chosen board of page `/` are made again. */
import type { RequestRow } from "../rows/board.js";
import { shownWith } from "./board_only.js";
import type { Board } from "../rows/boards.js";
import { isPublished, published, runAgain, whereStore } from "../words/again.js";
import { escapeHtml } from "../words/format.js";

/** Runs that one board names at most; the newest stand first. */
const most = 3;

const part = (name: string, words: string, commands: string[]) =>
  `<div class="${name}"><p>${words}</p><pre data-language="sh" tabindex="0"><code>${
    escapeHtml(commands.join("\n"))
  }</code></pre></div>`;

/** Runs of this workspace on a board that a command can name, the newest first. */
function ownRuns(rows: RequestRow[]): string[] {
  const runs = new Map(
    rows.filter((r) => r.imported_from === null && runAgain(r.run_id) !== null).map((
      r,
    ) => [r.run_id, r.run_day ?? ""]),
  );
  return [...runs].sort(([a, dayA], [b, dayB]) => dayB.localeCompare(dayA) || (a < b ? 1 : -1))
    .map(([run]) => run);
}

/** A part for the boards of the published runs, and one for each board of own runs. */
export function againHtml(rows: RequestRow[], boards: Board[]): string {
  const theirs = boards.filter((b) => b.llmperf && isPublished(b.workload));
  const parts = [
    ...(theirs.length
      ? [{
        boards: theirs,
        words: "The same configuration, interleaved, with every attempt kept as a row:",
        commands: [`deno task bench ${published.config}`],
      }]
      : []),
    ...[...Map.groupBy(
      boards,
      (b) => JSON.stringify(ownRuns(rows.filter((r) => r.board === b.id)).slice(0, most)),
    )].flatMap(([key, own]) => {
      const runs = JSON.parse(key) as string[];
      return runs.length
        ? [{
          boards: own,
          words: runs.length > 1
            ? `The runs of this table, each from its own folder, with old beside new. ${whereStore}`
            : `The run of this table, from its own folder, with old beside new. ${whereStore}`,
          commands: runs.map((run) => runAgain(run)!),
        }]
        : [];
    }),
  ];
  const style = parts.map((p, i) => shownWith(`again-${i}`, p.boards, "block")).join("");
  return parts.length
    ? `<style>${style}</style>${
      parts.map((p, i) => part(`again-${i}`, p.words, p.commands)).join("")
    }`
    : "";
}

/** Where the runs of LLMPerf are from; shows with their boards alone. */
export function auditedHtml(boards: Board[]): string {
  const theirs = boards.filter((b) => b.llmperf);
  if (!theirs.length) return "";
  return [
    `<style>${shownWith("audited", theirs, "block")}</style><p class="cap audited">`,
    `Where the runs of LLMPerf are from, and what its published tables say beside the raw data: `,
    `<a href="./audit">audit</a>.</p>`,
  ].join("");
}
