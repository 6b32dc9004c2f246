/** Whole rows of the real runs: what /requests, /outliers and /distributions show. */
import { printParquet, shownBoards, wholeRowsSql } from "@/benchmarks/queries/boards.ts";
import { openStore } from "@/benchmarks/store/views.ts";

const db = await openStore();
await printParquet(db, wholeRowsSql(shownBoards));
db.close();
