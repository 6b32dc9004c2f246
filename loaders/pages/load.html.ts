/** Page `/load/` before its script runs: how much each system bears, in the newest run with steps. */
import { loadData } from "@/benchmarks/queries/load/judged_steps.ts";
import { providerNames } from "@/benchmarks/queries/provider_names.ts";
import { loadSteps } from "@/benchmarks/queries/tables/load.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { leavesOut } from "@/benchmarks/store/board/board_rules.ts";
import { readBoard } from "@/benchmarks/store/board/board_file.ts";
import { dataFolder, openStore } from "@/benchmarks/store/views.ts";
import { everyRunHtml } from "@/src/choice/every_run.ts";
import { bakedLine } from "@/src/components/files.ts";
import { markInOrder } from "@/src/components/provider_marks.ts";
import { loadDefaults } from "@/src/load/load_state.ts";
import { loadHtml } from "@/src/load/load_view.ts";

const db = await openStore();
markInOrder(await providerNames(db));
const all = await loadData(db);
db.close();
const line = bakedLine(loadSteps, { up: "../", what: "The steps of every run of this page" });
console.log(partsHtml({
  ...await loadHtml(all, loadDefaults(all), 1280, line),
  every: everyRunHtml(leavesOut(await readBoard(dataFolder()))),
}));
