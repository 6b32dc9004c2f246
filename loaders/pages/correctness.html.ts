/** Page `/correctness`: whether a fast answer is right, is whole, and was made anew. */
import * as tables from "@/benchmarks/queries/tables/correctness.ts";
import { type NamedTable, rowsOf } from "@/benchmarks/queries/tables/table.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { type Asked, probeParts } from "@/src/method/probes_page.ts";

const db = await openStore();
const ask = async <R>(table: NamedTable): Promise<Asked<R>> => ({
  table,
  rows: await rowsOf<R>(db, table),
});
console.log(partsHtml(probeParts({
  runs: await ask(tables.correctnessRuns),
  wrongInRuns: await ask(tables.wrongInRuns),
  probes: await ask(tables.correctnessProbes),
  wrongProbes: await ask(tables.wrongProbes),
  repeated: await ask(tables.repeatedPrompts),
})));
db.close();
