/** Every pair of systems of a board, judged: what page /compare shows. */
import { judge, type Verdict } from "./compare.js";
import { eligibility } from "./eligibility.js";
import { comparePair } from "./pair.js";
import { draw } from "./population.js";
import type { Entrant } from "./standing.js";
import { probabilityFaster } from "./superiority.js";
import { levels } from "../shared/levels.js";

/** Of b over a at one level; nulls where there are too few requests. `needed`: requests of each that would find 10%. */
export interface PairAt {
  ratio: number | null;
  low: number | null;
  high: number | null;
  verdict: Verdict;
  needed: number | null;
}

/** One metric in one population; systems by their place on the board. */
export interface JudgedMetric {
  n: number[];
  /** Quantiles of each system, one a level, in the metric's unit; null of no values. */
  quantiles: (number | null)[][];
  /** `faster[i][j]`: probability that a request of i is faster than one of j. */
  faster: (number | null)[][];
  /** `pairs[i][j - i - 1]`, i before j: of j over i, one a level. */
  pairs: PairAt[][][];
}

export interface ComparedSystem {
  run_id: string;
  provider: string;
  model: string;
  /** Day of its run, YYYY-MM-DD. */
  day: string | null;
  /** Runs of a span of time that are taken together, and the ends that a reader gave it. */
  runs?: string[];
  since?: string;
  until?: string;
  attempted: number;
  ok: number;
  /** Why it may not be ranked; empty where it may. */
  below: string[];
  /** Place of another system of its run, in ten or more blocks: those two took turns. */
  turns: number[];
}

/** A workload from one place, one model size. */
export interface ComparedBoard {
  id: string;
  model_size: string | null;
  workload: string;
  location: string | null;
  simulated: boolean;
  systems: ComparedSystem[];
  /** By metric and population. */
  judged: Record<string, Record<"succeeded" | "all", JudgedMetric>>;
}

/** What is said of a system beside its attempts; `refused`: why it is not ranked, whatever they are like. */
export type About = Pick<ComparedSystem, "day" | "runs" | "since" | "until"> & {
  refused?: string | null;
};
interface Metric {
  name: string;
  better: "higher" | "lower" | null;
}

/** The systems of a board, each with what is said of it, and a judgement of each metric: made when it is asked for. */
export function comparedBoard<S extends Entrant>(
  board: Omit<ComparedBoard, "systems" | "judged">,
  own: S[],
  metrics: Metric[],
  about: (system: S) => About,
): ComparedBoard {
  const takeTurns = own.map(({ attempts }) =>
    draw("all", attempts, attempts.status.map(() => 1), "lower").timeBlocks
  );
  const byName = (name: string) => metrics.find((m) => m.name === name)!;
  return {
    ...board,
    systems: own.map((s) => described(s, about(s), own, takeTurns)),
    judged: lazy(
      metrics.map((m) => m.name),
      (name) =>
        lazy(["succeeded", "all"], (population) => judgedMetric(own, byName(name), population)),
    ),
  };
}

/** An object whose properties are computed once, when one is read: a page shows few of them. */
function lazy<K extends string, T>(names: K[], make: (name: K) => T): Record<K, T> {
  const found = {} as Record<K, T>;
  for (const name of names) {
    Object.defineProperty(found, name, {
      ...{ enumerable: true, configurable: true },
      get() {
        const value = make(name);
        Object.defineProperty(found, name, { value, enumerable: true });
        return value;
      },
    });
  }
  return found;
}

function described(
  s: Entrant,
  { refused, ...about }: About,
  board: Entrant[],
  takeTurns: boolean[],
): ComparedSystem {
  const of = (status: string) => s.attempts.status.filter((x) => x === status).length;
  const ok = of("ok");
  const attempted = ok + of("failed") + of("dropped");
  const short = s.short.filter((x) => x).length;
  return {
    run_id: s.run_id,
    provider: s.provider,
    model: s.model,
    ...about,
    attempted,
    ok,
    below: [...eligibility({ ok, attempted, short }), ...refused ? [refused] : []],
    turns: board.flatMap((x, i) =>
      x !== s && x.run_id === s.run_id && takeTurns[i] && takeTurns[board.indexOf(s)] ? [i] : []
    ),
  };
}

function judgedMetric(
  systems: Entrant[],
  { name, better: way }: Metric,
  population: "succeeded" | "all",
): JudgedMetric {
  const better = way ?? "lower";
  const drawn = systems.map((s) => draw(population, s.attempts, s.values[name], better));
  const sides = drawn.map(({ sample, timeBlocks }, i) =>
    levels.map((p) => ({ run_id: systems[i].run_id, timeBlocks, judged: judge(sample, p) }))
  );
  const faster = drawn.map((a) =>
    drawn.map((b) => {
      const share = probabilityFaster(a.sample.sorted, b.sample.sorted, better);
      return Number.isNaN(share) ? null : share;
    })
  );
  return {
    n: drawn.map((d) => d.sample.values.length),
    quantiles: sides.map((own) => own.map((s) => s.judged?.estimate.q ?? null)),
    faster,
    pairs: sides.map((a, i) =>
      sides.slice(i + 1).map((b) =>
        levels.map((_, at): PairAt => {
          const { ratio, low, high, verdict, requests_needed } = comparePair(a[at], b[at], better);
          const number = (x: number | null) => x !== null && Number.isNaN(x) ? null : x;
          return { ratio: number(ratio), low, high, verdict, needed: requests_needed };
        })
      )
    ),
  };
}
