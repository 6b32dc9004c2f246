/** A judged board. */
import type { RequestRow } from "../../../src/rows/board.ts";
import { makeView } from "../../../src/leaderboard/board_view.ts";
import { boardsOf } from "../../../src/rows/boards.ts";
import type { Judgement, Standing } from "../../../src/rows/judgement.ts";
import { viewHtml } from "../../../src/leaderboard/leaderboard_views.ts";
import { rowsOf, ttft } from "../support.ts";

const beside = { board: "70b__w", run_day: "2023-12-19", short: false, over: false };
export const of = (provider: string, values: number[]) =>
  rowsOf(values, { ...beside, provider }) as unknown as RequestRow[];
export const rows = [
  ...of("alpha", [2, 2.1, 2.2]),
  ...of("beta", [1, 1.1, 1.2]),
  ...of("gamma", [0.5]),
];
const worth = { median: 2, p25: 2, p75: 2, p95: 2, p99: 2 };
export const standing = (provider: string, place: number, given: Partial<Standing>): Standing => ({
  key: `run-1\n${provider}\nm`,
  place,
  interval: [1, 1.2],
  worth,
  weak: {},
  blocks: 0,
  blocks_needed: {},
  rank: [1, 2],
  tier: 1,
  below: [],
  rate_at_least: 0.43,
  one_sitting: true,
  ...given,
});
export const judged = (given: Partial<Judgement> = {}): Judgement => ({
  board: beside.board,
  metric: "ttft_s",
  population: "succeeded",
  // The printed order is the judged one, not that of the medians.
  standings: [
    standing("alpha", 0, { weak: { p99: "needs 368" } }),
    standing("beta", 1, {}),
    standing("gamma", 2, { rank: null, tier: null, interval: null, below: ["1 success"] }),
  ],
  lead: [1.5, 0.9, 2.5],
  flips: [],
  interleaved: false,
  ...given,
});
export const view = (given?: Partial<Judgement>, filtered = false) =>
  makeView(rows, ttft, "succeeded", { filtered, judged: judged(given) });
export const html = (v = view()) => viewHtml({ view: v, board: boardsOf(rows)[0] });
