/** Page `/`: the leaderboard, every table in the HTML before any script runs. */
import { leaderboardInfos as shown } from "@/benchmarks/metrics/metrics.ts";
import { boardRowsSql, ofLatest, pageRowLimit, realBoards } from "@/benchmarks/store/boards.ts";
import { judgeBoards } from "@/benchmarks/store/standings.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { bakedStatistics } from "@/benchmarks/store/baked.ts";
import { providerNames } from "@/benchmarks/store/provider_names.ts";
import type { RequestRow } from "./components/board.js";
import { count, day, escapeHtml, escapeMarkdown, inScript } from "./components/format.js";
import { providerName } from "./components/names.js";
import { boardsOf } from "./components/boards.js";
import { markInOrder } from "./components/provider_marks.js";
import { exactFigures, scriptOf } from "./components/leaderboard_sample.js";
import { invalidHtml, leaderboardHtml } from "./components/leaderboard_views.js";

const db = await openStore();
markInOrder(await providerNames(db));
const rows = (await db.query(boardRowsSql(realBoards))).rows as unknown as RequestRow[];
// What is drawn: as many as the page itself will have.
const drawn = rows.length > pageRowLimit
  ? (await db.query(boardRowsSql(realBoards, pageRowLimit))).rows as unknown as RequestRow[]
  : rows;
const baked = await bakedStatistics(db, boardRowsSql(realBoards), shown.map((m) => m.name));
const judged = await judgeBoards(db, ofLatest(realBoards), shown.map((m) => m.name), baked);
const invalid = (await db.query(
  "SELECT run_id, invalid FROM runs WHERE invalid IS NOT NULL ORDER BY run_id",
)).rows as { run_id: string; invalid: string }[];
db.close();

const figures = drawn === rows ? [] : exactFigures(rows, shown, baked);
const exact = figures.length ? `, ${inScript(scriptOf(figures))}` : "";
const days = rows.map((r) => r.run_day).filter((d) => d !== null).sort();
const systems = new Set(rows.map((r) => `${r.run_id} ${r.provider} ${r.model}`)).size;
const places = [...new Set(rows.map((r) => r.location).filter(Boolean))].join(", ");
const workloads = [...new Set(boardsOf(rows).map((b) => b.workload))];
const old = rows.filter((r) => r.imported_from === "llmperf");
const limited = old.filter((r) => r.error_class === "rate_limited");
const short = old.filter((r) => r.short);
const providers = (some: RequestRow[]) =>
  [...new Set(some.map((r) => escapeMarkdown(providerName(r.provider))))].join(", ");

const kicker = rows.length
  ? `${count(rows.length)} requests to ${systems} ${systems === 1 ? "system" : "systems"} · ${
    workloads.length === 1 ? escapeHtml(workloads[0]) : `${workloads.length} workloads`
  }${places ? ` · sent from ${escapeHtml(places)}` : ""} · ${
    days.length === 0
      ? "at an unknown date"
      : days[0] === days.at(-1)
      ? day(days[0])
      : `${day(days[0])} to ${day(days.at(-1)!)}`
  }`
  : 'No real run yet · <a href="./quickstart">a simulated one</a> shows what a run looks like';
const script = `\`\`\`js
import {enliven} from "./components/leaderboard.js";
import {readParquet} from "./components/load.js";

const rows = await readParquet(await FileAttachment("loaders/leaderboard.parquet").arrayBuffer());
enliven(document.querySelector("#leaderboard"), rows, ${JSON.stringify(shown)}, ${
  inScript(scriptOf(judged))
}${exact});
\`\`\``;
const days2023 = new Set(old.map((r) => r.run_day)).size;
/** What the runs of 2023 need said, where they are on the page. */
const of2023 =
  `- **One run each, on different days.** The runs of 2023 were made one provider after the other, over ${days2023} ${
    days2023 === 1 ? "day" : "days"
  }. Runs made with this workspace take turns within the hour; those did not.
- **Failures are drawn, and counted.** ${
    count(limited.length)
  } of the requests of 2023 were refused for their rate${
    limited.length ? ` (${providers(limited)})` : ""
  }; ${count(short.length)} answers were short of the tokens asked for${
    short.length ? ` (${providers(short)})` : ""
  }.
- **550 is nominal.** The prompts of 2023 were built by another tokenizer's count and cut by characters.
`;

console.log(`---
title: Leaderboard
---

<p class="kicker">${kicker}</p>

# Who is fastest, and how sure?

<div id="leaderboard">
${await leaderboardHtml(drawn, shown, baked, judged, figures)}
</div>

${invalidHtml(invalid)}

<p class="links"><span>Download</span><a href="./loaders/downloads.csv" download>CSV</a><a href="./loaders/downloads.json" download>JSON</a><a href="./loaders/downloads.parquet" download>Parquet</a><a href="./data">columns</a><a href="./method">definitions</a></p>

${rows.length ? script : ""}

<section class="two">
<div>

## Read this before you quote a number

${
  old.length
    ? of2023
    : ""
}- **One place.** Every time holds the way from where the requests were sent${
  places ? ` (${escapeMarkdown(places)})` : ""
}. Another region gives other numbers.
- **TTFT and decode trade off.** Who holds the first tokens back looks slow to start and fast to stream. Throughput end to end does not care.
- **It says what each service did, not why.** Hardware, batching and load behind an endpoint are unknown.

</div>
<div>

## Do it again

The same configuration, interleaved, with every attempt kept as a row:

\`\`\`sh
deno task bench llmperf-2023
\`\`\`

Any endpoint of your own, with the flags LLMPerf had:

\`\`\`sh
OPENAI_API_BASE=http://127.0.0.1:8000/v1 OPENAI_API_KEY=... \\
deno task bench --model NAME --llm-api openai \\
  --mean-input-tokens 550 --stddev-input-tokens 0 \\
  --mean-output-tokens 150 --stddev-output-tokens 0 \\
  --max-num-completed-requests 150 --num-concurrent-requests 5
\`\`\`

<p class="cap">Raw data of 2023: ray-project/llmperf-leaderboard, commit 27aa9b6, Apache-2.0. What the published tables say and what the raw data says: <a href="./audit">audit</a>.</p>

</div>
</section>
`);
