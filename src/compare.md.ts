/** Page `/compare`: two systems of one board, judged when the page was built. Baked in its first state. */
import { comparedInfos } from "@/benchmarks/metrics/metrics.ts";
import { comparedBoards, comparisonsJson } from "@/benchmarks/queries/comparisons.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { compareDefaults, compareHtml } from "./compare/compare.js";
import type { Board } from "./compare/compare_data.js";
import { count } from "./words/format.js";

const db = await openStore();
const names = comparedInfos.map((m) => m.name);
const boards: Board[] = JSON.parse(
  comparisonsJson(await comparedBoards(db, "l.selection IS NULL", names)),
);
db.close();
const real = boards.filter((b) => !b.simulated);
const pairs = real.reduce((sum, b) => sum + (b.systems.length * (b.systems.length - 1)) / 2, 0);

console.log(`---
title: Compare
---

<p class="kicker">${
  pairs === 0
    ? "No two real systems on one board yet"
    : `${count(pairs)} ${pairs === 1 ? "pair" : "pairs"} of real systems on ${real.length} ${
      real.length === 1 ? "board" : "boards"
    } · ${names.length} metrics`
}</p>

# Is it really faster?

<div id="compare">
${await compareHtml(real, comparedInfos, compareDefaults, 1280)}
</div>

\`\`\`js
import {mountCompare} from "./compare/compare.js";

mountCompare(document.querySelector("#compare"), await FileAttachment("loaders/comparisons.json").json(), ${
  JSON.stringify(comparedInfos)
});
\`\`\`

## Read this before you quote a number

- **A ratio has an interval.** It rests on how many independent requests a run counts as (<a href="./method#comparison">how</a>). Faster or slower is said only where the interval leaves out 1; practically equal where all of it lies within 5%.
- **Each interval is for one pair.** Whoever looks through many pairs finds some difference by chance; the ranks of the <a href="./">leaderboard</a> count with that, these intervals do not.
- **It says what each service did on its day,** not why, and not what it will do tomorrow.
`);
