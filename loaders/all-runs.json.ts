/** Every run of the store, as page `/runs` lists them. */
import { allRunsTable } from "@/benchmarks/queries/tables/runs.ts";
import { ask } from "@/benchmarks/queries/tables/table.ts";
import { openStore } from "@/benchmarks/store/views.ts";

const db = await openStore();
console.log(JSON.stringify(await ask(db, allRunsTable)));
db.close();
