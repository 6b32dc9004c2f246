/** Every pair of systems of every board, judged: /compare. */
import { comparedInfos } from "@/benchmarks/metrics/metrics.ts";
import { comparedBoards, comparisonsJson } from "@/benchmarks/queries/comparisons.ts";
import { openStore } from "@/benchmarks/store/views.ts";

const db = await openStore();
const names = comparedInfos.map((m) => m.name);
console.log(comparisonsJson(await comparedBoards(db, "l.selection IS NULL", names)));
db.close();
