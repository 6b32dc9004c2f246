/** Page `/reports/`: which reports there are, and whether their runs are in the store. */
import { reportsIn } from "@/benchmarks/queries/reports/list.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { findRuns } from "@/benchmarks/store/run_folders.ts";
import { dataFolder } from "@/benchmarks/store/views.ts";
import { listHtml } from "@/src/report_pages/report_list.ts";

const { runs } = await findRuns(dataFolder());
console.log(partsHtml({ list: listHtml(reportsIn(), new Set(runs.map((run) => run.run_id))) }));
