/** How often the intervals shown hold the true quantile. */
import { batches } from "../judging/statistics/batches.ts";
import { type Estimate, estimate, type Sample, sampleOf } from "../judging/estimate.ts";
import { seeded } from "../plan/random.ts";
import {
  autoregressive,
  independent,
  latencies,
  type Model,
  sigma,
  timeBlocks,
  waves,
} from "./models.ts";

/** Standard normal quantiles. */
const scoreOf = { 0.5: 0, 0.95: 1.6448536269514722, 0.99: 2.3263478740408408 };

export interface Cell {
  model: Model;
  n: number;
  p: keyof typeof scoreOf;
  /** Least and greatest coverage that is promised; null where it is only printed. */
  promised: [number, number] | null;
}

export interface Covered {
  data: string;
  n: number;
  p: number;
  runs: number;
  /** Of its random numbers. */
  seed: string;
  /** Share of the runs whose quantile has an interval. */
  shown: number;
  /** Share of the intervals shown that hold the true quantile; null of none. */
  covered: number | null;
  promised: [number, number] | null;
  kept: boolean | null;
}

const ar67 = autoregressive(0.67);
const five = waves(5);

const over = (model: Model, floor: [number, number]): Cell[] =>
  [150, 500, 1500].flatMap((n) =>
    ([0.5, 0.95] as const).map((p): Cell => ({ model, n, p, promised: n >= 500 ? floor : null }))
  );

const inBlocks = (count: number, share: number, p: Cell["p"], floor: number | null): Cell[] =>
  [500, 1000].map((n) => ({
    model: timeBlocks(count, share),
    n,
    p,
    promised: floor === null ? null : [floor, 1],
  }));

/** What is promised, and what is printed beside it. */
export const cells: Cell[] = [
  ...over(independent, [0.945, 0.985]),
  ...over(ar67, [0.93, 1]),
  ...over(five, [0.92, 1]),
  ...[10, 20, 40].flatMap((count) =>
    [0.1, 0.5].flatMap((share) => [
      ...inBlocks(count, share, 0.5, 0.935),
      ...inBlocks(count, share, 0.95, count < 20 ? null : share === 0.1 ? 0.935 : 0.89),
    ])
  ),
  ...[independent, ar67, five].map((model): Cell => ({ model, n: 1500, p: 0.99, promised: null })),
];

/** `runs` seeded runs of a cell, judged by `judge`. */
export function coverage(
  { model, n, p, promised }: Cell,
  runs: number,
  judge: (sample: Sample, p: number) => Pick<Estimate, "interval"> | null = estimate,
): Covered {
  const seed = `coverage of P${100 * p}, ${model.name}, n = ${n}`;
  const random = seeded(seed);
  const truth = Math.exp(sigma * scoreOf[p]);
  const { of } = batches(model.course(n));
  let shown = 0;
  let held = 0;
  for (let run = 0; run < runs; run++) {
    const interval = judge(sampleOf(latencies(model.scores(n, random)), of), p)?.interval;
    if (!interval) continue;
    shown++;
    if (interval[0] <= truth && truth <= interval[1]) held++;
  }
  const covered = shown ? held / shown : null;
  const kept = promised && covered !== null && covered >= promised[0] && covered <= promised[1];
  return { data: model.name, n, p, runs, seed, shown: shown / runs, covered, promised, kept };
}
