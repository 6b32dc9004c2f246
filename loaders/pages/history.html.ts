/** Page `/history` before its script runs: the first workload's runs over time, and what changed. */
import { choiceInfos } from "@/benchmarks/metrics/metrics.ts";
import { historyChanges } from "@/benchmarks/queries/history/changes.ts";
import { historyRows } from "@/benchmarks/queries/history/history.ts";
import { providerNames } from "@/benchmarks/queries/provider_names.ts";
import { seriesWhere } from "@/benchmarks/queries/history/rows.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { leavesOut } from "@/benchmarks/store/board/board_rules.ts";
import { readBoard } from "@/benchmarks/store/board/board_file.ts";
import { dataFolder, openStore } from "@/benchmarks/store/views.ts";
import { everyRunHtml } from "@/src/choice/every_run.ts";
import { noRunHtml } from "@/src/components/empty.ts";
import { markInOrder } from "@/src/components/provider_marks.ts";
import { seriesOf } from "@/src/history/history_data.ts";
import { allOf, historyDefaults } from "@/src/history/history_state.ts";
import { historyHtml } from "@/src/history/history_view.ts";
import { escapeHtml } from "@/src/words/format.ts";

const db = await openStore();
markInOrder(await providerNames(db));
const metrics = choiceInfos.slice(0, 1); // the others come with the script
const names = metrics.map((m) => m.name);
const { rows, ...found } = await historyChanges(db, names);
const [first] = seriesOf(rows);
// Not drawn: they say what came before and after.
const others = rows.filter((row) => row.series !== first.id);
const judged = first ? await historyRows(db, names, seriesWhere(first.rows[0])) : [];
db.close();
const page = async () => {
  const all = allOf({ ...found, rows: [...judged, ...others] }, metrics);
  const { kicker, page } = await historyHtml(all, historyDefaults(all), 1280);
  return { kicker: escapeHtml(kicker), history: page };
};
console.log(partsHtml({
  ...judged.length ? await page() : { kicker: "No run yet", history: noRunHtml },
  every: everyRunHtml(leavesOut(await readBoard(dataFolder()))),
}));
