/** How many workers a run takes where its configuration leaves it open. */
import { busyShare, errorLimitsMs } from "../../calibration/calibration.ts";
import type { Config } from "../../plan/config_schema.ts";
import type { Health } from "../../wire/health/health.ts";

/** How many share the plan, and why; kept in `health` of `run.json`. */
export interface WorkersUsed {
  used: number;
  /** What was measured where the harness chose more than one itself, else null. */
  why: string | null;
}

/** At 50 tokens a second each, so many streams take a third of a core: one event loop is not late for them. */
const streamsOfOne = 100;

/** Where one event loop is late for `concurrency` streams, so many are worth a try; never more than cores. */
export const workersFor = (
  concurrency: number,
  cores: number = navigator.hardwareConcurrency,
): number => Math.max(1, Math.min(cores, Math.ceil(concurrency / streamsOfOne)));

/** No worker without a slot. */
export const workersAsked = ({ workers, concurrency }: Pick<Config, "workers" | "concurrency">) =>
  workers === "auto" ? "auto" : Math.min(workers, concurrency);

/**
 * Why one event loop is too few, in words; null where it is not. Its own work must be the reason: where something else
 * keeps it waiting, more workers would wait, too. The limits are those of a calibration.
 */
export function lateBy(health: Health): string | null {
  const { median_loop_late_ms: median, p95_loop_late_ms: p95, thread_cpu_share } = health;
  const late = median > errorLimitsMs.median || p95 > errorLimitsMs.p95;
  if (!late || thread_cpu_share <= busyShare) return null;
  return `one event loop came ${median} ms late in the median and ${p95} at P95, ` +
    `with ${Math.round(thread_cpu_share * 100)}% of a processor`;
}
