/** Medians of each hour, over all valid runs: /time. */
import { printParquet } from "@/benchmarks/queries/boards.ts";
import { hoursSql } from "@/benchmarks/queries/time/hours.ts";
import { openStore } from "@/benchmarks/store/views.ts";

const db = await openStore();
await printParquet(db, hoursSql);
db.close();
