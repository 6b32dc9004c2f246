/** Page `/quickstart`: the simulated run; the metrics it shows are the catalogue's. */
import { leaderboardInfos } from "@/benchmarks/metrics/metrics.ts";

console.log(`---
title: Quickstart
---

<p class="kicker" id="kicker">The newest run of configuration quickstart</p>

# What does a run look like?

<p><span class="badge sim">simulated</span> Every number on this page was measured with the whole harness, over real sockets, but against this workspace's own simulator. Its profiles are fitted to the runs of December 2023; it is no provider, and nothing here enters a ranking of providers.</p>

<div id="board"></div>

\`\`\`js
import { mountBoards } from "./components/leaderboard.js";
import { readParquet, readStandings } from "./components/load.js";

const rows = await readParquet(
  await FileAttachment("loaders/requests-quickstart.parquet").arrayBuffer(),
);
// After the rows: their loader makes the run where there is none.
const standings = await FileAttachment("loaders/standings-quickstart.json").text();
const judged = readStandings(standings);
await mountBoards(document.querySelector("#board"), rows, ${
  JSON.stringify(leaderboardInfos)
}, judged);
document.querySelector("#kicker").textContent = \`\${rows.length} measured requests to \${
  new Set(rows.map((r) => r.provider)).size
} simulated systems · \${rows[0].workload} · \${rows[0].run_day} · run \${rows[0].run_id}\`;
\`\`\`

## Do it again

A run of your own replaces this one; the three profiles take turns in short blocks, so that all of
them meet the same moments.

\`\`\`sh
deno task bench
\`\`\`
`);
