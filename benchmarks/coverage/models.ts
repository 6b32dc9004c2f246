/** Simulated runs whose true quantiles are known: what judging is tried on. */
import type { Course } from "../judging/statistics/batches.ts";
import type { Random } from "../plan/random.ts";

/** How the requests of a run depend on each other. Scores are standard normal, whatever the model. */
export interface Model {
  name: string;
  course(n: number): Course;
  /** Scores of `n` requests in order of their start. */
  scores(n: number, random: Random, shared?: Float64Array): Float64Array;
  /** What the systems of a leaderboard share, drawn once for all of them: the effects of their blocks. */
  shared?(random: Random): Float64Array;
}

const normals = (n: number, random: Random) => new Float64Array(n).map(() => random.normal());

export const independent: Model = {
  name: "independent",
  course: (attempts) => ({ attempts }),
  scores: normals,
};

/** Each request resembles the one before: autocorrelation `phi` at lag 1. */
export function autoregressive(phi: number): Model {
  return {
    name: `AR(1) ${phi}`,
    course: (attempts) => ({ attempts }),
    scores(n, random) {
      const z = normals(n, random);
      const fresh = Math.sqrt(1 - phi * phi);
      for (let i = 1; i < n; i++) z[i] = phi * z[i - 1] + fresh * z[i];
      return z;
    },
  };
}

/** Requests of a wave share `share` of their variance. At 0.6 the median's n over effective n is 2.6. */
export function waves(size: number, share = 0.6): Model {
  return {
    name: `waves of ${size}`,
    course: (attempts) => ({ attempts, wave: size }),
    scores: (n, random) =>
      grouped(n, (i) => Math.floor(i / size), normals(Math.ceil(n / size), random), share, random),
  };
}

/** Time blocks, `share` of the variance between them: good and bad hours. On a leaderboard all systems share them. */
export function timeBlocks(count: number, share: number): Model {
  const block = (i: number, n: number) => Math.floor((i * count) / n);
  return {
    name: `${count} blocks, ${share} of the variance between them`,
    course: (n) => ({ attempts: n, blocks: Int32Array.from({ length: n }, (_, i) => block(i, n)) }),
    scores: (n, random, shared = normals(count, random)) =>
      grouped(n, (i) => block(i, n), shared, share, random),
    shared: (random) => normals(count, random),
  };
}

function grouped(
  n: number,
  group: (i: number) => number,
  effects: Float64Array,
  share: number,
  random: Random,
): Float64Array {
  const [between, within] = [Math.sqrt(share), Math.sqrt(1 - share)];
  return normals(n, random).map((z, i) => between * effects[group(i)] + within * z);
}

/** Sigma of the log of the simulated latencies. */
export const sigma = 0.25;

/** Latencies in seconds around a median, from scores. */
export function latencies(scores: Float64Array, median = 1): Float64Array {
  return scores.map((z) => median * Math.exp(sigma * z));
}
