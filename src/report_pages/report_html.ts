/** The parts of a report's page that stand in it before a script runs. */
import { code, joined, link, markup, rowTable, runLink } from "../components/row_table.js";
import { region } from "../components/table.js";
import { runAgain, whereStore } from "../words/again.js";
import { count, day, escapeHtml, minute } from "../words/format.js";
import { answerHtml, limitsText, listed } from "./report_answer.js";
import { type Drawn, type NamedBoard, type Report, titleOf } from "./report_data.js";
import { doubtsHtml } from "./report_doubts.js";
import { figuresHtml } from "./report_figures.js";
import { tableHtml, takeLines } from "./report_table.js";

/** Pixels of the figures that stand on the page before a script draws them at its width. */
const usualWidth = 900;
const up = "../";
const dayOf = ({ at }: { at: string | null }) => at?.slice(0, 10) ?? null;
const dot = (text: string) => /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;

const tableKey = ({ repeated }: NamedBoard) =>
  "Medians and P95 of succeeded requests, beside a median its 95% interval; grey: too few requests. " +
  "Within the limits: of all attempts, with the 95% interval of the share. " +
  (repeated
    ? "To the run before: ratio of the medians of the same system, its 95% interval, and what it says. "
    : "Rank: all places that the requests leave open. ") +
  "Cost: at the price in force on the day of the run.";
const population =
  "measured requests that succeeded; shares are of all measured attempts but those that the end of a " +
  "run cut. Warm-up and probes are in no number.";
const intervals =
  "are of 95%, from the order of the values (Woodruff), and count how far requests of one batch are " +
  "alike; shares have Wilson’s. Ranks come from the ratios of all pairs, whose intervals hold together.";
const whole = link("../method.html", "The whole method is on page Method of the site.");
const hashesKey =
  "SHA-256 of the run’s own files; a run whose rows were moved together with others has no file of " +
  "rows of its own.";

/** When it was written, by whom, what they have to do with who is in it, and who ran the runs. */
function byHtml({ definition: { written_on, written_by, interest }, runs }: Report): string {
  const ran = [...new Set(runs.map((run) => run.run_by ?? "somebody who is not named"))];
  const said = [...new Set(runs.map((run) => run.interest).filter((x) => x !== null))];
  return markup`${day(written_on)} · ${
    written_by ? `written by ${written_by}` : "who wrote it is not said"
  }${
    interest
      ? `, who said of an interest: ${interest}`
      : written_by
      ? ", whose interest in the providers is not said"
      : ""
  }${
    runs.length
      ? ` · run by ${listed(ran)}; interest in the providers: ${
        said.length ? listed(said) : "nothing is said"
      }`
      : ""
  }`.html;
}

/** "1 system, in 2 runs" */
function asked({ systems }: NamedBoard): string {
  const many = (n: number, one: string) => `${count(n)} ${n === 1 ? one : `${one}s`}`;
  const own = new Set(systems.map((s) => JSON.stringify([s.provider, s.model]))).size;
  const runs = new Set(systems.map((s) => s.run_id)).size;
  return own < systems.length
    ? `${many(own, "system")}, in ${many(runs, "run")}`
    : many(own, "system");
}

/** The workloads, and how many requests each run sent when. */
function askedHtml({ boards, definition }: Report): string {
  const items = boards.map((board) => {
    const attempts = board.systems.reduce((sum, s) => sum + s.attempts, 0);
    const days = [...new Set(board.systems.map(dayOf))].filter((d) => d !== null).sort();
    return markup`<li><b>${titleOf(board)}:</b> ${count(attempts)} measured attempts to ${
      asked(board)
    }${
      days.length ? `, ${days.length > 1 ? `${day(days[0])} to ` : ""}${day(days.at(-1)!)}` : ""
    }</li>`;
  });
  return markup`<ul>${joined(items)}<li><b>What is needed:</b> ${limitsText(definition)}</li></ul>`
    .html;
}

