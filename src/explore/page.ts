/** The page before its script runs: an answered example, the tables, and what else can be asked. HTML. */
import type { SchemaTable } from "@/benchmarks/queries/schema.ts";
import { region } from "../components/table.js";
import { count, escapeHtml } from "../words/format.js";
import { exploreHref } from "../words/links.js";
import { shellWord } from "../words/shell_word.js";
import { type Example, examples } from "./examples.js";
import { oneLine } from "./query_text.js";
import { type Cells, type Column, resultHtml } from "./result_table.js";
import { schemaHtml } from "./schema_panel.js";

/** An example and its answer, as the build found it. */
export interface Answer {
  columns: Column[];
  rows: Cells[];
  /** How many rows the whole answer has. */
  of: number;
}

const examplesHtml = (all: Example[]): string =>
  `<nav class="examples" aria-label="Examples">${
    all.map(({ question, sql }) =>
      `<a rel="external" href="${escapeHtml(exploreHref(sql))}">${escapeHtml(question)}</a>`
    ).join("")
  }</nav>`;

const inCheckout = "The same questions, asked in a checkout, have the same answers:";

/** The same questions for whoever has no script. */
const commandsHtml = (all: Example[]): string =>
  `<div class="no-script"><p class="empty">Asking here needs a script in your browser. ${inCheckout}</p>${
    all.map(({ question, sql }) =>
      `<h3>${escapeHtml(question)}</h3><pre tabindex="0"><code>deno task sql ${
        escapeHtml(shellWord(oneLine(sql)) ?? "")
      }</code></pre>`
    ).join("")
  }</div>`;

const editorHtml = (sql: string): string =>
  `<form class="ask"><label for="sql" class="vh">SQL</label>
<textarea id="sql" name="sql" rows="8" spellcheck="false" autocapitalize="off" autocomplete="off"
  wrap="off">${escapeHtml(sql)}</textarea>
<div class="act needs-script"><button type="submit" class="run">Run</button>
<button type="button" class="stop" hidden>Stop</button><span class="cap">Ctrl or Cmd with Enter</span>
<span class="cap state" role="status"></span></div>
<div class="wrong" role="alert" tabindex="0" hidden></div></form>`;

export function pageHtml(schema: SchemaTable[], answer: Answer): string {
  const [first] = examples;
  const shown = answer.rows.length;
  return `<div class="asking"><div><p class="cap">Questions to begin with</p>${
    examplesHtml(examples)
  }${
    editorHtml(first.sql)
  }<details class="past needs-script"><summary>History</summary><div></div></details></div>
<aside class="schema" aria-label="Tables and columns">${
    schemaHtml(schema)
  }</aside></div><section class="answer" aria-label="Result"><p class="cap said">${
    escapeHtml(first.question)
  } ${shown < answer.of ? `The first ${count(shown)} of ` : ""}${count(answer.of)} ${
    answer.of === 1 ? "row" : "rows"
  }, asked when this site was built.</p><div class="notes"></div>
<nav class="pager" aria-label="Pages of the result" hidden></nav><div class="rows">${
    region("Rows of the result", resultHtml(answer.columns, answer.rows))
  }</div><p class="links files needs-script" hidden></p><div class="chart"></div></section>${
    commandsHtml(examples)
  }`;
}
