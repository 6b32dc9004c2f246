/** Page `/shards/`: runs that many machines make together, simulated. */
import * as tables from "@/benchmarks/queries/tables/shards.ts";
import { ask } from "@/benchmarks/queries/tables/table.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { judgedJson } from "@/src/rows/load.ts";
import { shardsHtml } from "@/src/shards/shards.ts";
import { findingHtml, kickerText } from "@/src/shards/shards_words.ts";

const db = await openStore();
const data = {
  same: await ask(db, tables.sameTable),
  clocks: await ask(db, tables.clocksTable),
  late: await ask(db, tables.lateTable),
  faults: await ask(db, tables.faultsTable),
  cost: await ask(db, tables.costTable),
};
db.close();
console.log(partsHtml({
  kicker: kickerText(data),
  finding: findingHtml(data),
  page: await shardsHtml(data),
  data: judgedJson(data),
}));
