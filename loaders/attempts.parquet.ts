/** What became of every attempt of the real runs: /reliability. */
import { attemptRowsSql, printParquet, shownBoards } from "@/benchmarks/queries/boards.ts";
import { openStore } from "@/benchmarks/store/views.ts";

const db = await openStore();
await printParquet(db, attemptRowsSql(shownBoards));
db.close();
