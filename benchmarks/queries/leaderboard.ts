/** What page `/` is made of: the rows of its boards, their statistics and judgements, and what is left out. */
import { leaderboardInfos } from "../metrics/metrics.ts";
import type { Chosen } from "../store/board/board_choice.ts";
import { readDisputes } from "../store/board/disputes_file.ts";
import type { Database } from "../store/duckdb.ts";
import { dataFolder } from "../store/views.ts";
import { bakedStatistics } from "./baked.ts";
import { boardGroupsSql, boardRowsSql, ofLatest, pageRowLimit, shownBoards } from "./boards.ts";
import { sinceEdition, withSince } from "./published/since_edition.ts";
import { historicalReasons } from "./ranking/historical.ts";
import { judgeBoards, withDisputes } from "./standings.ts";

/** What no ranking shows: a run, or one target of a run whose others are shown. */
export interface LeftOut {
  run_id: string;
  target: string | null;
  invalid: string;
}

/** Runs that are not valid, and targets that are not in runs that are, with the reason. */
const invalidSql = `
  SELECT run_id, NULL AS target, invalid FROM runs WHERE invalid IS NOT NULL
  UNION ALL SELECT run_id, provider || ' ' || model, i.why FROM invalid_targets i
    JOIN runs USING (run_id) WHERE invalid IS NULL
  ORDER BY run_id, target`;

/**
 * `groups` stand for all requests of the boards; `drawn` are those that a page draws, as many as it will have itself;
 * `baked` gives DuckDB's statistics over all of them; `chosen` is what the boards show of the store; `since` is how
 * they stand to the newest edition.
 */
export async function leaderboardData(db: Database, data = dataFolder()) {
  const names = leaderboardInfos.map((m) => m.name);
  const groups = (await db.query(boardGroupsSql(shownBoards))).rows;
  const drawn = (await db.query(boardRowsSql(shownBoards, pageRowLimit))).rows;
  const baked = await bakedStatistics(db, boardRowsSql(shownBoards), names);
  const old = await historicalReasons(db);
  const contested = withDisputes(
    await judgeBoards(db, ofLatest(shownBoards), names, baked, old),
    await readDisputes(data),
  );
  const known = { judged: contested, statistics: baked };
  const since = await sinceEdition(db, data, known);
  const judged = withSince(contested, since);
  const invalid = (await db.query(invalidSql)).rows as unknown as LeftOut[];
  const chosen = (await db.query("FROM board_choice")).rows as unknown as Chosen[];
  return { groups, drawn, baked, judged, invalid, chosen, since };
}
