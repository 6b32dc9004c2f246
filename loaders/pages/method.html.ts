/** Page `/method`: definitions from the catalogue, so that page and numbers cannot differ. */
import { leastBlocks, minAttempts, minBlocks } from "@/benchmarks/judging/floors.ts";
import * as tables from "@/benchmarks/queries/tables/method.ts";
import { ask } from "@/benchmarks/queries/tables/table.ts";
import { validityLimits } from "@/benchmarks/queries/validity_limits.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { bakedHtml } from "@/src/components/files.ts";
import { coverageHtml } from "@/src/method/method_coverage.ts";
import { overTimeHtml } from "@/src/method/method_over_time.ts";
import { floorsHtml, metricsHtml } from "@/src/method/method_metrics.ts";
import { sourcesHtml } from "@/src/method/method_sources.ts";

const db = await openStore();
const metrics = await Promise.all(tables.metricTables.map((table) => ask(db, table)));
console.log(partsHtml({
  count: String(metrics.flatMap(({ rows }) => rows).length),
  ...Object.fromEntries(metrics.map((of) => [of.table.name, bakedHtml(of, metricsHtml)])),
  attempts: String(minAttempts),
  blocks: String(minBlocks),
  ...Object.fromEntries([0.5, 0.95, 0.99].map((p) => [`p${100 * p}`, String(leastBlocks(p))])),
  ...Object.fromEntries(
    Object.entries(validityLimits).map(([name, n]) => [name, n.toLocaleString("en-US")]),
  ),
  floors: bakedHtml(await ask(db, tables.floorsTable), floorsHtml),
  coverage: coverageHtml({
    intervals: await ask(db, tables.intervalCoverage),
    leaderboards: await ask(db, tables.leaderboardCoverage),
    comparisons: await ask(db, tables.comparisonCoverage),
  }),
  trials: overTimeHtml({
    hours: await ask(db, tables.hourCoverage),
    still: await ask(db, tables.stillCoverage),
    changes: await ask(db, tables.changeCoverage),
  }),
  sources: sourcesHtml(),
}));
db.close();
