/** What a calibration found, and whether a run may be timed by such a harness. */
import type { Config } from "../plan/config_schema.ts";
import type { Health } from "../wire/health/health.ts";
import type { Errors, Spread } from "./errors.ts";

/** Kept in `run.json` as `calibration`. */
export interface Calibration extends Errors {
  /** ISO 8601, UTC. */
  calibrated_at: string;
  load: Config["load"];
  concurrency: number;
  /** How many event loops shared them; runs made before there could be more have none. */
  workers?: number;
  /** Why there were more than one where that was left open, else null. */
  workers_why?: string | null;
  /** How many were asked for and are compared. */
  requests: number;
  /** Which try it is: what else runs on a machine passes, so that one over the limit is made again. */
  rounds: number;
  /** Event loop and garbage meanwhile. */
  health: Health;
  /** Errors of one request at a time beside the run, as long as it went; null before, and without a run. */
  during: Errors | null;
  /** Why no run may be timed so, or null. */
  over: string | null;
}

/**
 * Of every error of a calibration, milliseconds. 10 is 5% of a time to first token of 200 ms: medians within 5% are
 * called equal. 50 is what a lag of the event loop may take in a run.
 */
export const errorLimitsMs = { median: 10, p95: 50 };
export const mostRounds = 3;

/** The errors that have a limit, as a sentence names them. */
export const errorNames = {
  ttft_error_ms: "time to first token",
  gap_error_ms: "time between tokens",
  schedule_error_ms: "start of requests",
} as const satisfies Partial<Record<keyof Errors, string>>;

const errorKeys = Object.keys(errorNames) as (keyof typeof errorNames)[];

const digits = (ms: number | null) => ms === null ? "?" : ms.toFixed(1);
const isOver = ({ median, p95 }: Spread) =>
  (median ?? Infinity) > errorLimitsMs.median || (p95 ?? Infinity) > errorLimitsMs.p95;

/** Where the thread that stamps computes for more of the time than this, its own work is the reason. */
export const busyShare = 0.5;

/** Why it is over the limit and what one can do, in one sentence; null where it is not. */
export function overLimit(found: Omit<Calibration, "over">): string | null {
  const { requests, concurrency, rounds, health } = found;
  const times = rounds === 1 ? "once" : `${rounds} times`;
  if (found.ttft_error_ms.n < requests) {
    return `calibration: of ${requests} requests to the simulator on this machine only ` +
      `${found.ttft_error_ms.n} had a first token to compare`;
  }
  return overSentence(`${concurrency} at a time, ${times}`, found, health);
}

/** Of fewer values P95 is a matter of one, which says nothing of a run. */
const leastDuring = 20;

/** A calibration with what was found while its run went; over the limit where either is. */
export function calibratedWith(
  calibration: Calibration,
  during: Errors | null,
  health: Health,
): Calibration {
  const judged = during && Object.fromEntries(
    errorKeys.filter((name) => during[name].n >= leastDuring).map((name) => [name, during[name]]),
  );
  const over = calibration.over ?? overSentence("while the run went", judged ?? {}, health);
  return { ...calibration, during, over };
}

function overSentence(when: string, errors: Partial<Errors>, health: Health): string | null {
  const over = errorKeys.flatMap((name) => {
    const found = errors[name];
    if (!found || !isOver(found)) return [];
    const { median, p95 } = found;
    return [`${errorNames[name]} ${digits(median)} ms off in the median and ${digits(p95)} at P95`];
  });
  if (!over.length) return null;
  const cpu = `${Math.round(health.thread_cpu_share * 100)}% of a processor`;
  const advice = health.thread_cpu_share > busyShare
    ? `its own work took ${cpu}: ask for fewer requests at a time, share them among more event ` +
      `loops (--workers), or use a faster machine`
    : `its own work took only ${cpu}, so something else kept it waiting: end what else runs here, ` +
      `ask for fewer requests at a time, or use another machine`;
  return `calibration, ${when}: ${
    over.join(", ")
  } (limits ${errorLimitsMs.median} and ${errorLimitsMs.p95} ms); ${advice}`;
}

/** In one line: medians, and P95 in brackets. */
export function calibrationLine(found: Calibration): string {
  const of = ({ median, p95 }: Spread) =>
    median === null ? "–" : `${digits(median)} ms (${digits(p95)})`;
  const line = (errors: Errors) =>
    `TTFT ${of(errors.ttft_error_ms)}, gaps ${of(errors.gap_error_ms)}, schedule ${
      of(errors.schedule_error_ms)
    }`;
  return `Calibrated ${found.concurrency} at a time, off by, in the median (P95): ${line(found)}${
    found.during ? `; while the run went, beside it: ${line(found.during)}` : ""
  }.`;
}
