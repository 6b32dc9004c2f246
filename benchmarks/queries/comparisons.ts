/** Every pair of systems of every board, judged: what page /compare shows, so that it judges nothing itself. */
import { judge, type Verdict } from "../judging/compare.ts";
import { eligibility } from "../judging/eligibility.ts";
import { comparePair } from "../judging/pair.ts";
import { draw } from "../judging/population.ts";
import { probabilityFaster } from "../judging/superiority.ts";
import { metric } from "../metrics/metrics.ts";
import { levels } from "../shared/levels.ts";
import type { Database } from "../store/duckdb.ts";
import { boardsOfSystems, type System } from "./systems.ts";

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

interface Place {
  workload: string;
  simulated: boolean;
  day: string | null;
}

/** Boards of the latest valid runs that `which` (a condition on view `latest`, alias l) chooses: real ones first. */
export async function comparedBoards(
  db: Database,
  which: string,
  metricNames: string[],
): Promise<ComparedBoard[]> {
  const { rows } = await db.query(`
    SELECT DISTINCT l.run_id, l.provider, l.model, l.simulated, coalesce(w.label, u.workload) AS workload,
      strftime(coalesce(u.started_at, u.ended_at), '%Y-%m-%d') AS day
    FROM latest l JOIN runs u USING (run_id) LEFT JOIN workloads w ON w.workload_hash = u.workload_hash
    WHERE ${which}`);
  const key = ({ run_id, provider, model }: Pick<System, "run_id" | "provider" | "model">) =>
    [run_id, provider, model].join("\n");
  const places = new Map(
    (rows as unknown as (System & Place)[]).map((row): [string, Place] => [key(row), row]),
  );
  const chosen =
    `(q.run_id, q.provider, q.model) IN (SELECT (run_id, provider, model) FROM latest l WHERE ${which})`;
  const found: ComparedBoard[] = [];
  for await (const [id, own] of boardsOfSystems(db, chosen, metricNames)) {
    if (own.length < 2) continue; // a system alone on its board has nobody to be compared with
    const { workload, simulated } = places.get(key(own[0]))!;
    const takeTurns = own.map(({ attempts }) =>
      draw("all", attempts, attempts.status.map(() => 1), "lower").timeBlocks
    );
    found.push({
      id,
      model_size: own[0].model_size,
      workload,
      location: own[0].location,
      simulated,
      systems: own.map((s) => described(s, places.get(key(s))!.day, own, takeTurns)),
      judged: Object.fromEntries(metricNames.map((name) => [name, {
        succeeded: judgedMetric(own, name, "succeeded"),
        all: judgedMetric(own, name, "all"),
      }])),
    });
  }
  return found.sort((a, b) =>
    Number(a.simulated) - Number(b.simulated) || a.workload.localeCompare(b.workload) ||
    parseFloat(b.model_size ?? "0") - parseFloat(a.model_size ?? "0") || a.id.localeCompare(b.id)
  );
}

function described(
  s: System,
  day: string | null,
  board: System[],
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
    day,
    attempted,
    ok,
    below: eligibility({ ok, attempted, short }),
    turns: board.flatMap((x, i) =>
      x !== s && x.run_id === s.run_id && takeTurns[i] && takeTurns[board.indexOf(s)] ? [i] : []
    ),
  };
}

function judgedMetric(
  systems: System[],
  name: string,
  population: "succeeded" | "all",
): JudgedMetric {
  const better = metric(name).better ?? "lower";
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

const judgedNames = ["ratio", "low", "high"];

/** JSON: ratios and their intervals to six significant digits, infinities as words, as everywhere else. */
export const comparisonsJson = (boards: ComparedBoard[]): string =>
  JSON.stringify(boards, (name, v) => {
    if (v === Infinity) return "Infinity";
    return judgedNames.includes(name) && v !== null ? Number(v.toPrecision(6)) : v;
  });
