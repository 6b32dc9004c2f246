/** Page `/method`: definitions from the catalogue, so that page and numbers cannot differ. */
import { leastBlocks, minAttempts, minBlocks } from "@/benchmarks/judging/floors.ts";
import * as tables from "@/benchmarks/queries/tables/method.ts";
import { type NamedTable, rowsOf } from "@/benchmarks/queries/tables/table.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { baked } from "@/src/components/take.ts";
import { coverageHtml, type Covered, type Found } from "@/src/method/method_coverage.ts";
import {
  type FloorRow,
  floorsHtml,
  type MetricRow,
  metricsHtml,
} from "@/src/method/method_metrics.ts";
import { sourcesHtml } from "@/src/method/method_sources.ts";

const db = await openStore();
const ask = async <R>(table: NamedTable) => ({ table, rows: await rowsOf<R>(db, table) });
const request = await ask<MetricRow>(tables.requestMetrics);
const group = await ask<MetricRow>(tables.groupMetrics);
console.log(partsHtml({
  count: String(request.rows.length + group.rows.length),
  request: baked(request.table, metricsHtml(request.rows)),
  group: baked(group.table, metricsHtml(group.rows)),
  attempts: String(minAttempts),
  blocks: String(minBlocks),
  ...Object.fromEntries([0.5, 0.95, 0.99].map((p) => [`p${100 * p}`, String(leastBlocks(p))])),
  floors: baked(tables.floorsTable, floorsHtml((await ask<FloorRow>(tables.floorsTable)).rows)),
  coverage: coverageHtml({
    intervals: await ask<Covered>(tables.intervalCoverage),
    leaderboards: await ask<Found>(tables.leaderboardCoverage),
    comparisons: await ask<Found>(tables.comparisonCoverage),
  }),
  sources: sourcesHtml(),
}));
db.close();
