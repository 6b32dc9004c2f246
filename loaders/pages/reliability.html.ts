/** Page `/reliability` before its script runs: every attempt, and who keeps the usual limits. */
import { attemptRowsSql, shownBoards } from "@/benchmarks/queries/boards.ts";
import { providerNames } from "@/benchmarks/queries/provider_names.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { markInOrder } from "@/src/components/provider_marks.ts";
import { kickerText, reliabilityHtml } from "@/src/reliability/reliability.ts";
import type { AttemptRow } from "@/src/reliability/reliability_data.ts";
import { escapeHtml } from "@/src/words/format.ts";

const db = await openStore();
markInOrder(await providerNames(db));
const rows = (await db.query(attemptRowsSql(shownBoards))).rows as unknown as AttemptRow[];
db.close();
const simulated =
  "<b>Simulated systems</b> stand in tables of their own below the real ones: a simulator answered, no provider.";
console.log(partsHtml({
  kicker: escapeHtml(kickerText(rows)),
  attempts: await reliabilityHtml(rows),
  simulated: rows.some((r) => r.simulated) ? `<p>${simulated}</p>` : "",
}));
