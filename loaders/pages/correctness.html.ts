/** Page `/correctness`: whether a fast answer is right, is whole, and was made anew. */
import * as tables from "@/benchmarks/queries/tables/correctness.ts";
import { ask } from "@/benchmarks/queries/tables/table.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { probeParts } from "@/src/method/probes_page.ts";

const db = await openStore();
console.log(partsHtml(probeParts({
  runs: await ask(db, tables.correctnessRuns),
  wrongInRuns: await ask(db, tables.wrongInRuns),
  probes: await ask(db, tables.correctnessProbes),
  wrongProbes: await ask(db, tables.wrongProbes),
  repeated: await ask(db, tables.repeatedPrompts),
})));
db.close();
