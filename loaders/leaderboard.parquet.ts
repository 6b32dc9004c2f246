/** The rows behind the tables of `/`. */
import {
  boardRowsSql,
  pageRowLimit,
  printParquet,
  shownBoards,
} from "@/benchmarks/queries/boards.ts";
import { openStore } from "@/benchmarks/store/views.ts";

const db = await openStore();
await printParquet(db, boardRowsSql(shownBoards, pageRowLimit));
db.close();
