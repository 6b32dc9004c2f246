/** Page `/`: the leaderboard, every table in the HTML before any script runs. */
import { leaderboardInfos as shown } from "@/benchmarks/metrics/metrics.ts";
import {
  boardGroupsSql,
  boardRowsSql,
  ofLatest,
  pageRowLimit,
  shownBoards,
} from "@/benchmarks/queries/boards.ts";
import { judgeBoards } from "@/benchmarks/queries/standings.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { bakedStatistics } from "@/benchmarks/queries/baked.ts";
import { providerNames } from "@/benchmarks/queries/provider_names.ts";
import type { RequestRow } from "./rows/board.js";
import { inScript } from "./words/format.js";
import { shownWith } from "./leaderboard/board_only.js";
import { boardsOf } from "./rows/boards.js";
import { againMarkdown } from "./leaderboard/leaderboard_again.js";
import { markInOrder } from "./components/provider_marks.js";
import { exactFigures, sampleOf, scriptOf } from "./leaderboard/leaderboard_sample.js";
import { kickerHtml, notesHtml } from "./leaderboard/leaderboard_notes.js";
import { invalidHtml, leaderboardHtml, type LeftOut } from "./leaderboard/leaderboard_views.js";

const db = await openStore();
markInOrder(await providerNames(db));
// What the page says of all requests, and those it draws: as many as it will have itself.
const groups = (await db.query(boardGroupsSql(shownBoards))).rows as unknown as RequestRow[];
const drawn = (await db.query(boardRowsSql(shownBoards, pageRowLimit)))
  .rows as unknown as RequestRow[];
const baked = await bakedStatistics(db, boardRowsSql(shownBoards), shown.map((m) => m.name));
const judged = await judgeBoards(db, ofLatest(shownBoards), shown.map((m) => m.name), baked);
const invalid = (await db.query(
  `SELECT run_id, NULL AS target, invalid FROM runs WHERE invalid IS NOT NULL
  UNION ALL SELECT run_id, provider || ' ' || model, i.why FROM invalid_targets i
    JOIN runs USING (run_id) WHERE invalid IS NULL
  ORDER BY run_id, target`,
)).rows as unknown as LeftOut[];
db.close();

const figures = sampleOf(drawn) ? exactFigures(groups, shown, baked) : [];
const exact = figures.length ? `, ${inScript(scriptOf(figures))}` : "";
const boards = boardsOf(groups);
const ofLlmperf = boards.filter((b) => b.llmperf);
const script = `\`\`\`js
import {enliven} from "./leaderboard/leaderboard.js";
import {readParquet} from "./rows/load.js";

const rows = await readParquet(await FileAttachment("loaders/leaderboard.parquet").arrayBuffer());
enliven(document.querySelector("#leaderboard"), rows, ${JSON.stringify(shown)}, ${
  inScript(scriptOf(judged))
}${exact});
\`\`\``;
console.log(`---
title: Leaderboard
---

<p class="kicker">${kickerHtml(groups, boards)}</p>

# Who is fastest, and how sure?

<div id="leaderboard">
${await leaderboardHtml(drawn, shown, baked, judged, figures)}
</div>

${invalidHtml(invalid)}

<p class="links"><span>Download</span><a href="./data">files of every run</a><a href="./data">columns</a><a href="./method">definitions</a></p>

${drawn.length ? script : ""}

<section class="two">
<div>

## Read this before you quote a number

${notesHtml(groups, boards)}

</div>
<div>

## Do it again

${againMarkdown(groups, boards)}
Any endpoint of your own, with the flags LLMPerf had:

\`\`\`sh
OPENAI_API_BASE=http://127.0.0.1:8000/v1 OPENAI_API_KEY=... \\
deno task bench --model NAME --llm-api openai \\
  --mean-input-tokens 550 --stddev-input-tokens 0 \\
  --mean-output-tokens 150 --stddev-output-tokens 0 \\
  --max-num-completed-requests 150 --num-concurrent-requests 5
\`\`\`

${
  ofLlmperf.length
    ? `<style>${
      shownWith("audited", ofLlmperf, "block")
    }</style><p class="cap audited">Where the runs of LLMPerf are from, and what its published tables say beside the raw data: <a href="./audit">audit</a>.</p>`
    : ""
}

</div>
</section>
`);
