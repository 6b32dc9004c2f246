/** Work in two lanes that help each other. */

/**
 * Runs the jobs of each lane one after the other, the lanes beside each other; one that is through takes from the end
 * of the other.
 */
export async function inLanes(...lanes: (() => Promise<void>)[][]): Promise<void> {
  await Promise.all(lanes.map(async (own) => {
    for (;;) {
      const job = own.shift() ?? lanes.find((lane) => lane.length > 0)?.pop();
      if (!job) return;
      await job();
    }
  }));
}
