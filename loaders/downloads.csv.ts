/** Every request of every run as CSV, lists left out. */
import { openStore } from "@/benchmarks/store/views.ts";
import { printCopy, withoutLists } from "@/benchmarks/store/boards.ts";

const db = await openStore();
await printCopy(db, withoutLists, "FORMAT csv, HEADER");
db.close();
