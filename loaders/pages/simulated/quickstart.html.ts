/** What page `/quickstart` says where no run of it is in the store, and the build makes none. */
import { newestRunWhere } from "@/benchmarks/queries/boards.ts";
import { pagesMayMeasure } from "@/benchmarks/store/board/measuring.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { emptyHtml } from "@/src/components/empty.ts";

const db = await openStore();
const found = await db.query(`SELECT 1 FROM runs r WHERE ${newestRunWhere("quickstart", "r")}`);
db.close();
console.log(
  pagesMayMeasure() || found.rows.length ? "" : emptyHtml(
    "No run of it is in this store, and a build measures nothing into a store that is not the checkout’s own. " +
      "This makes one, in about a minute and without a key, with the store’s name behind --store:",
    "deno task bench quickstart --store STORE",
  ),
);
