/** Every valid run and target with its medians, their intervals and ranks: /history. */
import { choiceInfos } from "@/benchmarks/metrics/metrics.ts";
import { historyRows, holdHistory, printHistory } from "@/benchmarks/queries/history/history.ts";
import { openStore } from "@/benchmarks/store/views.ts";

const db = await openStore();
const names = choiceInfos.map((m) => m.name);
await holdHistory(db, names);
await printHistory(db, await historyRows(db, names), names);
db.close();
