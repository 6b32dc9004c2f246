/** How the boards of a store stand to the edition that was published last. */
import type { SinceEdition } from "../../judging/standing.ts";
import { editionShown } from "../../store/board/edition_shown.ts";
import type { Database } from "../../store/duckdb.ts";
import type { BoardJudgement } from "../standings.ts";
import { boardFigures } from "./board_figures.ts";
import { type Change, changesBetween } from "./changes.ts";
import { type Edition, newestEdition } from "./editions.ts";
import { hashOfRules } from "./rules.ts";

/** The newest edition, and what the boards say otherwise; no change where it says the same. */
export interface Since {
  folder: string;
  number: number;
  /** ISO day. */
  date: string;
  note: string | null;
  changes: Change[];
  /** Valid runs that boards held to this edition do not show and others would; null of boards that are not held. */
  hidden: number | null;
}

/** What was computed of the boards for a page. */
type Given = Required<
  Pick<NonNullable<Parameters<typeof boardFigures>[1]>, "judged" | "statistics">
>;

/** Compares what the boards of an open store say with the newest edition in the folder `data`; null without one. */
export async function sinceEdition(
  db: Database,
  data: string,
  given: Given,
): Promise<Since | null> {
  const newest = await newestEdition(data);
  if (!newest) return null;
  const { folder, edition } = newest;
  const now: Edition = {
    ...edition,
    rules: await hashOfRules(),
    boards: await boardFigures(db, { ...given, data }),
  };
  const { number, date, note } = edition;
  const hidden = await editionShown(data) ? await hiddenRuns(db) : null;
  return { folder, number, date, note, changes: changesBetween(edition, now), hidden };
}

/** Valid runs with a system that the boards do not have, or have of an older run. */
async function hiddenRuns(db: Database): Promise<number> {
  const { rows: [{ n }] } = await db.query(`
    WITH systems AS (
      SELECT DISTINCT r.run_id, r.workload_hash, q.provider, q.model, q.location, q.simulated,
        coalesce(r.started_at, r.ended_at) AS ran_at
      FROM runs r JOIN requests q USING (run_id)
      ANTI JOIN invalid_targets i
        ON i.run_id = q.run_id AND i.provider = q.provider AND i.model = q.model
      WHERE r.invalid IS NULL AND q.phase = 'measured')
    SELECT count(DISTINCT s.run_id)::INT AS n FROM systems s LEFT JOIN latest l
      ON l.workload_hash IS NOT DISTINCT FROM s.workload_hash AND l.provider = s.provider
        AND l.model = s.model AND l.location IS NOT DISTINCT FROM s.location
        AND l.simulated = s.simulated
    WHERE l.run_id IS NULL OR (l.run_id <> s.run_id AND s.ran_at > l.ran_at)`);
  return Number(n);
}

/** What of a system is marked, the first that is so. */
const marked = ["new", "newer", "correction", "rank"] as const;

/** The same judgements, each figure marked that is not the edition's. */
export function withSince(judged: BoardJudgement[], since: Since | null): BoardJudgement[] {
  if (!since?.changes.length) return judged;
  const found = new Map<string, SinceEdition>();
  for (const is of marked.toReversed()) {
    for (const { kind, of } of since.changes) {
      if (kind !== is) continue;
      for (const { board, metric = "", population = "", provider, model } of of) {
        const key = [board, metric, population, provider, model].join("\n");
        found.set(key, { edition: since.number, is });
      }
    }
  }
  return judged.map((view) => ({
    ...view,
    standings: view.standings.map((standing) => {
      const system = standing.key.slice(standing.key.indexOf("\n") + 1);
      const mark = found.get(`${view.board}\n\n\n${system}`) ??
        found.get([view.board, view.metric, view.population, system].join("\n"));
      return mark ? { ...standing, since: mark } : standing;
    }),
  }));
}
