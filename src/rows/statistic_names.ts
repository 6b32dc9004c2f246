/** Names of the statistics and of the populations they are of. */

export type Population = "succeeded" | "all" | "llmperf";
export const statisticNames = ["median", "mean", "min", "max", "p25", "p75", "p95", "p99"] as const;
export type StatisticName = (typeof statisticNames)[number];
