/** Steps of load of the newest runs, and how sure their numbers are. */
import { loadData } from "@/benchmarks/queries/load/judged_steps.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { judgedJson } from "@/src/rows/load.ts";

const db = await openStore();
console.log(judgedJson(await loadData(db)));
db.close();
