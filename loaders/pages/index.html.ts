/** Page `/` before its script runs: every table of every board, and the judgements behind them. */
import { leaderboardInfos as metrics } from "@/benchmarks/metrics/metrics.ts";
import { leaderboardData } from "@/benchmarks/queries/leaderboard.ts";
import { providerNames } from "@/benchmarks/queries/provider_names.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { publisherPresets } from "@/benchmarks/queries/published/presets.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { newestHtml } from "@/src/choice/newest.ts";
import { aboveHtml } from "@/src/choice/presets.ts";
import { markInOrder } from "@/src/components/provider_marks.ts";
import { againHtml, auditedHtml } from "@/src/leaderboard/leaderboard_again.ts";
import * as notes from "@/src/leaderboard/leaderboard_notes.ts";
import { offeredOf } from "@/src/leaderboard/leaderboard_filters.ts";
import { exactFigures, sampleOf } from "@/src/leaderboard/leaderboard_sample.ts";
import { leaderboardHtml } from "@/src/leaderboard/leaderboard_views.ts";
import type { RequestRow } from "@/src/rows/board.ts";
import { boardsOf } from "@/src/rows/boards.ts";
import { judgedJson } from "@/src/rows/made.ts";

const db = await openStore();
markInOrder(await providerNames(db));
const { groups, drawn, baked, judged, invalid, chosen, since } = await leaderboardData(db);
db.close();
const [all, some] = [groups, drawn] as unknown as RequestRow[][];
const exact = sampleOf(some) ? exactFigures(all, metrics, baked) : [];
const boards = boardsOf(all);
console.log(partsHtml({
  kicker: notes.kickerHtml(all, boards, chosen),
  boards: await leaderboardHtml(some, metrics, baked, judged, exact),
  shown: newestHtml(chosen),
  above: aboveHtml(await publisherPresets(), since),
  chosen: notes.chosenHtml(chosen),
  invalid: notes.invalidHtml(invalid),
  offered: judgedJson(offeredOf(boardsOf(some), some)),
  judged: judgedJson(judged),
  exact: judgedJson(exact),
  notes: notes.notesHtml(all, boards),
  again: againHtml(all, boards),
  audited: auditedHtml(boards),
}));