function tablesHtml(report: Report, lines: string[]): string {
  return report.boards.map((board, i) =>
    `${report.boards.length > 1 ? `<h3>${escapeHtml(titleOf(board))}</h3>` : ""}${
      tableHtml(board, report)
    }<p class="cap">${
      escapeHtml(
        `${titleOf(board)}. ${tableKey(board)}`,
      )
    }</p>${lines[i]}`
  ).join("");
}

/** What each number means, from the catalogue. */
function methodHtml(report: Report, definitions: Map<string, string>): string {
  const items = report.metrics.map((m) =>
    markup`<li><b>${m.label}, ${m.unit}:</b> ${dot(definitions.get(m.name) ?? "")}</li>`
  );
  return markup`<ul>${
    joined(items)
  }<li><b>Population:</b> ${population}</li><li><b>Intervals</b> ${intervals} ${whole}</li></ul>`
    .html;
}

/** Lines that make the runs, and this report, again. */
function repeatHtml({ runs }: Report, name: string): string {
  const lines = runs.flatMap((run) =>
    run.imported_from ? [] : [runAgain(run.run_id)].filter((line) => line !== null)
  );
  const imported = runs.filter((run) => run.imported_from).length;
  const commands = [...lines, `deno task report ${name} --export`].join("\n");
  return `${lines.length ? `<p>${whereStore}</p>` : ""}${
    imported
      ? `<p>${
        count(imported)
      } of the runs were made by others: no command here repeats them, their rows are in the store.</p>`
      : ""
  }<pre data-language="sh" tabindex="0"><code>${escapeHtml(commands)}</code></pre>`;
}

function runsHtml({ runs }: Report): string {
  if (!runs.length) return "<p>None of them is in the store that this site was built of.</p>";
  type Run = Report["runs"][number];
  const fields = [
    { head: "Run", show: (r: Run) => runLink(r.run_id, code(r.run_id), up) },
    { head: "Started", show: (r: Run) => minute(r.started_at ?? r.ended_at) },
    { head: "By", kind: "words", show: (r: Run) => r.run_by ?? "not said" },
    {
      head: "Hashes",
      kind: "words hashes",
      show: (r: Run) =>
        joined(
          [
            ["configuration", r.config_hash],
            ["workload", r.workload_hash],
            ["requests.parquet", r.hashes?.["requests.parquet"]],
            ["run.json", r.hashes?.["run.json"]],
          ].flatMap(([what, hash]) => what && hash ? [{ what, hash }] : []).map(({ what, hash }) =>
            markup`<span class="hash">${what} <code>${hash}</code></span>`
          ),
        ),
    },
  ];
  return region("Runs", rowTable(fields, runs, { kind: "stack" })) +
    `<p class="cap">${hashesKey}</p>`;
}

/** All parts, by their names; `drawn` is what the figures are of, `definitions` the catalogue's, by metric. */
export async function reportParts(
  report: Report,
  drawn: Drawn,
  name: string,
  definitions: Map<string, string>,
): Promise<Record<string, string>> {
  return {
    by: byHtml(report),
    answer: answerHtml(report),
    asked: askedHtml(report),
    table: tablesHtml(report, takeLines(drawn)),
    figures: await figuresHtml(drawn, drawn.metric, new Set(), usualWidth),
    doubts: doubtsHtml(report),
    method: methodHtml(report, definitions),
    repeat: repeatHtml(report, name),
    runs: runsHtml(report),
    data: JSON.stringify(drawn).replaceAll("<", "\\u003c").replaceAll("$", "\\u0024"),
  };
}

/** The parts of a report that cannot be made: the fault stands where the answer would. */
export function faultyParts(fault: string): Record<string, string> {
  const names = ["by", "asked", "table", "figures", "doubts", "method", "repeat", "runs"];
  return {
    ...Object.fromEntries(names.map((name) => [name, ""])),
    answer: markup`<b>This report cannot be made.</b> ${fault}`.html,
    data: "null",
  };
}
