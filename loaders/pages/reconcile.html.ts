/** Page `/reconcile`: the made-up stream, and the newest recorded runs, under every tool's definitions. */
import { readingOfExample } from "@/benchmarks/queries/recordings/example_reading.ts";
import { recordedRuns } from "@/benchmarks/queries/recordings/recorded_runs.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { openStore, runsFolder } from "@/benchmarks/store/views.ts";
import { exampleHtml, findingHtml, runsHtml, whyHtml } from "@/src/reconcile/reconcile_html.ts";

const { tools, events } = readingOfExample();
const db = await openStore();
const runs = await recordedRuns(db, runsFolder());
db.close();
console.log(partsHtml({
  kicker: `${tools.length} readings of one answer`,
  finding: findingHtml(tools),
  example: exampleHtml(tools, events),
  why: whyHtml(tools),
  runs: runsHtml(runs),
}));
