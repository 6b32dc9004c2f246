/** The parts of page `/reports/NAME`: what its runs say. */
import { parseArgs } from "node:util";
import { comparedInfos, metrics } from "@/benchmarks/metrics/metrics.ts";
import { providerNames } from "@/benchmarks/queries/provider_names.ts";
import { reportDefinition, reportMetrics } from "@/benchmarks/queries/reports/definition.ts";
import { reportFacts } from "@/benchmarks/queries/reports/facts.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { findRuns } from "@/benchmarks/store/run_folders.ts";
import { dataFolder, openStore } from "@/benchmarks/store/views.ts";
import { markInOrder } from "@/src/components/provider_marks.ts";
import { costSql } from "@/src/cost/cost_sql.ts";
import { type CostRow, reportOf } from "@/src/report_pages/report_data.ts";
import { faultyParts, reportParts } from "@/src/report_pages/report_html.ts";

const { values } = parseArgs({ options: { name: { type: "string" } } });
const definition = await reportDefinition(values.name!);
if (typeof definition === "string") console.log(partsHtml(faultyParts(definition)));
else {
  const found = await findRuns(dataFolder());
  const db = await openStore(dataFolder(), found);
  markInOrder(await providerNames(db));
  const facts = await reportFacts(db, definition, found);
  const targets = facts.boards.flatMap(({ location, lines }) =>
    lines.map(({ run_id, provider, model }) => ({ run_id, provider, model, location }))
  );
  const { rows } = targets.length
    ? await db.query(costSql(targets, ["ttft_s"], definition.limits))
    : { rows: [] };
  db.close();
  const infos = reportMetrics.map((name) => comparedInfos.find((m) => m.name === name)!);
  const words = new Map(metrics.map((m) => [m.name, m.doc]));
  const report = reportOf(facts, infos, rows as unknown as CostRow[]);
  console.log(partsHtml(await reportParts(report, values.name!, words)));
}
