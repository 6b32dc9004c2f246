/** Page `/method`: definitions from the catalogue, so that page and numbers cannot differ. */
import {
  leastBlocks,
  leastEffectiveN,
  minAttempts,
  minBlocks,
} from "@/benchmarks/judging/floors.ts";
import { metrics } from "@/benchmarks/metrics/metrics.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { coverageHtml } from "@/src/method/method_coverage.ts";
import { floorsHtml, metricsHtml } from "@/src/method/method_metrics.ts";
import { sourcesHtml } from "@/src/method/method_sources.ts";

// What the task printed; a test holds it to what the code would print today.
const coverage = JSON.parse(await Deno.readTextFile("benchmarks/coverage/results.json"));
const levels = { median: 0.5, P90: 0.9, P95: 0.95, P99: 0.99 };
console.log(partsHtml({
  count: String(metrics.length),
  request: metricsHtml(metrics, "request"),
  group: metricsHtml(metrics, "group"),
  attempts: String(minAttempts),
  blocks: String(minBlocks),
  ...Object.fromEntries([0.5, 0.95, 0.99].map((p) => [`p${100 * p}`, String(leastBlocks(p))])),
  floors: floorsHtml(levels, leastEffectiveN, leastBlocks),
  coverage: coverageHtml(coverage),
  sources: sourcesHtml(),
}));
