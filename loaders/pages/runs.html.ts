/** Page `/runs` before its script runs: the newest runs. */
import { allRunsTable } from "@/benchmarks/queries/tables/runs.ts";
import { ask } from "@/benchmarks/queries/tables/table.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { bakedRunsHtml } from "@/src/run_pages/run_list_view.ts";

const db = await openStore();
const runs = await ask(db, allRunsTable);
db.close();
console.log(partsHtml(bakedRunsHtml(runs)));
