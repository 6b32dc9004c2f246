/** Page `/compare` before its script runs: the first pair of the first board, judged. */
import { comparedInfos } from "@/benchmarks/metrics/metrics.ts";
import { comparedBoards, comparisonsJson } from "@/benchmarks/queries/comparisons.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import type { Board } from "@/src/compare/compare_data.ts";
import { compareDefaults } from "@/src/compare/compare_state.ts";
import { compareHtml } from "@/src/compare/compare_view.ts";
import { pairsText } from "@/src/compare/compare_words.ts";
import { readJudged } from "@/src/rows/made.ts";

const db = await openStore();
const names = comparedInfos.map((m) => m.name);
const real = "NOT l.simulated AND l.selection IS NULL";
const boards = readJudged<Board>(comparisonsJson(await comparedBoards(db, real, names)));
db.close();
console.log(partsHtml({
  kicker: pairsText(boards, names.length),
  pairs: await compareHtml(boards, comparedInfos, compareDefaults, 1280),
}));
