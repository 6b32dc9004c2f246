/** How often a leaderboard says something false, and how often it finds what is true. */
import { batches } from "../judging/statistics/batches.ts";
import { judge } from "../judging/compare.ts";
import { sampleOf } from "../judging/estimate.ts";
import { rank, type Ranks } from "../judging/ranks.ts";
import { seeded } from "../plan/random.ts";
import { autoregressive, independent, latencies, type Model, timeBlocks, waves } from "./models.ts";

const systems = 12;
const n = 500;

/** Twelve systems' true medians, and the share of leaderboards that is asked for. */
interface Question {
  asks: string;
  medians: number[];
  holds(ranks: Ranks): boolean;
}

const index = Array.from({ length: systems }, (_, i) => i);

/** Twelve systems alike: no two may be told apart. */
export const alike: Question = {
  asks: "twelve alike: any told apart",
  medians: index.map(() => 1),
  holds: ({ intervals }) => intervals.some(([first, last]) => first > 1 || last < systems),
};
/** Steps of 0.1%: every true rank lies in its interval. */
export const steps: Question = {
  asks: "steps of 0.1%: every true rank in its interval",
  medians: index.map((i) => 1.001 ** i),
  holds: ({ intervals }) => intervals.every(([first, last], i) => first <= i + 1 && i + 1 <= last),
};
/** A leader 30% faster is alone in tier 1. */
export const leader: Question = {
  asks: "a leader 30% faster: alone in tier 1",
  medians: index.map((i) => (i === 0 ? 1 / 1.3 : 1)),
  holds: ({ tiers }) => tiers.every((tier, i) => (tier === 1) === (i === 0)),
};

export interface Board {
  question: Question;
  model: Model;
  /** Least and greatest share that is promised; null where it is only printed. */
  promised: [number, number] | null;
}

export interface Found {
  asks: string;
  data: string;
  /** Requests of each system. */
  n: number;
  /** Leaderboards or pairs. */
  count: number;
  /** Of its random numbers. */
  seed: string;
  share: number;
  promised: [number, number] | null;
  kept: boolean | null;
}

const ar67 = autoregressive(0.67);
const five = waves(5);
const [calm, rough] = [timeBlocks(20, 0.1), timeBlocks(20, 0.5)];

export const boards: Board[] = [
  { question: alike, model: independent, promised: [0, 0.02] },
  { question: alike, model: ar67, promised: [0, 0.06] },
  { question: alike, model: five, promised: [0, 0.08] },
  { question: alike, model: calm, promised: [0, 0.015] },
  { question: alike, model: rough, promised: [0, 0.015] },
  ...[independent, ar67, five, calm, rough].map((model): Board => ({
    question: steps,
    model,
    promised: [0.93, 1],
  })),
  ...[independent, ar67, five, calm, rough].map((model): Board => ({
    question: leader,
    model,
    promised: model === five ? null : [0.97, 1],
  })),
];

/** Share of `count` seeded leaderboards by median latency for which a question's answer holds. */
export function leaderboards({ question, model, promised }: Board, count: number): Found {
  const seed = `${question.asks}, ${model.name}`;
  const random = seeded(seed);
  const { of, timeBlocks } = batches(model.course(n));
  let held = 0;
  for (let board = 0; board < count; board++) {
    const shared = model.shared?.(random);
    const judged = question.medians.map((median) =>
      judge(sampleOf(latencies(model.scores(n, random, shared), median), of), 0.5)!
    );
    if (question.holds(rank(judged, "lower", timeBlocks))) held++;
  }
  const share = held / count;
  const kept = promised && share >= promised[0] && share <= promised[1];
  return { asks: question.asks, data: model.name, n, count, seed, share, promised, kept };
}
