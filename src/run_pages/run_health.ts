/** What is known of the machine that measured, in plain words. */
import type { Errors, Spread } from "@/benchmarks/calibration/errors.ts";
import type { RunPage } from "@/benchmarks/queries/runs/run_pages.ts";
import { count } from "../words/format.js";

/** Milliseconds of a run file, where they are some. */
const msOf = (health: unknown, name: string): number | null => {
  const value = (health as Record<string, unknown> | null)?.[name];
  return typeof value === "number" ? value : null;
};

/** How the clock and the event loop did. */
export function healthText({ run: { health, imported_from }, limits }: RunPage): string {
  const ms = (name: string) => msOf(health, name);
  const [lag, late, sum, watched, jump, gc] = [
    ...["max_loop_lag_ms", "p95_loop_late_ms", "sum_loop_lag_ms", "watched_ms"],
    ...["max_clock_jump_ms", "max_gc_ms"],
  ].map(ms);
  if (lag === null && jump === null) {
    return imported_from
      ? "Its source says nothing of the machine meanwhile: whether it was busy or its clock was set is not known."
      : "Not recorded: the run was not ended in order, or made by an older version.";
  }
  const parts = [
    ...lag === null ? [] : [`the harness came at most ${count(lag)} ms late to its own timer`],
    ...late === null ? [] : [`19 of 20 arrivals waited at most ${count(late)} ms for their stamp`],
    ...sum === null || watched === null
      ? []
      : [`it stood still for ${count(sum)} ms of ${count(Math.round(watched / 1000))} s`],
    ...gc === null ? [] : [`collecting garbage held it for at most ${count(gc)} ms`],
    ...jump === null ? [] : [`its clock jumped by at most ${count(jump)} ms`],
  ].join("; ");
  return `${workersText(health)}${parts[0].toUpperCase()}${parts.slice(1)}. Beyond ${
    count(limits.loop_lag_ms)
  } ms late, with lags beyond ${count(limits.loop_late_ms)} ms for ${
    count(limits.loop_late_percent)
  }% of its time, or after a jump of ${count(limits.clock_jump_ms)} ms, a run does not count.`;
}

/** Of several event loops: how many shared the plan, and why where the harness chose it. */
function workersText(health: unknown): string {
  const { used, why } = ((health as Record<string, unknown> | null)?.workers ?? {}) as {
    used?: unknown;
    why?: unknown;
  };
  if (typeof used !== "number" || used < 2) return "";
  const because = typeof why === "string" ? `, because ${why}` : "";
  return `${count(used)} event loops shared the plan${because}; the figures are of the worst. `;
}

/** How far apart the clocks of its shards were; null of a run of one. */
export function clocksText({ run: { clocks } }: RunPage): string | null {
  const { words } = (clocks ?? {}) as { words?: unknown };
  return typeof words === "string" ? words : null;
}

/** What the harness itself costs, where it was measured. */
export function calibrationText({ run, calibration, limits }: RunPage): string {
  if (!calibration) {
    return run.calibration !== null
      ? JSON.stringify(run.calibration)
      : run.imported_from
      ? "Its source says nothing of what its own harness adds to a time."
      : "Not measured with this run: what the harness itself adds to a time is not taken off.";
  }
  const { requests, concurrency, rounds, during } = calibration;
  return `Before the run ${count(requests)} requests went to the simulator on the same machine, ${
    count(concurrency)
  } at a time${rounds > 1 ? `, ${count(rounds)} times over` : ""}. Beside its log ${
    offText(calibration)
  }.${
    during && during.ttft_error_ms.n
      ? ` While the run went, one request at a time went there too: ${offText(during)}.`
      : ""
  } Beyond ${count(limits.error_median_ms)} ms in the median, or ${
    count(limits.error_p95_ms)
  } at P95, a run does not count.`;
}

function offText({ ttft_error_ms, gap_error_ms, schedule_error_ms }: Errors): string {
  const ms = (value: number | null) => value === null ? "?" : count(Math.round(value * 10) / 10);
  const off = ({ median, p95 }: Spread) =>
    `${ms(median)} ms off in the median and ${ms(p95)} at P95`;
  return `time to first token was ${off(ttft_error_ms)}, time between tokens ${
    off(gap_error_ms)
  }, the start of requests ${off(schedule_error_ms)}`;
}
