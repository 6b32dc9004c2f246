/** What page `/protocols` says where no run of it is in the store: a run of 1,024 requests is not made by the way. */
import { newestRunWhere } from "@/benchmarks/queries/boards.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { emptyHtml } from "@/src/components/empty.ts";

const db = await openStore();
const found = await db.query(`SELECT 1 FROM runs r WHERE ${newestRunWhere("protocols", "r")}`);
db.close();
console.log(
  found.rows.length ? "" : emptyHtml(
    "No run of it is in this store yet. This makes one, in about a minute, on this machine alone and without a key:",
    "deno task bench protocols",
  ),
);
