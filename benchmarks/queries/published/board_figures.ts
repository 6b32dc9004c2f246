/** What the boards of a store say, as data: each system of each board with its figures, their n and their doubts. */
import { type Disputed, levels, type Standing } from "../../judging/standing.ts";
import { leaderboardInfos } from "../../metrics/metrics.ts";
import { type Population, type StatisticName, statisticNames } from "../../metrics/statistics.ts";
import { readDisputes } from "../../store/board/disputes_file.ts";
import type { Database } from "../../store/duckdb.ts";
import { dataFolder } from "../../store/views.ts";
import { bakedStatistics } from "../baked.ts";
import { boardId } from "../board_id.ts";
import { boardRowsSql, ofLatest, shownBoards } from "../boards.ts";
import { historicalReasons } from "../ranking/historical.ts";
import { type BoardJudgement, judgeBoards, withDisputes } from "../standings.ts";

/**
 * One metric of one system in one population. Times are in seconds, rates in tokens per second. Among all attempts a
 * failure is an infinite latency or a rate of zero, so a statistic may be Infinity.
 */
export interface Figure extends Record<StatisticName, number | null> {
  metric: string;
  population: Population;
  /** Requests that the statistics are computed over. */
  n: number;
  /** Requests of the population that have no value. */
  omitted: number;
  /** Requests that count as failures; 0 where the population has none. */
  failed: number;
  /** 95% interval of the median; null where there are too few requests. */
  interval: [number, number] | null;
  /** First and last rank that it can have; null where it is not ranked. */
  rank: [number, number] | null;
  /** Systems of one tier are not told apart. */
  tier: number | null;
  /** Why it is not ranked; empty where it is. */
  not_ranked: string[];
  /** Quantiles with too few independent requests for an interval, each with the reason. */
  weak: Partial<Record<keyof typeof levels, string>>;
  /** Who contests it, since when and why. */
  disputed: Disputed[];
}

export interface PublishedSystem {
  provider: string;
  model: string;
  run_id: string;
  /** Of its first attempt, ISO 8601, UTC; null where its source has no time of day. */
  started_at: string | null;
  /** ISO day of its run, UTC; null where its source has none. */
  day: string | null;
  attempted: number;
  succeeded: number;
  /** Who ran it and what they gain by it; null where the run does not say. */
  run_by: string | null;
  interest: string | null;
  figures: Figure[];
}

export interface PublishedBoard {
  /** See `boardId`. */
  board: string;
  model_size: string | null;
  location: string | null;
  workload: string | null;
  workload_hash: string | null;
  /** Its answers came from a simulator. */
  simulated: boolean;
  systems: PublishedSystem[];
}

type Board = Omit<PublishedBoard, "systems">;
type System = Omit<PublishedSystem, "figures"> & { board: string };

async function boardsOf(db: Database): Promise<{ boards: Board[]; systems: System[] }> {
  const rows = `FROM requests q JOIN runs u USING (run_id)
    LEFT JOIN workloads w ON w.workload_hash = coalesce(q.workload_hash, '')
    WHERE q.phase = 'measured' AND ${ofLatest(shownBoards)}`;
  const boards = await db.query(`SELECT ${boardId("q")} AS board,
      any_value(q.model_size) AS model_size, any_value(q.location) AS location,
      any_value(coalesce(w.label, u.workload)) AS workload,
      any_value(q.workload_hash) AS workload_hash, bool_or(q.simulated) AS simulated
    ${rows} GROUP BY 1 ORDER BY simulated, board`);
  const systems = await db.query(`SELECT ${boardId("q")} AS board, q.provider, q.model, q.run_id,
      strftime(min(q.started_at), '%Y-%m-%dT%H:%M:%SZ') AS started_at,
      strftime(any_value(coalesce(u.started_at, u.ended_at)), '%Y-%m-%d') AS day,
      count(*) FILTER (q.status IN ('ok', 'failed', 'dropped'))::INT AS attempted,
      count(*) FILTER (q.status = 'ok')::INT AS succeeded,
      any_value(u.run_by) AS run_by, any_value(u.interest) AS interest
    ${rows} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`);
  return { boards: boards.rows as never, systems: systems.rows as never };
}

type Statistics = Record<StatisticName, number | null> & {
  n: number;
  omitted: number;
  failed: number;
};

function figure(
  metric: string,
  population: Population,
  standing: Standing,
  statistics: Statistics,
): Figure {
  const { n, omitted, failed } = statistics;
  return {
    metric,
    population,
    n,
    omitted,
    failed,
    ...Object.fromEntries(
      statisticNames.map((name) => [name, statistics[name]]),
    ) as Record<StatisticName, number | null>,
    interval: standing.interval,
    rank: standing.rank,
    tier: standing.tier,
    not_ranked: standing.below,
    weak: standing.weak,
    disputed: standing.disputed ?? [],
  };
}

/** What was computed for a page already, and is not computed again. */
interface Known {
  judged?: BoardJudgement[];
  statistics?: Awaited<ReturnType<typeof bakedStatistics>>;
  data?: string;
}

/**
 * Every board of the store's latest valid runs, measured ones first, each with its systems in order of their names and
 * the figures of each metric of the leaderboard in each population. What is contested is read in the store's folder
 * `data`.
 */
export async function boardFigures(
  db: Database,
  { judged, statistics, data = dataFolder() }: Known = {},
): Promise<PublishedBoard[]> {
  const names = leaderboardInfos.map(({ name }) => name);
  statistics ??= await bakedStatistics(db, boardRowsSql(shownBoards), names);
  judged ??= withDisputes(
    await judgeBoards(
      db,
      ofLatest(shownBoards),
      names,
      statistics,
      await historicalReasons(db),
    ),
    await readDisputes(data),
  );
  const { boards, systems } = await boardsOf(db);
  return boards.map((board) => {
    const views = judged.filter((view) => view.board === board.board);
    return {
      ...board,
      systems: systems.filter((system) => system.board === board.board).map(
        ({ board: _, ...system }) => {
          const key = [system.run_id, system.provider, system.model].join("\n");
          return {
            ...system,
            figures: views.flatMap(({ metric, population, standings }) => {
              const standing = standings.find((s) => s.key === key);
              const found = statistics(board.board, metric, population).get(key);
              return standing && found ? [figure(metric, population, standing, found)] : [];
            }),
          };
        },
      ),
    };
  });
}
