/** Work that others may get in the way of is tried again. */

import { sleep } from "../../wire/clock.ts";

/** What DuckDB and PostgreSQL say where somebody else wrote meanwhile, or is writing. */
const others =
  /conflict|could not set lock|could not serialize|deadlock|concurrent|duplicate key|maximum retry count/i;

export const isConflict = (error: unknown): boolean =>
  error instanceof Error && others.test(error.message);

/** So often at most; the waits between grow by this, to half a minute in all. */
const [mostTries, waitMs] = [35, 50];

/** Does `work` until nobody is in its way. Throws what else goes wrong, and `busy` where somebody always is. */
export async function again<T>(work: () => Promise<T>, busy: string): Promise<T> {
  for (let tries = 1;; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!isConflict(error)) throw error;
      const [why] = (error as Error).message.split("\n");
      if (tries === mostTries) throw new Error(`${busy}: ${why}`);
    }
    await sleep(waitMs * tries);
  }
}
