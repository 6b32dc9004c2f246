/** How often two systems are told apart: those that are alike, and those that differ by what the plan was for. */
import { batches } from "../judging/statistics/batches.ts";
import { compare, judge, verdict } from "../judging/compare.ts";
import { sampleOf } from "../judging/estimate.ts";
import { dependence, plannedN } from "../judging/plan.ts";
import { seeded } from "../plan/random.ts";
import { autoregressive, independent, latencies, type Model, sigma, waves } from "./models.ts";
import type { Found } from "./leaderboards.ts";

/** Two sessions, the second with `slower` times the latency. */
export interface Pair {
  asks: string;
  model: Model;
  n: number;
  p: 0.5 | 0.95;
  slower: number;
  promised: [number, number] | null;
}

const delta = 0.1;
const models = [
  { model: independent, tau: dependence.independent },
  { model: waves(5), tau: dependence.waves },
  { model: autoregressive(0.67), tau: dependence.ar67 },
];

export const comparisons: Pair[] = models.flatMap(({ model, tau }): Pair[] => [
  {
    asks: "two alike: equal or unknown",
    model,
    n: 500,
    p: 0.5,
    slower: 1,
    promised: [0.89, 1],
  },
  ...([0.5, 0.95] as const).map((p): Pair => ({
    asks: `one 10% slower, at the planned n: found by ${p === 0.5 ? "median" : "P95"}`,
    model,
    n: plannedN(delta, { sigma, tau, p }),
    p,
    slower: 1 + delta,
    promised: p === 0.5 ? [0.8, 1] : null,
  })),
]);

/** Share of `count` seeded pairs with the right verdict. */
export function pairs({ asks, model, n, p, slower, promised }: Pair, count: number): Found {
  const seed = `${asks}, ${model.name}`;
  const random = seeded(seed);
  const { of } = batches(model.course(n));
  const draw = (median: number) =>
    judge(sampleOf(latencies(model.scores(n, random), median), of), p)!;
  let right = 0;
  for (let pair = 0; pair < count; pair++) {
    const said = verdict(compare(draw(1), draw(slower)), "lower");
    if (slower > 1 ? said === "slower" : said === "equal" || said === "unknown") right++;
  }
  const share = right / count;
  const kept = promised && share >= promised[0] && share <= promised[1];
  return { asks, data: model.name, n, count, seed, share, promised, kept };
}
