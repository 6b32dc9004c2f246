/** Page `/data`: the record, column by column, and the runs. */
import { columnNames, record } from "@/benchmarks/record/record.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { count, day, escapeHtml } from "./components/format.js";

const db = await openStore();
const runs = (await db.query(
  `SELECT run_id, config_name, workload, started_at, ended_at, imported_from, source, licence, caveat, invalid,
  (SELECT count(*) FROM requests q WHERE q.run_id = r.run_id) AS n, (SELECT bool_or(simulated) FROM requests q WHERE q.run_id = r.run_id) AS simulated
  FROM runs r ORDER BY coalesce(started_at, ended_at) DESC, run_id`,
)).rows as Record<string, string | number | boolean | null>[];
db.close();
const total = runs.reduce((sum, r) => sum + (r.n as number), 0);
const groups = [...new Set(columnNames.map((name) => record[name].group))];
const columns = groups.map((group) =>
  `<tr><th colspan="4" scope="colgroup" class="group">${group}</th></tr>` +
  columnNames.filter((name) => record[name].group === group).map((name) => {
    const c = record[name];
    return `<tr><th scope="row"><code>${name}</code></th><td>${c.type}${
      c.required ? "" : '<br><span class="cap">or null</span>'
    }</td><td>${escapeHtml(c.unit)}</td><td class="words">${escapeHtml(c.doc)}</td></tr>`;
  }).join("")
).join("");

console.log(`---
title: Data
---

<p class="kicker">${
  count(total)
} attempts in ${runs.length} runs · ${columnNames.length} columns</p>

# What is recorded?

One row an attempt, whatever became of it. A value that was not observed is null, never 0.

<p class="links"><a href="./loaders/requests.parquet" download>Parquet</a><a href="./loaders/downloads.csv" download>CSV</a><a href="./loaders/downloads.json" download>JSON</a></p>

<p class="cap">Parquet: the requests of the real runs behind the leaderboard, every column. CSV and JSON: every request of every run, without the lists of arrival times. In a checkout: <code>deno task sql</code>, or any tool that opens data/tokenboard.duckdb.</p>

## Columns

<div class="scroll" tabindex="0" role="region" aria-label="Columns"><table class="plain"><thead><tr><th>Column</th><th>Type</th><th>Unit</th><th>What it is</th></tr></thead><tbody>${columns}</tbody></table></div>

## Runs

<div class="scroll" tabindex="0" role="region" aria-label="Runs"><table class="plain"><thead><tr><th>Run</th><th>Attempts</th><th>Day</th><th>Workload</th><th>Where from</th></tr></thead><tbody>${
  runs.map((r) =>
    `<tr><th scope="row"><code>${escapeHtml(String(r.run_id))}</code>${
      r.simulated ? ' <span class="badge sim">simulated</span>' : ""
    }${
      r.invalid
        ? ` <span class="badge fail">invalid</span><br><span class="cap">${
          escapeHtml(String(r.invalid))
        }</span>`
        : ""
    }</th><td>${count(r.n as number)}</td><td>${
      day(String(r.started_at ?? r.ended_at ?? ""))
    }</td><td class="words">${escapeHtml(String(r.workload))}</td><td class="words">${
      escapeHtml(String(r.source ?? "this workspace"))
    }${r.licence ? `, ${r.licence}` : ""}${
      r.caveat ? `<br><span class="cap">${escapeHtml(String(r.caveat))}</span>` : ""
    }</td></tr>`
  ).join("")
}</tbody></table></div>
`);
