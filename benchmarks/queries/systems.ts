/** Systems as they are judged: the measured attempts of each in order of their start, column by column. */
import { type AttemptLists, attemptLists, systemKey } from "./attempt_lists.ts";
import { boardId } from "./board_id.ts";
import { type Database, quote } from "../store/duckdb.ts";

/** What one run measured of one target. */
export interface System extends AttemptLists {
  run_id: string;
  /** When its first attempt was sent, ISO 8601, UTC; null where the run does not say. */
  started: string | null;
  provider: string;
  model: string;
  model_size: string | null;
  location: string | null;
  /** Which table it stands in, see `boardId`. */
  board: string;
  simulated: boolean;
  workload_hash: string | null;
  /** What was asked, in one line; null where the run does not say. */
  workload: string | null;
  /** Why its run enters no ranking; null where it is valid. */
  invalid: string | null;
  /** Why it enters none itself, in a run that is valid for its others. */
  target_invalid: string | null;
  /** Of which harness its rows are; null where of ours. */
  imported_from: string | null;
  /** Which tokenizer counted; null where nothing was counted. */
  tokenizer: string | null;
}

/**
 * Every system with measured attempts among the rows of view `requests` that `where` (SQL) chooses, in order of their
 * names. Waves are those of the run's load.
 */
export async function systemsOf(
  db: Database,
  where: string,
  metricNames: string[],
): Promise<System[]> {
  const chosen = `SELECT q.*, ${boardId("q")} AS board
    FROM requests q LEFT JOIN runs r USING (run_id) WHERE q.phase = 'measured' AND (${where})`;
  const { rows } = await db.query(`
    WITH loads AS (
      SELECT run_id, CASE WHEN json_extract_string(config, '$.load') = 'waves'
        THEN greatest(1, TRY_CAST(json_extract_string(config, '$.concurrency') AS INTEGER)) ELSE 1 END AS wave
      FROM runs),
    systems AS (
      SELECT run_id, provider, model, board, any_value(model_size) AS model_size,
        any_value(location) AS location, any_value(simulated) AS simulated,
        any_value(workload_hash) AS workload_hash, any_value(imported_from) AS imported_from,
        min(started_at) AS started, max(tokenizer) AS tokenizer, count(*) AS n
      FROM (${chosen}) GROUP BY run_id, provider, model, board)
    SELECT s.*, ${
    systemKey("s")
  } AS key, coalesce(w.label, r.workload) AS workload, r.invalid, i.why AS target_invalid, l.wave
    FROM systems s LEFT JOIN runs r USING (run_id) LEFT JOIN loads l USING (run_id)
    LEFT JOIN invalid_targets i
      ON i.run_id = s.run_id AND i.provider = s.provider AND i.model = s.model
    LEFT JOIN workloads w ON w.workload_hash = coalesce(s.workload_hash, '')
    ORDER BY s.provider, s.model, s.run_id, s.board`);
  const wanted = rows.map(({ key, n, wave }) => ({
    key: Number(key),
    attempts: Number(n),
    wave: (wave as number | null) ?? 1,
  }));
  const lists = await attemptLists(db, chosen, wanted, metricNames);
  return rows.map((row, place) => ({
    run_id: row.run_id as string,
    started: row.started as string | null,
    provider: row.provider as string,
    model: row.model as string,
    model_size: row.model_size as string | null,
    location: row.location as string | null,
    board: row.board as string,
    simulated: row.simulated as boolean,
    workload_hash: row.workload_hash as string | null,
    workload: row.workload as string | null,
    invalid: row.invalid as string | null,
    target_invalid: row.target_invalid as string | null,
    imported_from: row.imported_from as string | null,
    tokenizer: row.tokenizer as string | null,
    ...lists[place],
  }));
}

/** Attempts that are read at once, unless one board has more: what judges them holds each several times over. */
const attemptsAtOnce = 200_000;

/** The systems of `systemsOf`, board by board, of few boards in memory at a time. */
export async function* boardsOfSystems(
  db: Database,
  where: string,
  metricNames: string[],
): AsyncGenerator<[board: string, systems: System[]]> {
  const { rows } = await db.query(
    `SELECT ${
      boardId("q")
    } AS board, count(*)::DOUBLE AS n FROM requests q LEFT JOIN runs r USING (run_id)
    WHERE q.phase = 'measured' AND (${where}) GROUP BY ALL ORDER BY board`,
  );
  const boards = rows as { board: string; n: number }[];
  for (let from = 0; from < boards.length;) {
    let to = from;
    let n = 0;
    while (to < boards.length && (to === from || n + boards[to].n <= attemptsAtOnce)) {
      n += boards[to++].n;
    }
    const chosen = from === 0 && to === boards.length
      ? where
      : `(${where}) AND ${boardId("q")} IN (${
        boards.slice(from, to).map(({ board }) => quote(board)).join(", ")
      })`;
    yield* Map.groupBy(await systemsOf(db, chosen, metricNames), (s) => s.board);
    from = to;
  }
}
