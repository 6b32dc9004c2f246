/** Table `watch_rounds`: every round of the watches of a store, measured or not, from their state files. */
import { rowsSql, type Value } from "../reference/rows_sql.ts";
import { dueAt } from "./grid.ts";
import { gridOf, readState, type WatchState } from "./watch_file.ts";

const columns = {
  config_name: "VARCHAR",
  watch_began_at: "TIMESTAMP",
  round: "BIGINT",
  last_round: "BIGINT",
  due_at: "TIMESTAMP",
  last_due_at: "TIMESTAMP",
  status: "VARCHAR",
  run_id: "VARCHAR",
  why: "VARCHAR",
};
export type WatchRound = Record<keyof typeof columns, Value>;

/** Rounds that were missed in a row for one reason stay one row, as the file has them. */
function roundsOf(state: WatchState): WatchRound[] {
  const grid = gridOf(state);
  return state.rounds.map(({ round, through = round, due_at, status, run_id, why }) => ({
    ...{ config_name: state.config_name, watch_began_at: state.first_at, round, due_at },
    last_round: through,
    last_due_at: through > round ? new Date(dueAt(grid, through)).toISOString() : due_at,
    ...{ status, run_id, why },
  }));
}

/** Names of state files in `folder`, sorted; none where there was no watch. */
async function statesIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const { name, isFile } of Deno.readDir(folder)) {
      if (isFile && name.endsWith(".json")) names.push(name);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return names.sort();
}

/** Rounds of the store in `folder`, and a sentence for each file there that is no state of a watch. */
export async function readWatchRounds(
  folder: string,
): Promise<{ rounds: WatchRound[]; faults: string[] }> {
  const rounds: WatchRound[] = [];
  const faults: string[] = [];
  for (const name of await statesIn(`${folder}/watch`)) {
    try {
      const state = await readState(`${folder}/watch/${name}`);
      rounds.push(...state ? roundsOf(state) : []);
    } catch {
      faults.push(`watch/${name} is not what a watch writes: its rounds are left out.`);
    }
  }
  return { rounds, faults };
}

/** A round per row. */
export const watchRoundsSql = async (folder: string): Promise<string> =>
  rowsSql(columns, (await readWatchRounds(folder)).rounds);
