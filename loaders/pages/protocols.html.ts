/** What page `/protocols` says before its script runs: a run of 1,024 requests is not made by the way. */
import { newestRunWhere } from "@/benchmarks/queries/boards.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { emptyHtml } from "@/src/components/empty.ts";

const command = "deno task bench protocols";
const db = await openStore();
const found = await db.query(`SELECT 1 FROM runs r WHERE ${newestRunWhere("protocols", "r")}`);
db.close();
const isThere = found.rows.length > 0;
console.log(partsHtml({
  kicker: isThere
    ? "The newest run of configuration protocols"
    : "No run of configuration protocols",
  board: isThere ? "" : emptyHtml(
    "No run of it is in this store yet. This makes one, in about a minute, on this machine alone and without a key:",
    command,
  ),
  again: isThere
    ? `<h2 id="do-it-again">Do it again</h2><pre tabindex="0"><code>${command}</code></pre>`
    : "",
}));
