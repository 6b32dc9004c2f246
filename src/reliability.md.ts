/** Page `/reliability`: what became of every attempt, and who keeps a reader's limits. Baked in its first state. */
import { attemptRowsSql, shownBoards } from "@/benchmarks/queries/boards.ts";
import { providerNames } from "@/benchmarks/queries/provider_names.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { day } from "./words/format.js";
import { kickerOf, type Row } from "./rows/systems.js";
import { markInOrder } from "./components/provider_marks.js";
import { reliabilityHtml } from "./reliability/reliability.js";
import type { AttemptRow } from "./reliability/reliability_data.js";
import { limitDefaults } from "./reliability/reliability_limits.js";

const db = await openStore();
markInOrder(await providerNames(db));
const rows = (await db.query(attemptRowsSql(shownBoards))).rows as unknown as AttemptRow[];
db.close();

console.log(`---
title: Reliability
---

<p class="kicker">${
  rows.length ? kickerOf(rows as unknown as Row[], day) : "No run yet"
} · failed attempts counted</p>

# Who fails, and how?

<div id="reliability">
${await reliabilityHtml(rows, limitDefaults)}
</div>

\`\`\`js
import {readParquet} from "./rows/load.js";
import {mountReliability} from "./reliability/reliability.js";

await mountReliability(
  document.querySelector("#reliability"),
  await readParquet(await FileAttachment("loaders/attempts.parquet").arrayBuffer())
);
\`\`\`

## Read this before you quote a number

- **A share of attempts, not of answers.** A failed or dropped attempt keeps no limit; an attempt cut by the end of its run is counted in neither. An answer without one of the two times (all of it in one arrival) cannot be said to keep them, and is counted beside.
- **The intervals are Wilson's** at 95%, as if attempts were independent. Failures come in clusters, so the truth may lie further out.
- **One session each.** A rate limit that refused an account on one day says little of another account, or another day.
${
  rows.some((r) => r.simulated)
    ? "- **Simulated systems** stand in tables of their own below the real ones: a simulator answered, no provider.\n"
    : ""
}`);
