/** A report as it is first written: every number in it is computed, what is to be edited says so. */
import type { ReportDefinition } from "../../queries/reports/definition.ts";

/** Every sign that Markdown or the framework would read is kept a letter. */
const plain = (text: string) => text.replace(/[\\`*_{}[\]<>#$&!|~]/g, "\\$&");

/** The page of report `name`. `title` is a question, as text. */
export function reportText(name: string, title: string, definition: ReportDefinition): string {
  const part = (id: string) => `data-from="../loaders/reports/${name}.html#${id}"`;
  const json = JSON.stringify(definition, null, 2).replaceAll("<", "\\u003c")
    .replaceAll("$", "\\u0024");
  return `<!-- What this report is of. Edit: limits, share, metric, written_by, interest. -->

<script type="application/json" id="report">
${json}
</script>

<p class="kicker" ${part("by")}></p>

# ${plain(title)}

<!-- Edit: who asks, what they will decide by it, what they need. A blank line begins a paragraph. -->

## Answer

<div ${part("answer")}></div>

## What was asked

<div ${part("asked")}></div>

## Evidence

<div ${part("table")}></div>

<div id="figures"><div class="drawn" ${part("figures")}></div></div>

<script type="application/json" id="report-data" ${part("data")}></script>

\`\`\`js
import { mountReport } from "../report_pages/report.js";

const data = JSON.parse(document.getElementById("report-data").textContent);
mountReport(document.querySelector("main"), document.querySelector("#figures"), data);
\`\`\`

## Doubts

<div ${part("doubts")}></div>

<!-- Edit: what you know of these runs that no file says. -->

## Method

<div ${part("method")}></div>

## To repeat it

<div ${part("repeat")}></div>

## The runs

<div ${part("runs")}></div>
`;
}
