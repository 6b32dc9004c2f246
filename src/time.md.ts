/** Page `/time`: what the day and the place do, on measurements of three regions. Baked in its first state. */
import { wholeRowsSql } from "@/benchmarks/queries/boards.ts";
import { providerNames } from "@/benchmarks/queries/provider_names.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { emptyHtml } from "./components/empty.js";
import { count, escapeMarkdown } from "./words/format.js";
import { markInOrder } from "./components/provider_marks.js";
import { timeHtml } from "./time/time.js";
import type { Row } from "./rows/systems.js";
import { throughout } from "./rows/throughout.js";
import { timeDefaults } from "./time/time_state.js";
import { timeParts } from "./time/time_view.js";

const width = 1280;
const heading = `---
title: Time
---
`;
const question = "# When is it slow?";
const db = await openStore();
markInOrder(await providerNames(db));
const rows = (await db.query(wholeRowsSql("NOT l.simulated AND l.selection IS NOT NULL")))
  .rows as unknown as Row[];
const { rows: [run] } = await db.query(
  "SELECT workload, caveat, source, licence FROM runs WHERE selection IS NOT NULL LIMIT 1",
);
db.close();

async function page(): Promise<string> {
  const state = timeDefaults(rows);
  const hours = [...Map.groupBy(rows, (r) => Number(r.utc_hour))]
    .sort((a, b) => b[1].length - a[1].length);
  const steady = throughout(rows);

  return `${heading}
<p class="kicker">${(await timeParts(rows, state, width)).kicker}</p>

${question}

<div id="time">
${await timeHtml(rows, state, width)}
</div>

\`\`\`js
import {mountTime} from "./time/time.js";
import {readParquet} from "./rows/load.js";

await mountTime(document.querySelector("#time"), await readParquet(await FileAttachment("loaders/timed.parquet").arrayBuffer()));
\`\`\`

## Read this before you quote a number

- **The tails are cut.** ${escapeMarkdown(String(run.caveat))}
- **The hour is that of the round,** not of the single request; ${hours.length} of the 24 hours occur, and ${
    Math.round(hours[0][1].length / rows.length * 100)
  }% of all rows are from ${String(hours[0][0]).padStart(2, "0")}:00 UTC.
- **Measured throughout** are the ${steady.models.size} models of the longest window, up to the last day, in which any was measured in every region on every day. A model is what one provider serves under one name.
- **Not our measurement.** Source: ${escapeMarkdown(String(run.source))}, ${
    escapeMarkdown(String(run.licence))
  } licence; ${count(rows.length)} rows in all, ${escapeMarkdown(String(run.workload))}.
`;
}

const nothing = `${heading}
<p class="kicker">Measurements taken at many hours, from several places</p>

${question}

<p class="find"><b>It cannot be told here:</b> this store has no measurements that were repeated over days.</p>

${
  emptyHtml(
    "The files of thefastest.ai hold such measurements; a checkout has them.",
    "deno task import PATH",
  )
}
`;

console.log(rows.length ? await page() : nothing);
