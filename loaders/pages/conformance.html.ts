/** Page `/conformance`: what is recorded of every stream that a server can send, from the suite's own results. */
import { denoProcess } from "@/benchmarks/processes/deno_process.ts";
import { grantsOf } from "@/benchmarks/processes/grants.ts";
import { streamsTable } from "@/benchmarks/queries/tables/method.ts";
import { ask } from "@/benchmarks/queries/tables/table.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { freshConformance } from "@/benchmarks/store/conformance.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { bakedHtml } from "@/src/components/files.ts";
import { lineHolds, linesHtml, linesOf } from "@/src/method/conformance_table.ts";
import { day } from "@/src/words/format.ts";

let results = await freshConformance();
if (!results) {
  // Like the loader of simulated runs: the suite drives this machine's own simulator, and costs nothing.
  const how = { stdout: "null", stderr: "inherit" } as const;
  await denoProcess(grantsOf("conformance"), ["benchmarks/main.ts", "conformance"], how).output();
  results = await freshConformance(); // what does not hold shows on the page
}
if (!results) throw new Error("The conformance suite left no result");
const db = await openStore();
const answer = await ask(db, streamsTable);
db.close();
const streams = answer.rows;
const lines = linesOf(streams);
const { met_at, versions: { tokenboard, deno, undici } } = results;
const right = streams.filter((s) => s.holds).length;
const made = `Tokenboard ${tokenboard.slice(0, 7)}, Deno ${deno}, undici ${undici}`;
const all = right === streams.length ? `All ${right}` : `${right} of ${streams.length}`;
console.log(partsHtml({
  kicker: `${streams.length} streams met over a socket on ${day(met_at)} · ${made}`,
  right: `${all} streams are recorded as they must be`,
  lines: `${lines.filter(lineHolds).length} of ${lines.length} lines hold.`,
  streams: bakedHtml(answer, () => linesHtml(lines)),
}));
