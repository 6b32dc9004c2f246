/** What page `/filter` counts: a large store has many times that, which a browser would have to look through. */
import { printTablesFile } from "@/benchmarks/queries/store_file.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { boardTables } from "@/src/filter/board.ts";

const db = await openStore();
await printTablesFile(db, "filter.duckdb", boardTables);
db.close();
