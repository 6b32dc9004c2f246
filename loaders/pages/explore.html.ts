/** Page `/explore` before its script runs: the store's tables, and one question answered. */
import { schemaOf } from "@/benchmarks/queries/schema.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { addOwnTables, shownFiles } from "@/benchmarks/store/own_tables.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { examples } from "@/src/explore/examples.ts";
import { pageHtml } from "@/src/explore/page.ts";
import { count, escapeHtml } from "@/src/words/format.ts";

const db = await openStore();
await addOwnTables(db, await shownFiles());
const [{ sql }] = examples;
const types = (await db.query(`DESCRIBE (${sql})`)).rows;
const texts = await db.query(`SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (${sql}) LIMIT 50`);
const { rows: [{ of }] } = await db.query(`SELECT count(*)::DOUBLE AS of FROM (${sql})`);
const { rows: [sizes] } = await db.query(`SELECT count(*)::DOUBLE AS requests,
  count(*) FILTER (simulated)::DOUBLE AS simulated, (SELECT count(*) FROM runs)::DOUBLE AS runs FROM requests`);
const schema = await schemaOf(db);
db.close();
const columns = schema.flatMap((table) => table.columns).filter(({ unit }) => unit);
const units = Object.fromEntries(columns.map(({ name, unit }) => [name, unit]));
const { requests, simulated, runs } = sizes as Record<string, number>;
console.log(partsHtml({
  kicker: `${count(requests)} requests in ${
    count(runs)
  } runs · asked in your browser, sent nowhere`,
  page: pageHtml(schema, {
    columns: types.map((t) => ({ name: String(t.column_name), type: String(t.column_type) })),
    of: Number(of),
    rows: texts.rows.map((row) => texts.columns.map((name) => row[name] as string | null)),
  }),
  // What the page's script has to know of the store.
  facts: escapeHtml(JSON.stringify({ requests, simulated, units })),
}));
