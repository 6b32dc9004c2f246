/** The attempts of one step of a load, out of those of its target. */
import type { Slo } from "../../plan/load/load_schema.ts";
import type { System } from "../systems.ts";
import type { LoadStepRow } from "../tables/load.ts";

/** What is read of each attempt. */
export const readOfAttempts: string[] = [
  ...["ttft_s", "e2e_latency_s", "response_time_s", "decode_tokens_per_s", "tpot_s"],
  "request_index",
];

/** The attempts of one step, in the order of the plan: of those with no moment nothing else says where they belong. */
export function attemptsOf({ attempts, values }: System, { first_index, last_index }: LoadStepRow) {
  const at = values.request_index as number[];
  const inside = at.flatMap((index, i) => index >= first_index && index <= last_index ? [i] : [])
    .sort((i, j) => at[i] - at[j]);
  const pick = <T>(list: readonly T[]) => inside.map((i) => list[i]);
  return {
    attempts: {
      status: pick(attempts.status),
      block: attempts.block && pick(attempts.block),
      wave: attempts.wave,
    },
    values: Object.fromEntries(readOfAttempts.map((name) => [name, pick(values[name])])),
  };
}

/** Of each attempt that counts, whether it kept every limit; what was not observed keeps none. */
export function goodOf({ attempts, values }: ReturnType<typeof attemptsOf>, slo: Slo): boolean[] {
  const limits = Object.entries(slo);
  return attempts.status.flatMap((status, i) =>
    status === "incomplete" ? [] : [
      status === "ok" && limits.every(([name, limit]) => {
        const value = values[name][i];
        return value !== null && value <= limit;
      }),
    ]
  );
}
