/** Rows of runs that an address names, as the judging takes them: what the build reads from DuckDB for its own. */
import type { IndexedRun } from "@/benchmarks/queries/run_index.ts";
import { type Measured, pooled } from "../judging/pool.js";
import { runOf, runsOf } from "../rows/chosen.js";
import { ordered } from "../rows/request_tables.js";
import type { Row } from "../rows/systems.js";

/** A system with the rows that it is of. */
export interface Entered extends Measured {
  rows: Row[];
}

const column = <T>(rows: Row[], name: string) => rows.map((r) => (r[name] ?? null) as T);

/** Each system of the rows in the order of its start; several runs of a span are taken together. */
export function entrantsOf(rows: Row[], runs: IndexedRun[], metricNames: string[]): Entered[] {
  const waves = new Map(runs.map((run) => [run.run_id, run.wave]));
  const groups = Map.groupBy(
    rows,
    (r) => JSON.stringify([r.run_id, r.provider, r.model, r.board]),
  );
  const systems = [...groups.values()].map((found): Entered => {
    const own = ordered(found, ["started_at", "request_index", "attempt"]);
    const { run_id, provider, model, board, started_at } = own[0] as Record<string, unknown>;
    return {
      run_id: String(run_id),
      provider: String(provider),
      model: String(model),
      board: String(board),
      started: started_at as string | null,
      attempts: {
        status: column<string>(own, "status"),
        block: column<number | null>(own, "block"),
        wave: waves.get(String(run_id)) ?? 1,
      },
      short: column<boolean | null>(own, "short"),
      error_code: column<string | null>(own, "error_code"),
      values: Object.fromEntries(
        metricNames.map((name) => [name, column<number | null>(own, name)]),
      ),
      rows: found,
    };
  });
  if (!rows.length || !runsOf(rows[0])) return systems;
  const of = Map.groupBy(systems, (s) => JSON.stringify([s.provider, s.model, s.board]));
  return pooled([systems])[0].map((s) => ({
    ...s,
    // Systems of one span took turns where they have the same blocks of the same runs.
    run_id: runOf(s.rows[0]),
    rows: of.get(JSON.stringify([s.provider, s.model, s.board]))!.flatMap((own) => own.rows),
  }));
}
