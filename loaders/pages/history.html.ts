/** Page `/history` before its script runs: the first workload's runs over time, and what changed. */
import { choiceInfos } from "@/benchmarks/metrics/metrics.ts";
import { historyChanges } from "@/benchmarks/queries/history/changes.ts";
import { historyRows } from "@/benchmarks/queries/history/history.ts";
import { isHeld } from "@/benchmarks/queries/history/held_answer.ts";
import { wholeHistory } from "@/benchmarks/queries/history/whole.ts";
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
const found = await (isHeld() ? whole() : firstSeries());
db.close();

/** What takes minutes over a large store is the same for every metric, and the script's file has it, too. */
function whole() {
  return wholeHistory(db, choiceInfos.map((m) => m.name));
}

async function firstSeries() {
  const names = metrics.map((m) => m.name);
  const { rows, ...found } = await historyChanges(db, names);
  const [first] = seriesOf(rows);
  // Not drawn: they say what came before and after.
  const others = rows.filter((row) => row.series !== first.id);
  const judged = first ? await historyRows(db, names, seriesWhere(first.rows[0])) : [];
  return { ...found, rows: [...judged, ...others] };
}

const page = async () => {
  const all = allOf(found, metrics);
  const { kicker, page } = await historyHtml(all, historyDefaults(all), 1280);
  return { kicker: escapeHtml(kicker), history: page };
};
console.log(partsHtml({
  ...found.rows.length ? await page() : { kicker: "No run yet", history: noRunHtml },
  every: everyRunHtml(leavesOut(await readBoard(dataFolder()))),
}));
