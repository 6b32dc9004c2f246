/** Page `/reliability` before its script runs: every attempt, and who keeps the usual limits. */
import { attemptRowsSql, shownBoards } from "@/benchmarks/queries/boards.ts";
import { providerNames } from "@/benchmarks/queries/provider_names.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { markInOrder } from "@/src/components/provider_marks.ts";
import { reliabilityHtml } from "@/src/reliability/reliability.ts";
import type { AttemptRow } from "@/src/reliability/reliability_data.ts";
import { kickerOf, type Row } from "@/src/rows/systems.ts";
import { day } from "@/src/words/format.ts";

const db = await openStore();
markInOrder(await providerNames(db));
const rows = (await db.query(attemptRowsSql(shownBoards))).rows as unknown as AttemptRow[];
db.close();
const whose = rows.length ? kickerOf(rows as unknown as Row[], day) : "No run yet";
const simulated =
  "<b>Simulated systems</b> stand in tables of their own below the real ones: a simulator answered, no provider.";
console.log(partsHtml({
  kicker: `${whose} · failed attempts counted`,
  attempts: await reliabilityHtml(rows),
  simulated: rows.some((r) => r.simulated) ? `<p>${simulated}</p>` : "",
}));
