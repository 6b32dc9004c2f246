/** The parts of page `/reports/NAME`: what its runs say. */
import { parseArgs } from "node:util";
import { comparedInfos, metrics } from "@/benchmarks/metrics/metrics.ts";
import { providerNames } from "@/benchmarks/queries/provider_names.ts";
import { reportDefinition, reportMetrics } from "@/benchmarks/queries/reports/definition.ts";
import { mostDrawn, reportFacts } from "@/benchmarks/queries/reports/facts.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { findRuns } from "@/benchmarks/store/run_folders.ts";
import { dataFolder, openStore } from "@/benchmarks/store/views.ts";
import { markInOrder } from "@/src/components/provider_marks.ts";
import { costSql } from "@/src/cost/cost_sql.ts";
import { type CostRow, drawnOf, reportOf, targetsOf } from "@/src/report_pages/report_data.ts";
import { faultyParts, reportParts } from "@/src/report_pages/report_html.ts";
import { boardSql } from "@/src/report_pages/report_table.ts";

const { values } = parseArgs({ options: { name: { type: "string" } } });
const definition = await reportDefinition(values.name!);
if (typeof definition === "string") console.log(partsHtml(faultyParts(definition)));
else {
  const found = await findRuns(dataFolder());
  const db = await openStore(dataFolder(), found);
  markInOrder(await providerNames(db));
  const facts = await reportFacts(db, definition, found);
  const costs = await Promise.all(
    facts.boards.map(({ location, lines }) =>
      db.query(costSql(targetsOf(location, lines), ["ttft_s"], definition.limits))
    ),
  );
  const infos = reportMetrics.map((name) => comparedInfos.find((m) => m.name === name)!);
  const words = new Map(metrics.map((m) => [m.name, m.doc]));
  const report = reportOf(facts, infos, costs.flatMap(({ rows }) => rows) as unknown as CostRow[]);
  const shape = { ...definition, metrics: infos };
  const tables = await Promise.all(report.boards.map((board) => db.query(boardSql(board, shape))));
  db.close();
  const drawn = drawnOf(report, tables, mostDrawn);
  console.log(partsHtml(await reportParts(report, drawn, values.name!, words)));
}
