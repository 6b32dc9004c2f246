/** The newest finished run of a configuration; no row where there is none, for not every run is made by the way. */
import { newestRunSql, printParquet } from "@/benchmarks/queries/boards.ts";
import { openStore } from "@/benchmarks/store/views.ts";

const name = Deno.args.find((a) => a.startsWith("--config="))?.slice("--config=".length) ?? "";
const db = await openStore();
await printParquet(db, newestRunSql(name));
db.close();
