/** Whether a request that failed is sent again, and when: the settings, and the wait before each attempt. Pure. */
import { z } from "zod";
import { seeded } from "../random.ts";

export const retriesSchema = z.strictObject({
  max: z.int().min(0).max(20).describe("Attempts after the first of a request; 0: none"),
  first_wait_s: z.number().min(0).default(0.5).describe(
    "Wait before the second attempt where the server does not say how long; doubled for each later one",
  ),
  most_wait_s: z.number().min(0).default(8).describe(
    "Longest of the waits that the server did not ask for",
  ),
});
export type Retries = z.infer<typeof retriesSchema>;

/**
 * Seconds before the attempt that follows attempt `attempt` (from 1): those that the server asked for, else
 * `first_wait_s`, doubled for each attempt since, of which a share between a half and all is drawn. `of` is the request
 * and the seed: the same wait in every run of one plan, whatever the other requests do.
 */
export function waitBefore(
  attempt: number,
  askedS: number | null,
  { first_wait_s, most_wait_s }: Retries,
  of: string,
): number {
  // A 0 says nothing: a server that names a date rounds down to it.
  if (askedS !== null && askedS > 0) return askedS;
  const most = Math.min(most_wait_s, first_wait_s * 2 ** (attempt - 1));
  return most * (0.5 + seeded(`${of} ${attempt}`).next() / 2);
}
