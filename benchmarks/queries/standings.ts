/** Every view of every board, judged: what the pages print of ranks, intervals and doubts. */
import { inconsistency } from "../judging/consistency.ts";
import {
  type Definition,
  definitionsOf,
  judgeBoard,
  type Judgement,
} from "../judging/standings.ts";
import { metric } from "../metrics/metrics.ts";
import type { Database } from "../store/duckdb.ts";
import { type Dispute, disputesOf } from "../store/board/disputes_file.ts";
import { boardsOfSystems } from "./systems.ts";

type Statistics = (
  board: string,
  metric: string,
  population: string,
) => Map<string, Record<string, number | null>>;
export type BoardJudgement = { board: string } & Judgement;

/**
 * Judges the systems among the measured rows that `where` chooses (a condition on view `requests`, alias q), for each
 * board, metric and population. Metrics without a direction are left out. A system whose `statistics` contradict each
 * other is not ranked by them, nor one of which `apart` has a reason, by its key.
 */
export async function judgeBoards(
  db: Database,
  where: string,
  metricNames: string[],
  statistics: Statistics = () => new Map(),
  apart: Map<string, string> = new Map(),
): Promise<BoardJudgement[]> {
  const found: BoardJudgement[] = [];
  for await (const [board, systems] of boardsOfSystems(db, where, metricNames)) {
    const llmperf = systems.every((s) => s.imported_from === "llmperf");
    const definitions = definitionsOf(metricNames.map(metric), llmperf);
    const refused = (key: string, d: Definition) => {
      if (apart.has(key)) return apart.get(key)!;
      const found = inconsistency(statistics(board, d.metric, d.population).get(key) ?? {});
      return found && `its statistics contradict each other: ${found}`;
    };
    found.push(
      ...judgeBoard(systems, definitions, refused).map((judged) => ({ board, ...judged })),
    );
  }
  return found;
}

/** The same judgements, contested figures marked. */
export const withDisputes = (
  judged: BoardJudgement[],
  disputes: readonly Dispute[],
): BoardJudgement[] =>
  disputes.length === 0 ? judged : judged.map((view) => ({
    ...view,
    standings: view.standings.map((standing) => {
      const [run_id, provider, ...lines] = standing.key.split("\n");
      const model = lines.join("\n"); // people call a model what they like
      const disputed = disputesOf(disputes, { run_id, provider, model, metric: view.metric })
        .map(({ reason, date, by }) => ({ reason, date, ...by === undefined ? {} : { by } }));
      return disputed.length ? { ...standing, disputed } : standing;
    }),
  }));
