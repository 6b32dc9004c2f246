/** Every request of every run as Parquet, every column. */
import { printParquet } from "@/benchmarks/store/boards.ts";
import { openStore } from "@/benchmarks/store/views.ts";

const db = await openStore();
await printParquet(db, "SELECT * FROM requests");
db.close();
