/** Tests of loads that come at their moments, on a machine that may stand still for a while. */

/**
 * Tries `work` until it holds: a machine that stood still meanwhile sent a burst instead of the load that is meant. A
 * program that is wrong is wrong every time, and then the last fault is thrown.
 */
export async function inTries<T>(work: () => Promise<T>, most = 5): Promise<T> {
  for (let left = most - 1;; left--) {
    try {
      return await work();
    } catch (fault) {
      if (left === 0) throw fault;
    }
  }
}
