/** Jobs beside each other, as many as the machine can do. */

export type Job = () => Promise<void>;

/** Runs all jobs in their order, `width` beside each other. Rejects with what a job throws. */
export async function inPool(jobs: Job[], width: number): Promise<void> {
  const left = [...jobs];
  const work = async () => {
    for (let next; (next = left.shift());) await next();
  };
  await Promise.all(Array.from({ length: width }, work));
}
