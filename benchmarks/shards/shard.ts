/** One of several processes, on as many machines, that make one run together. */

export interface Shard {
  /** From 0. */
  index: number;
  count: number;
}
