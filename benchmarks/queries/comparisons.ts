/** Every pair of systems of every board, judged: what page /compare shows, so that it judges nothing itself. */
import { type ComparedBoard, comparedBoard } from "../judging/board_pairs.ts";
import { metric } from "../metrics/metrics.ts";
import type { Database } from "../store/duckdb.ts";
import { historicalReasons } from "./ranking/historical.ts";
import { boardsOfSystems, type System } from "./systems.ts";

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
  const old = await historicalReasons(db);
  const chosen =
    `(q.run_id, q.provider, q.model) IN (SELECT (run_id, provider, model) FROM latest l WHERE ${which})`;
  const found: ComparedBoard[] = [];
  for await (const [id, own] of boardsOfSystems(db, chosen, metricNames)) {
    if (own.length < 2) continue; // a system alone on its board has nobody to be compared with
    const { workload, simulated } = places.get(key(own[0]))!;
    const board = {
      id,
      model_size: own[0].model_size,
      workload,
      location: own[0].location,
      simulated,
    };
    found.push(
      comparedBoard(board, own, metricNames.map(metric), (s) => ({
        day: places.get(key(s))!.day,
        refused: old.get(key(s)),
      })),
    );
  }
  return found.sort((a, b) =>
    Number(a.simulated) - Number(b.simulated) || a.workload.localeCompare(b.workload) ||
    parseFloat(b.model_size ?? "0") - parseFloat(a.model_size ?? "0") || a.id.localeCompare(b.id)
  );
}

const judgedNames = ["ratio", "low", "high"];

/** JSON: ratios and their intervals to six significant digits, infinities as words, as everywhere else. */
export const comparisonsJson = (boards: ComparedBoard[]): string =>
  JSON.stringify(boards, (name, v) => {
    if (v === Infinity) return "Infinity";
    return judgedNames.includes(name) && v !== null ? Number(v.toPrecision(6)) : v;
  });
