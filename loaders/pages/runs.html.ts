/** Page `/runs` before its script runs: the newest runs. */
import { allRunsTable, missedRoundsTable } from "@/benchmarks/queries/tables/runs.ts";
import { ask } from "@/benchmarks/queries/tables/table.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { dataFolder, openStore } from "@/benchmarks/store/views.ts";
import { readWatchRounds } from "@/benchmarks/store/watches/watch_rounds.ts";
import { missedRoundsHtml } from "@/src/run_pages/missed_rounds.ts";
import { bakedRunsHtml } from "@/src/run_pages/run_list_view.ts";

const db = await openStore();
const runs = await ask(db, allRunsTable);
const missed = await ask(db, missedRoundsTable);
const { faults } = await readWatchRounds(dataFolder());
db.close();
console.log(partsHtml({ ...bakedRunsHtml(runs), missed: missedRoundsHtml(missed, faults) }));
