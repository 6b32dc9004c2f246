/** What page `/quickstart` says before its script runs, with a run of it here or made by the build, and without. */
import { newestRunWhere } from "@/benchmarks/queries/boards.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { pagesMayMeasure } from "@/benchmarks/store/board/measuring.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { emptyHtml } from "@/src/components/empty.ts";

const db = await openStore();
const found = await db.query(`SELECT 1 FROM runs r WHERE ${newestRunWhere("quickstart", "r")}`);
db.close();
const isThere = pagesMayMeasure() || found.rows.length > 0;
console.log(partsHtml({
  kicker: isThere
    ? "The newest run of configuration quickstart"
    : "No run of configuration quickstart",
  board: isThere ? "" : emptyHtml(
    "No run of it is in this store, and a build measures nothing into a store that is not the checkout’s own. " +
      "This makes one, in about a minute and without a key, with the store’s name behind --store:",
    "deno task bench quickstart --store STORE",
  ),
  again: isThere
    ? '<h2 id="do-it-again">Do it again</h2><p>A run of your own replaces this one; the three profiles take turns ' +
      "in short blocks, so that all of them meet the same moments.</p>" +
      '<pre tabindex="0"><code>deno task bench</code></pre>'
    : "",
}));
