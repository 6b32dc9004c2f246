/** Page `/audit`: the published tables of 2023 against the raw rows. */
import { audit } from "@/benchmarks/metrics/audit.ts";
import { metric } from "@/benchmarks/metrics/metrics.ts";
import { dataFolder, openStore } from "@/benchmarks/store/views.ts";
import { escapeHtml } from "./components/format.js";
import { providerLabel } from "./components/providers.js";

const db = await openStore();
const cells = await audit(
  db,
  await Deno.readTextFile(`${dataFolder()}/llmperf-2023-12/published.csv`),
);
db.close();
const bad = cells.filter((c) => !c.follows);
const good = cells.length - bad.length;
const systems = new Set(cells.map((c) => `${c.provider} ${c.model_size}`)).size;
const rows = bad.map((c) =>
  `<tr><th scope="row">${providerLabel(c.provider)} ${c.model_size.toUpperCase()}</th><td>${
    metric(c.metric).label
  }, ${metric(c.metric).unit}</td><td>${c.statistic}</td><td>${c.published}</td><td>${
    c.ours.toFixed(4)
  }</td><td>${escapeHtml(c.why!)}</td></tr>`
);
const groups = new Map<string, typeof cells>();
for (const c of cells) {
  const key = `${c.metric}\n${c.model_size}\n${c.provider}`;
  groups.set(key, [...(groups.get(key) ?? []), c]);
}
const all = [...groups.values()].map((own) =>
  `<tr><th scope="row">${providerLabel(own[0].provider)} ${
    own[0].model_size.toUpperCase()
  }</th><td>${metric(own[0].metric).label}, ${metric(own[0].metric).unit}</td>${
    own.map((c) =>
      `<td${c.follows ? "" : ' class="fails"'} title="raw data: ${
        c.ours.toFixed(4)
      }">${c.published}${c.follows ? "" : " ≠"}</td>`
    ).join("")
  }</tr>`
);

console.log(`---
title: Audit
---

<p class="kicker">Published tables of the LLMPerf leaderboard, December 2023 · ${systems} systems, ${cells.length} cells · against the raw rows in this workspace</p>

# Do the published numbers follow from the data?

<p class="find"><b>${good} of the ${cells.length} published cells follow from the raw data</b> once the populations are known: throughput over every request with an answer, time to first token over those without an error code, quantiles of type 7. The ${bad.length} others are below, each with what the rows say.</p>

## The ${bad.length} that do not

<div class="scroll" tabindex="0" role="region" aria-label="Cells that do not follow"><table class="plain"><thead><tr><th>System</th><th>Metric</th><th>Statistic</th><th>Published</th><th>Raw data</th><th>Why</th></tr></thead><tbody>${
  rows.join("")
}</tbody></table></div>

## Every cell

<p class="cap">As published; a red ≠ marks a cell that does not follow. Groq 70B has raw data and no published row.</p>

<div class="scroll" tabindex="0" role="region" aria-label="Every published cell"><table class="plain"><thead><tr><th>System</th><th>Metric</th><th>median</th><th>mean</th><th>min</th><th>max</th><th>P25</th><th>P75</th><th>P95</th><th>P99</th></tr></thead><tbody>${
  all.join("")
}</tbody></table></div>

<p class="cap">Computed when this page was built, from data/llmperf-2023-12. Source: ray-project/llmperf-leaderboard, commit 27aa9b6, Apache-2.0.</p>
`);
