/** Page `/time` before its script runs: what the hour, the day and the place do, in the first data set. */
import { comparedInfos } from "@/benchmarks/metrics/metrics.ts";
import { providerNames } from "@/benchmarks/queries/provider_names.ts";
import { judgedHours } from "@/benchmarks/queries/time/hour_effects.ts";
import { hourRows, timeSets } from "@/benchmarks/queries/time/hours.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { leavesOut } from "@/benchmarks/store/board/board_rules.ts";
import { readBoard } from "@/benchmarks/store/board/board_file.ts";
import { dataFolder, openStore } from "@/benchmarks/store/views.ts";
import { everyRunHtml } from "@/src/choice/every_run.ts";
import { markInOrder } from "@/src/components/provider_marks.ts";
import { noTimesHtml } from "@/src/time/time_notes.ts";
import { timeDefaults } from "@/src/time/time_state.ts";
import { timeHtml } from "@/src/time/time_view.ts";

const db = await openStore();
markInOrder(await providerNames(db));
const [rows, sets] = [await hourRows(db), await timeSets(db)];
db.close();
const all = { rows, sets, judged: judgedHours(rows), metrics: comparedInfos };
console.log(partsHtml({
  ...sets.length
    ? await timeHtml(all, timeDefaults(all), 1280)
    : { kicker: "Requests sent at many hours", page: noTimesHtml },
  every: everyRunHtml(leavesOut(await readBoard(dataFolder()))),
}));
