/** Every request of every run as JSON, lists left out. */
import { openStore } from "@/benchmarks/store/views.ts";
import { printCopy, withoutLists } from "@/benchmarks/store/boards.ts";

const db = await openStore();
await printCopy(db, withoutLists, "FORMAT json, ARRAY true");
db.close();
