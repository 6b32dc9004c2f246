/** Pages of simulated runs: one board of the newest run of a configuration, clearly marked. */

/** Markdown of such a page. `infos` are the metrics its board offers. */
export function simulatedPage(
  page: { title: string; config: string; heading: string; words: string; again: string },
  infos: unknown,
): string {
  const { title, config, heading, words, again } = page;
  return `---
title: ${title}
---

<p class="kicker" id="kicker">The newest run of configuration ${config}</p>

# ${heading}

<p><span class="badge sim">simulated</span> ${words}</p>

<div id="board"></div>

\`\`\`js
import { mountBoards } from "./components/leaderboard.js";
import { count, day } from "./components/format.js";
import { readParquet, readStandings } from "./components/load.js";

const rows = await readParquet(
  await FileAttachment("loaders/requests-${config}.parquet").arrayBuffer(),
);
// After the rows: their loader makes the run where there is none.
const standings = await FileAttachment("loaders/standings-${config}.json").text();
const judged = readStandings(standings);
await mountBoards(document.querySelector("#board"), rows, ${JSON.stringify(infos)}, judged);
document.querySelector("#kicker").textContent = \`\${count(rows.length)} requests to \${
  new Set(rows.map((r) => r.provider)).size
} simulated systems · \${rows[0].workload} · \${day(rows[0].run_day)} · run \${rows[0].run_id}\`;
\`\`\`

## Do it again

${again}
`;
}
