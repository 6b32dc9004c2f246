/** Page `/history` before its script runs: the first workload's runs over time, and what changed. */
import { choiceInfos } from "@/benchmarks/metrics/metrics.ts";
import { shownHistory } from "@/benchmarks/queries/history/whole.ts";
import { providerNames } from "@/benchmarks/queries/provider_names.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { leavesOut } from "@/benchmarks/store/board/board_rules.ts";
import { readBoard } from "@/benchmarks/store/board/board_file.ts";
import { dataFolder, openStore } from "@/benchmarks/store/views.ts";
import { everyRunHtml } from "@/src/choice/every_run.ts";
import { noRunHtml } from "@/src/components/empty.ts";
import { markInOrder } from "@/src/components/provider_marks.ts";
import { type HistoryRow, seriesOf } from "@/src/history/history_data.ts";
import { allOf, historyDefaults } from "@/src/history/history_state.ts";
import { historyHtml } from "@/src/history/history_view.ts";
import { escapeHtml } from "@/src/words/format.ts";

const db = await openStore();
markInOrder(await providerNames(db));
const metrics = choiceInfos.slice(0, 1); // the others come with the script
const first = (rows: HistoryRow[]) => seriesOf(rows)[0]?.rows[0];
const found = await shownHistory(db, metrics[0].name, first);
db.close();
const page = async () => {
  const all = allOf(found, metrics);
  const { kicker, page } = await historyHtml(all, historyDefaults(all), 1280);
  return { kicker: escapeHtml(kicker), history: page };
};
console.log(partsHtml({
  ...found.rows.length ? await page() : { kicker: "No run yet", history: noRunHtml },
  every: everyRunHtml(leavesOut(await readBoard(dataFolder()))),
}));
