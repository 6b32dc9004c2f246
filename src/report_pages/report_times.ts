/** What speaks against a report's times: when its runs were, and what the harness adds. */
import type { Calibration } from "@/benchmarks/calibration/calibration.ts";
import { count, day } from "../words/format.js";
import type { Report } from "./report_data.js";

/** A doubt: what it is, and the facts. */
export type Doubt = [what: string, facts: string];

export const many = (n: number, one: string) => `${count(n)} ${one}${n === 1 ? "" : "s"}`;

/** Of when the runs were. */
export function ofTimes(boards: Report["boards"]): Doubt[] {
  const again = boards.some((board) => board.changes.length);
  const days = [...new Set(boards.flatMap((b) => b.systems.map((s) => s.at?.slice(0, 10) ?? "")))]
    .filter(Boolean).sort();
  if (again) {
    return [[
      "One run each time",
      "the same system differs from run to run, so a change between two may be the hour’s or the day’s: page " +
      "History judges whole series of runs.",
    ]];
  }
  return days.length < 2 ? [] : [[
    "Other days",
    `the systems were measured on ${many(days.length, "day")}, from ${day(days[0])} to ${
      day(days.at(-1)!)
    }: a difference may be the day’s.`,
  ]];
}

/** How far off the harness was, beside the log of the simulator on the same machine. */
export function calibrationText({ ttft_error_ms, concurrency, requests }: Calibration): string {
  const ms = (value: number | null) => value === null ? "?" : value.toFixed(1);
  return `beside the simulator’s own log the time to first token was ${
    ms(ttft_error_ms.median)
  } ms off in the median and ${ms(ttft_error_ms.p95)} ms at P95, of ${count(requests)} requests, ${
    count(concurrency)
  } at a time; it is not taken off`;
}
