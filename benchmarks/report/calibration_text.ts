/** A calibration in the terminal. */
import { type Calibration, errorLimitsMs, errorNames } from "../calibration/calibration.ts";
import { folded } from "./folded.ts";
import { table } from "./table.ts";

/** What it found, and whether that is within the limit. */
export function calibrationText(found: Calibration): string {
  const { health } = found;
  const rows = Object.entries({ ...errorNames, simulator_late_ms: "the simulator itself, late" });
  return [
    `${found.requests} requests, ${found.concurrency} at a time (${found.load}${
      (found.workers ?? 1) > 1 ? `, ${found.workers} workers` : ""
    }): milliseconds between what the`,
    "harness measured and what the simulator logged",
    table(
      ["", "median", "P95", "P99", "max", "n"],
      rows.map(([name, label]) => {
        const { median, p95, p99, max, n } = found[name as keyof typeof errorNames];
        return [label, median, p95, p99, max, n];
      }),
    ),
    "",
    `Event loop: an arrival at any moment waits ${health.median_loop_late_ms} ms in the median, ` +
    `${health.p95_loop_late_ms} at P95, ${health.max_loop_lag_ms} at most.`,
    `Garbage: ${health.gc_pauses} pauses, ${health.sum_gc_ms} ms in all, the longest ${health.max_gc_ms}.`,
    `Processor: the thread that stamps used ${Math.round(health.thread_cpu_share * 100)}% of one.`,
    "",
    found.over === null
      ? `Within the limits: ${errorLimitsMs.median} ms in the median, ${errorLimitsMs.p95} at P95.`
      : folded("", `OVER THE LIMIT: ${found.over}.`, 100),
  ].join("\n");
}
