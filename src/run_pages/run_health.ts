/** What is known of the machine that measured, in plain words. */
import type { RunPage } from "@/benchmarks/queries/runs/run_pages.ts";
import { count } from "../words/format.js";

/** Milliseconds of a run file, where they are some. */
const msOf = (health: unknown, name: string): number | null => {
  const value = (health as Record<string, unknown> | null)?.[name];
  return typeof value === "number" ? value : null;
};

/** How the clock and the event loop did. */
export function healthText({ run: { health, imported_from }, limits }: RunPage): string {
  const [lag, sum, watched, jump] = [
    ...["max_loop_lag_ms", "sum_loop_lag_ms", "watched_ms", "max_clock_jump_ms"],
  ].map((name) => msOf(health, name));
  if (lag === null && jump === null) {
    return imported_from
      ? "Its source says nothing of the machine meanwhile: whether it was busy or its clock was set is not known."
      : "Not recorded: the run was not ended in order, or made by an older version.";
  }
  const parts = [
    ...lag === null ? [] : [`the harness came at most ${count(lag)} ms late to its own timer`],
    ...sum === null || watched === null
      ? []
      : [`it stood still for ${count(sum)} ms of ${count(Math.round(watched / 1000))} s`],
    ...jump === null ? [] : [`its clock jumped by at most ${count(jump)} ms`],
  ].join("; ");
  return `${parts[0].toUpperCase()}${parts.slice(1)}. Beyond ${
    count(limits.loop_lag_ms)
  } ms late, or a jump of ${count(limits.clock_jump_ms)} ms, a run does not count.`;
}

/** What the harness itself costs, where it was measured. */
export const calibrationText = ({ run: { calibration, imported_from } }: RunPage): string =>
  calibration !== null
    ? JSON.stringify(calibration)
    : imported_from
    ? "Its source says nothing of what its own harness adds to a time."
    : "Not measured with this run: what the harness itself adds to a time is not taken off.";
