/** What the files of `api/v1` hold, each as data of one shape. Addresses are relative to the root of the site. */
import { leaderboardInfos, type Metric } from "../../metrics/metrics.ts";
import type { PublishedBoard, PublishedSystem } from "../../queries/published/board_figures.ts";
import type { IndexedRun } from "../../queries/run_index.ts";

/** Addresses of the files that a site offers, by the download's path: `boards/BOARD`, `runs/RUN_ID`. */
type Files = Map<string, string[]>;

/** Where each answer is, what is in it, and what its words mean. */
export const indexAnswer = (boards: PublishedBoard[], runs: IndexedRun[]) => ({
  version: 1,
  files: {
    "api/v1/boards.json": `${boards.length} boards: a model, a workload and a place each`,
    "api/v1/boards/BOARD.json":
      "the systems of one board with every figure: n, statistics, interval, rank, and why one is not ranked",
    "api/v1/runs.json":
      `${runs.length} runs, the newest first: targets, counts, why one is invalid`,
    "api/v1/catalogue.json": "every metric: definition, unit, SQL",
    "api/v1/schema.json": "every table and column that the store has for SQL",
  },
  newest_run: runs[0]?.ran_at ?? null,
  units:
    "A name that ends in _s is in seconds, one that ends in _per_s is a rate in tokens per second.",
  populations: {
    succeeded: "measured requests whose answer came whole",
    all:
      "every measured request; a failed or dropped one counts as infinite latency or a rate of 0",
    llmperf: "as LLMPerf counted in 2023; only on boards of its files",
  },
  infinity: 'A statistic or an end of an interval that lies among failures is the text "Infinity".',
  interval: "95% interval of the median; null where there are too few requests for one",
  badges: "an SVG of a system's median, interval, n and day, by metric, at an address that stays",
  rank: "first and last rank that a system can have; systems of one tier are not told apart",
});

/** The boards without their figures. */
export const boardsAnswer = (boards: PublishedBoard[], files: Files) => ({
  version: 1,
  metrics: leaderboardInfos,
  boards: boards.map(({ systems, ...board }) => ({
    ...board,
    systems: systems.map(({ provider, model, run_id }) => ({ provider, model, run_id })),
    figures: `api/v1/boards/${board.board}.json`,
    files: files.get(`boards/${board.board}`) ?? [],
    page: `index.html?board=${encodeURIComponent(board.board)}`,
  })),
});

/** Addresses of a system's badges, by the metric. */
export type Badges = Map<PublishedSystem, Record<string, string>>;

/** One board with every figure. */
export const boardAnswer = (board: PublishedBoard, badges: Badges, files: Files) => ({
  version: 1,
  ...board,
  systems: board.systems.map((system) => ({ ...system, badges: badges.get(system) ?? {} })),
  files: files.get(`boards/${board.board}`) ?? [],
});

/** Every run, valid or not. */
export const runsAnswer = (runs: IndexedRun[], files: Files) => ({
  version: 1,
  runs: runs.map(({ asked, rows, others, filed: _, wave: __, ...run }) => ({
    ...run,
    measured_requests: rows,
    other_requests: others,
    requests_asked_of_each_target: asked,
    files: files.get(`runs/${run.run_id}`) ?? [],
    page: `runs/${encodeURIComponent(run.run_id)}.html`,
  })),
});

/** The catalogue of metrics. */
export const catalogueAnswer = (metrics: Metric[]) => ({ version: 1, metrics });
