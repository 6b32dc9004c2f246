/** Page `/audit`: the published tables of 2023 against the raw rows. */
import { audit } from "@/benchmarks/metrics/audit.ts";
import { metric } from "@/benchmarks/metrics/metrics.ts";
import { dataFolder, openStore } from "@/benchmarks/store/views.ts";
import { allHtml, badHtml, reasonsText, system } from "./method/audit_tables.js";
import { emptyHtml } from "./components/empty.js";
import { day, escapeHtml } from "./words/format.js";

const db = await openStore();
// Another store than the checkout's may hold no published tables.
const csv = await Deno.readTextFile(`${dataFolder()}/llmperf-2023-12/published.csv`).catch(
  (error) => {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  },
);
const cells = (csv ? await audit(db, csv) : []).map((c) => ({
  ...c,
  label: metric(c.metric).label,
  unit: metric(c.metric).unit,
}));
const ours = "source LIKE 'github.com/ray-project/llmperf-leaderboard%'";
const { rows: [source] } = await db.query(
  `SELECT any_value(source) AS source, any_value(licence) AS licence, strftime(max(coalesce(started_at, ended_at)), '%Y-%m-%d') AS last FROM runs WHERE ${ours}`,
);
const { rows: measured } = await db.query(
  `SELECT DISTINCT provider, model_size FROM requests WHERE run_id IN (SELECT run_id FROM runs WHERE ${ours}) ORDER BY ALL`,
);
db.close();
const bad = cells.filter((c) => !c.follows);
const systems = new Set(cells.map(system));
const unpublished = (measured as { provider: string; model_size: string }[]).map(system)
  .filter((s) => !systems.has(s));
// The columns of the file: metric, model_size, provider, and so on.
const absent = new Set(
  csv.trim().split(/\r?\n/).slice(1).map((line) => line.split(","))
    .map(([, model_size, provider]) => system({ provider, model_size }))
    .filter((s) => !systems.has(s)),
);

const heading = `---
title: Audit
---
`;
const question = "# Do the published numbers follow from the data?";

/** A store without the runs of 2023 has nothing to hold against the tables. */
const nothing = `${heading}
<p class="kicker">Published tables of the LLMPerf leaderboard of 2023 · against the raw rows in this workspace</p>

${question}

<p class="find"><b>It cannot be told here:</b> none of the published systems is in this store.</p>

${
  emptyHtml(
    "The raw rows of 2023 come with a checkout, in data/llmperf-2023-12. From elsewhere:",
    "deno task import PATH",
  )
}
`;

const page = () =>
  `${heading}
<p class="kicker">Published tables of the LLMPerf leaderboard, runs up to ${
    day(String(source.last))
  } · ${systems.size} systems, ${cells.length} cells · against the raw rows in this workspace</p>

${question}

<p class="find"><b>${
    cells.length - bad.length
  } of the ${cells.length} published cells follow from the raw data</b> once the populations are known: throughput over every request with an answer, time to first token over those without an error code, quantiles of type 7. ${
    reasonsText(bad)
  }</p>

## The ${bad.length} that do not

<div class="scroll" tabindex="0" role="region" aria-label="Cells that do not follow">${
    badHtml(bad)
  }</div>

<p class="cap">Published: as printed. Raw data: what the requests give, in the same population; the number links to them.</p>

## Every cell

<div class="scroll" tabindex="0" role="region" aria-label="Every published cell">${
    allHtml(cells)
  }</div>

<p class="cap">As published; a red ≠ marks a cell that does not follow.${
    unpublished.length
      ? ` Measured, but without a published row: ${escapeHtml(unpublished.join(", "))}.`
      : ""
  }${
    absent.size
      ? ` Published, but without an answer in this store: ${escapeHtml([...absent].join(", "))}.`
      : ""
  } Computed when this page was built. Source: ${escapeHtml(String(source.source))}, ${
    escapeHtml(String(source.licence))
  }.</p>
`;

console.log(cells.length ? page() : nothing);
