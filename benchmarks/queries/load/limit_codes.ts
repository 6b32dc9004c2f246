/** How each attempt of a step stands to every limit that a reader may set, so that a page can count under any. */
import { limitSteps } from "../../shared/limit_steps.ts";

/** Limits a reader may set, in the order of a code's characters. */
const names = ["ttft_s", "tpot_s", "e2e_latency_s"] as const;
const first = "0".charCodeAt(0);
/** Keeps no limit: it failed, was not observed, or took longer than the longest limit. */
const none = "~";

/**
 * Three characters an attempt, in their order: of each time the first step of its slider that it keeps, from "0" on.
 * `values` are in seconds, one per attempt.
 */
export function limitCodes(
  status: readonly string[],
  values: Record<string, readonly (number | null)[]>,
): string {
  const code = (name: typeof names[number], i: number) => {
    const value = values[name][i];
    const at = value === null ? -1 : limitSteps[name].findIndex((limit) => value <= limit);
    return at < 0 ? none : String.fromCharCode(first + at);
  };
  return status.map((s, i) =>
    s === "incomplete"
      ? ""
      : s === "ok"
      ? names.map((name) => code(name, i)).join("")
      : none.repeat(names.length)
  ).join("");
}
