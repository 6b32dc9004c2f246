/** Page `/filter` before its script runs. */
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { type Facts, pageHtml } from "@/src/filter/page.ts";
import { count, escapeHtml } from "@/src/words/format.ts";

const db = await openStore();
const { rows: [row] } = await db.query(`SELECT count(*)::DOUBLE AS requests,
  count(*) FILTER (simulated)::DOUBLE AS simulated FROM requests`);
db.close();
const facts = row as unknown as Facts;
console.log(partsHtml({
  kicker: `${count(facts.requests)} requests · counted in your browser, sent nowhere`,
  page: pageHtml(facts),
  facts: escapeHtml(JSON.stringify(facts)),
}));
