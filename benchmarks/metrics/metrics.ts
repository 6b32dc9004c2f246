/**
 * The catalogue: every metric computed from observations, once. View `requests` is the record plus the
 * request-level entries, view `sessions` has those of one session; the terminal, the loaders, the pages and the
 * method page read this list.
 */
import { derivedMetrics } from "./derived.ts";
import { groups } from "./groups.ts";
import type { Metric } from "./metric.ts";
import { observed } from "./observed.ts";
import { sessionMetrics } from "./sessions.ts";

export { derivedMetrics, sessionMetrics };
export type { Metric };

/** Every metric, in the order of the method page. */
export const metrics: Metric[] = [...observed, ...derivedMetrics, ...groups, ...sessionMetrics];
/** Metrics offered where a person chooses one. */
export const choiceMetrics: Metric[] = metrics.filter((m) => m.choice);

/** Metrics by which one request is faster than another: one number each, with a direction. */
export const comparableMetrics: Metric[] = metrics.filter((m) =>
  m.scope === "request" && m.better !== null && m.name !== "inter_chunk_s"
);

/** The metric of that name; throws where there is none. */
export function metric(name: string): Metric {
  const found = metrics.find((m) => m.name === name);
  if (!found) {
    throw new Error(
      `There is no metric "${name}". Metrics: ${metrics.map((m) => m.name).join(", ")}`,
    );
  }
  return found;
}

/** What a page needs of a metric: plain data that goes into its script. */
export type MetricInfo = Pick<Metric, "name" | "label" | "unit" | "better" | "digits">;
const infoOf = ({ name, label, unit, better, digits }: Metric): MetricInfo => ({
  name,
  label,
  unit,
  better,
  digits,
});

/** The choices of a page that offers every metric. */
export const choiceInfos: MetricInfo[] = choiceMetrics.map(infoOf);
/** The metrics of a leaderboard, in the order of its switch. */
export const leaderboardInfos: MetricInfo[] = ["e2e_tokens_per_s", "decode_tokens_per_s", "ttft_s"]
  .map((name) => infoOf(metric(name)));
/** The metrics by which two systems are compared: those that say which is faster. */
export const comparedInfos: MetricInfo[] = [
  "ttft_s",
  "e2e_latency_s",
  "e2e_tokens_per_s",
  "decode_tokens_per_s",
  "tpot_s",
].map((name) => infoOf(metric(name)));
