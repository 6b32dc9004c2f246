/** Pages of simulated runs: one board of the newest run of a configuration, clearly marked. */

import { emptyHtml } from "./empty.js";

export interface SimulatedPage {
  title: string;
  config: string;
  heading: string;
  words: string;
  again: string;
}

const top = ({ title, heading, words }: SimulatedPage, kicker: string) =>
  `---
title: ${title}
---

<p class="kicker" id="kicker">${kicker}</p>

# ${heading}

<p><span class="badge sim">simulated</span> ${words}</p>
`;

/** Markdown of such a page where there is no run to show yet. `takes` says how long one takes. */
export const simulatedPageToBe = (page: SimulatedPage, takes: string): string =>
  `${top(page, `No run of configuration ${page.config} yet`)}
${
    emptyHtml(
      `No run of it is in this store yet. This makes one, ${takes}:`,
      `deno task bench ${page.config}`,
    )
  }
`;

/** Markdown of such a page. `infos` are the metrics its board offers. */
export function simulatedPage(page: SimulatedPage, infos: unknown): string {
  const { config, again } = page;
  return `${top(page, `The newest run of configuration ${config}`)}
<div id="board"></div>

\`\`\`js
import { mountBoards } from "./leaderboard/leaderboard.js";
import { count, day } from "./words/format.js";
import { readParquet, readStandings } from "./rows/load.js";

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
