/** Page `/data`: the record, column by column, the files to take away, and the runs. */
import { errorClasses } from "@/benchmarks/record/errors.ts";
import { columnNames, record } from "@/benchmarks/record/record.ts";
import { findRuns } from "@/benchmarks/store/run_folders.ts";
import { textRowLimit, textStoreLimit, wholeRowLimit } from "@/benchmarks/queries/downloads.ts";
import { dataFolder, openStore } from "@/benchmarks/store/views.ts";
import { leftOutHtml, type RunRow, runsHtml } from "./method/data_runs.js";
import { filesHtml } from "./components/files.js";
import { count, escapeHtml } from "./words/format.js";

const db = await openStore();
const runs = (await db.query(
  `SELECT r.run_id, coalesce(w.label, r.workload) AS workload, strftime(min(coalesce(q.started_at, r.started_at, r.ended_at)), '%Y-%m-%d') AS day,
    strftime(max(coalesce(q.started_at, r.started_at, r.ended_at)), '%Y-%m-%d') AS last_day,
    r.source, r.licence, r.caveat, r.invalid, count(*) FILTER (q.simulated) AS simulated,
    list_sort(list(DISTINCT q.provider)) AS providers,
    list_sort(list(DISTINCT q.model)) AS models, count(*) AS attempted, count(*) FILTER (q.status = 'ok') AS succeeded
  FROM runs r JOIN requests q USING (run_id) LEFT JOIN workloads w ON w.workload_hash = r.workload_hash GROUP BY ALL ORDER BY day DESC, r.run_id`,
)).rows as unknown as RunRow[];
db.close();
const { broken } = await findRuns(dataFolder());
const total = runs.reduce((sum, r) => sum + r.attempted, 0);
const simulated = runs.reduce((sum, r) => sum + r.simulated, 0);
const groups = [...new Set(columnNames.map((name) => record[name].group))];
const columns = groups.map((group) =>
  `<tbody><tr><th colspan="4" scope="rowgroup" class="group">${group}</th></tr>` +
  columnNames.filter((name) => record[name].group === group).map((name) => {
    const c = record[name];
    return `<tr id="${name}"><th scope="row"><code>${name}</code></th><td>${c.type}${
      c.required ? "" : ' <span class="cap">or null</span>'
    }</td><td>${escapeHtml(c.unit)}</td><td class="words">${escapeHtml(c.doc)}</td></tr>`;
  }).join("") + "</tbody>"
).join("");

const classes = Object.entries(errorClasses).map(([name, sentence]) =>
  `<tr id="${name}"><th scope="row"><code>${name}</code></th><td class="words">${
    escapeHtml(sentence)
  }</td></tr>`
).join("");

console.log(`---
title: Data
---

<p class="kicker">${
  count(total)
} attempts in ${runs.length} runs · ${columnNames.length} columns</p>

# What is recorded?

One row per attempt, whatever became of it. A value that was not observed is null, never 0.

${
  total <= wholeRowLimit
    ? `<p class="links"><span>Every run in one file</span>${
      filesHtml("all/requests", total <= textRowLimit)
    }</p>`
    : `<p>All requests in one file would be too large; each run below has files of its own.</p>`
}

<p class="cap">Every request of every run, with the metrics computed from it (<a href="./method">definitions</a>)${
  simulated ? `; ${count(simulated)} of them are simulated and say so in their column` : ""
}. CSV and JSON leave out the lists of arrival times${
  total > textStoreLimit ? ", and this store is too large for them: it has Parquet alone" : ""
}; in CSV a text that a spreadsheet would take for a formula has an apostrophe before it, and the other files have it as it is. In a checkout <code>deno task sql</code> has the same tables, and so has any tool on that machine that opens <code>data/tokenboard.duckdb</code>, which holds views alone.</p>

\`\`\`python
import duckdb
db = duckdb.connect("data/tokenboard.duckdb", read_only=True)
db.sql("SELECT provider, model, median(ttft_s) FROM requests WHERE status = 'ok' GROUP BY ALL").show()
\`\`\`

<p class="cap">The views name the files of runs by their place on the machine: after a checkout was moved, <code>deno task sql "SELECT 1"</code> makes them anew.</p>

## Runs

<div class="scroll" tabindex="0" role="region" aria-label="Runs">${runsHtml(runs)}</div>
${leftOutHtml(broken)}

## Columns

<div class="scroll" tabindex="0" role="region" aria-label="Columns"><table class="plain stack"><thead><tr><th>Column</th><th>Type</th><th>Unit</th><th>What it is</th></tr></thead>${columns}</table></div>

## Error classes

A failed attempt has one of these, and no other; <a href="./conformance">conformance</a> shows the streams behind them.

<div class="scroll" tabindex="0" role="region" aria-label="Error classes"><table class="plain stack"><thead><tr><th>Class</th><th>What it says</th></tr></thead><tbody>${classes}</tbody></table></div>
`);
