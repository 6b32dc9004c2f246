/** Page `/time`: what the hour of the day does, on measurements of several regions. */
import { openStore } from "@/benchmarks/store/views.ts";
import { count, day } from "./components/format.js";

const db = await openStore();
const { rows: [f] } = await db.query(
  `SELECT count(*) AS n, count(DISTINCT provider || '/' || model) AS models, count(DISTINCT utc_hour) AS hours,
  strftime(min(started_at), '%Y-%m-%d') AS first, strftime(max(started_at), '%Y-%m-%d') AS last, mode(utc_hour) AS busiest,
  (SELECT max(k) FROM (SELECT count(*) AS k FROM requests WHERE imported_from = 'thefastest.ai' GROUP BY utc_hour)) AS most
  FROM requests WHERE imported_from = 'thefastest.ai'`,
);
const { rows: [run] } = await db.query(
  "SELECT workload, selection, caveat, source, licence FROM runs WHERE imported_from = 'thefastest.ai' LIMIT 1",
);
db.close();
console.log(`---
title: Time
---

<p class="kicker">thefastest.ai, ${day(String(f.first))} to ${day(String(f.last))} · ${
  count(f.n as number)
} measurements of ${f.models} models from three regions · ${run.workload}</p>

# When is it slow?

<div id="time"></div>

\`\`\`js
import {mountTime} from "./components/time.js";
import {readParquet} from "./components/load.js";

mountTime(document.querySelector("#time"), await readParquet(await FileAttachment("loaders/timed.parquet").arrayBuffer()));
\`\`\`

## Read this before you quote a number

- **The tails are cut.** ${run.caveat}
- **The hour is that of the round,** not of the single request; ${f.hours} hours of the day occur, and ${
  Math.round((f.most as number) / (f.n as number) * 100)
}% of all rows are from ${String(f.busiest).padStart(2, "0")}:00 UTC.
- **Not our measurement.** Source: ${run.source}, ${run.licence}.
`);
