/** Page `/sessions/` before its script runs: the first workload, and what the script draws the others from. */
import { providerNames } from "@/benchmarks/queries/provider_names.ts";
import * as tables from "@/benchmarks/queries/tables/sessions.ts";
import { ask } from "@/benchmarks/queries/tables/table.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { markInOrder } from "@/src/components/provider_marks.ts";
import { judgedJson } from "@/src/rows/load.ts";
import { dotsOf } from "@/src/sessions/sessions_data.ts";
import { kickerText, sessionsHtml } from "@/src/sessions/sessions.ts";

const db = await openStore();
markInOrder(await providerNames(db));
const sessions = await ask(db, tables.sessionsBySystem);
const turns = await ask(db, tables.sessionsByTurn);
const { rows: dots } = await db.query(tables.ttftDotsSql);
db.close();
const data = {
  sessions: sessions.rows,
  turns: turns.rows,
  dots: dotsOf(dots as never),
  sql: { sessions: sessions.table.sql, turns: turns.table.sql },
};
console.log(partsHtml({
  kicker: kickerText(data),
  page: await sessionsHtml(data),
  data: judgedJson(data),
}));
