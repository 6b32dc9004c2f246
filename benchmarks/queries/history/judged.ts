/** How sure each run's median is, and where its systems rank: by the judging of the boards. */
import { judge } from "../../judging/compare.ts";
import { draw } from "../../judging/population.ts";
import { judgeBoard } from "../../judging/standings.ts";
import { keyOf } from "../../judging/standing.ts";
import { metric } from "../../metrics/metrics.ts";
import { type Database, quote } from "../../store/duckdb.ts";
import { type System, systemsOf } from "../systems.ts";

/** Metrics by which the systems of a run are ranked. */
export const rankedMetrics = ["ttft_s", "e2e_tokens_per_s"];

/**
 * Of one run and target: `METRIC_low` and `METRIC_high`, the 95% interval of the median; of a ranked metric
 * `METRIC_first` and `METRIC_last`, its ranks, among `METRIC_ranked` systems of its run. Null where nothing is known.
 */
export type JudgedRun = Record<string, string | number | null>;

/** Attempts that are read at once. */
const attemptsAtOnce = 100_000;

/** Runs of the chosen requests (q), so many at a time that their attempts have room. */
async function portions(db: Database, which: string): Promise<string[][]> {
  const { rows } = await db.query(
    `SELECT run_id, count(*)::DOUBLE AS n FROM requests q WHERE ${which} GROUP BY ALL ORDER BY run_id`,
  );
  const found: string[][] = [];
  let room = 0;
  for (const { run_id, n } of rows as { run_id: string; n: number }[]) {
    if (n > room || !found.length) {
      found.push([]);
      room = attemptsAtOnce;
    }
    found.at(-1)!.push(run_id);
    room -= n;
  }
  return found;
}

/** Every run and target among the rows of view `requests` (q) that `which` chooses. */
export async function judgedRuns(
  db: Database,
  metricNames: string[],
  which = "true",
): Promise<JudgedRun[]> {
  const found: JudgedRun[] = [];
  for (const runs of await portions(db, which)) {
    const chosen = `(${which}) AND q.run_id IN (${runs.map(quote).join(", ")})`;
    const systems = await systemsOf(db, chosen, metricNames);
    const boards = Map.groupBy(systems, (s) => `${s.run_id}\n${s.board}`);
    for (const board of boards.values()) found.push(...judgedBoard(board, metricNames));
  }
  return found;
}

/** The systems of one board in one run. */
function judgedBoard(systems: System[], metricNames: string[]): JudgedRun[] {
  const ranked = metricNames.filter((name) => rankedMetrics.includes(name));
  const definitions = ranked.map((name) => ({
    metric: name,
    better: metric(name).better!,
    population: "succeeded" as const,
  }));
  const valid = systems.filter((s) => s.target_invalid === null);
  const ranks = valid.length < 2 ? [] : judgeBoard(valid, definitions);
  return systems.map((system) => {
    const { run_id, provider, model, location, attempts, values } = system;
    const row: JudgedRun = { run_id, provider, model, location };
    for (const name of metricNames) {
      const better = metric(name).better ?? "lower";
      const { sample } = draw("succeeded", attempts, values[name], better);
      const [low, high] = judge(sample, 0.5)?.estimate.interval ?? [null, null];
      Object.assign(row, { [`${name}_low`]: low, [`${name}_high`]: high });
    }
    for (const name of ranked) {
      const standings = ranks.find((view) => view.metric === name)?.standings ?? [];
      const among = standings.filter((s) => s.rank !== null).length;
      const rank = among > 1 && standings.find((s) => s.key === keyOf(system))?.rank;
      const [first, last] = rank || [null, null];
      Object.assign(row, { [`${name}_first`]: first, [`${name}_last`]: last });
      row[`${name}_ranked`] = rank ? among : null;
    }
    return row;
  });
}
