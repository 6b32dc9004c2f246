/** Whole rows of measurements taken at many hours, whose source kept the best of several: /requests of them. */
import { printParquet, wholeRowsSql } from "@/benchmarks/queries/boards.ts";
import { openStore } from "@/benchmarks/store/views.ts";

const db = await openStore();
await printParquet(db, wholeRowsSql("NOT l.simulated AND l.selection IS NOT NULL"));
db.close();
