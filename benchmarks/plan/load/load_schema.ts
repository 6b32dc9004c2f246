/** Shapes of load that a configuration may ask for. */
import { z } from "zod";

/** No machine sends more; a schedule of it would end in a full memory. */
const mostRate = 1_000_000;
const rate = z.number().positive().max(mostRate);

const schedule = {
  arrivals: z.enum(["constant", "poisson", "gamma"]).default("poisson").describe(
    "Equal gaps, or random ones: exponential (Poisson), or gamma of shape burstiness",
  ),
  burstiness: z.number().positive().max(1000).default(1).describe(
    "Shape of gamma gaps: 1 is Poisson, below 1 bursts, above 1 evens out",
  ),
  max_lag_s: z.number().positive().default(0.5).describe(
    "An arrival that would be sent later than this after its moment is dropped, and is a row",
  ),
};

const open = z.strictObject({
  shape: z.literal("open"),
  rate: rate.describe("Requests per second of each target"),
  ...schedule,
});

export const loadSchema = z.union([z.enum(["closed", "waves"]), open]);

export type Load = z.infer<typeof loadSchema>;
/** A load whose requests are sent at moments of a schedule. */
export type Scheduled = Exclude<Load, string>;

/** Whether requests are sent by a schedule, however long answers take. */
export const isScheduled = (load: Load): load is Scheduled => typeof load !== "string";

/** Requests in flight where a configuration says nothing. */
export const defaultConcurrency = (load: Load): number => isScheduled(load) ? 1000 : 1;

/** How late an arrival may be sent, seconds. */
export const maxLagOf = (load: Load): number => isScheduled(load) ? load.max_lag_s : Infinity;

/** Where a schedule says when to send: a closed loop of as many as arrive in a second. */
export function calibrationLoad(
  { load, concurrency }: { load: Load; concurrency: number },
): { load: "closed" | "waves"; concurrency: number } {
  return isScheduled(load)
    ? { load: "closed", concurrency: Math.min(concurrency, Math.ceil(load.rate)) }
    : { load, concurrency };
}
