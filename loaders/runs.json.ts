/** Which runs the site has: for addresses that name one. */
import { runIndex } from "@/benchmarks/queries/run_index.ts";
import { openStore } from "@/benchmarks/store/views.ts";

const db = await openStore();
console.log(JSON.stringify(await runIndex(db)));
db.close();
