/** What changed between runs and cannot be chance, and which runs and rounds gave no result: /history. */
import { choiceInfos } from "@/benchmarks/metrics/metrics.ts";
import { historyChanges } from "@/benchmarks/queries/history/changes.ts";
import { openStore } from "@/benchmarks/store/views.ts";

const db = await openStore();
const { rows: _, ...found } = await historyChanges(db, choiceInfos.map((m) => m.name));
console.log(JSON.stringify(found));
db.close();
