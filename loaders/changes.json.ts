/** What changed between runs and cannot be chance, and which runs are invalid: /history. */
import { choiceInfos } from "@/benchmarks/metrics/metrics.ts";
import { historyChanges } from "@/benchmarks/queries/history/changes.ts";
import { openStore } from "@/benchmarks/store/views.ts";

const db = await openStore();
const { changes, invalid } = await historyChanges(db, choiceInfos.map((m) => m.name));
console.log(JSON.stringify({ changes, invalid }));
db.close();
