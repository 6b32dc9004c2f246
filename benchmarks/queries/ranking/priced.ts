/** What page /cost needs beside its statement: boards with a price, judged, and which targets have a line at all. */
import { judgeBoard } from "../../judging/standings.ts";
import type { Standing } from "../../judging/standing.ts";
import { metric } from "../../metrics/metrics.ts";
import type { Database } from "../../store/duckdb.ts";
import { boardId } from "../board_id.ts";
import { ofLatest, shownBoards } from "../boards.ts";
import { historicalReasons } from "./historical.ts";
import { boardsOfSystems } from "../systems.ts";

/** Of a system, by metric, what a board says of its succeeded requests. */
export type Judged = Record<string, Pick<Standing, "interval" | "rank" | "below">>;

/**
 * Judges, as `/` does, each board of the latest valid runs on which a target has a line in table `prices`; by the
 * system's key (`keyOf` in judging/standing.ts), boards together.
 */
export async function pricedJudgements(
  db: Database,
  metricNames: string[],
): Promise<Record<string, Judged>> {
  const definitions = metricNames.map((name) => ({
    metric: name,
    better: metric(name).better!,
    population: "succeeded" as const,
  }));
  const where = `${ofLatest(shownBoards)} AND ${boardId("q")} IN (SELECT DISTINCT ${
    boardId("x")
  } FROM requests x SEMI JOIN prices p ON p.provider = x.provider AND p.model = x.model)`;
  const old = await historicalReasons(db);
  const refused = (key: string) => old.get(key) ?? null;
  const found: Record<string, Judged> = {};
  for await (const [, systems] of boardsOfSystems(db, where, metricNames)) {
    for (const { metric, standings } of judgeBoard(systems, definitions, refused)) {
      for (const { key, interval, rank, below } of standings) {
        (found[key] ??= {})[metric] = { interval, rank, below };
      }
    }
  }
  return found;
}

/** Targets with a line in the price file, whichever day or tier it is of. */
export async function pricedTargets(db: Database): Promise<{ provider: string; model: string }[]> {
  const { rows } = await db.query("SELECT DISTINCT provider, model FROM prices ORDER BY ALL");
  return rows as never;
}
