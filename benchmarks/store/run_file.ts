/** `run.json`: what one run was, beside its rows. */
import { jsonOf } from "../record/fit_row.ts";
import type { JsonValue } from "./duckdb.ts";

export interface RunTarget {
  provider: string;
  model: string;
  model_size: string | null;
  api: string | null;
  endpoint: string | null;
  simulated: boolean;
  /** False where any certificate was accepted. */
  tls_verified?: boolean;
  /** Why the run stopped asking it, where it did. */
  given_up?: string | null;
}

/** A run's identity and circumstances; view `runs` has one row a file. Times are ISO 8601, UTC. */
export interface RunFile {
  run_id: string;
  config_name: string;
  config_hash: string | null;
  workload_hash: string;
  /** One line a reader understands: tokens in and out, load. */
  workload: string;
  started_at: string | null;
  ended_at: string | null;
  location: string | null;
  seed: number | null;
  /** Whole configuration, keys removed. */
  config: JsonValue;
  targets: RunTarget[];
  versions: Record<string, string>;
  host: Record<string, JsonValue>;
  imported_from: string | null;
  /** How the source chose what to keep, where it did not keep everything: such runs enter no leaderboard. */
  selection: string | null;
  caveat: string | null;
  source: string | null;
  licence: string | null;
  run_by: string | null;
  interest: string | null;
  calibration: JsonValue;
  /** What went on at this machine meanwhile: clock jumps, event-loop lag. */
  health?: JsonValue;
  /** When the run was gone on with. */
  resumed_at?: string[];
  invalid: string | null;
  counts: Record<string, number>;
}

/** Columns of view `runs`, with their DuckDB types. */
export const runColumns: Record<keyof Required<RunFile>, string> = {
  run_id: "VARCHAR",
  config_name: "VARCHAR",
  config_hash: "VARCHAR",
  workload_hash: "VARCHAR",
  workload: "VARCHAR",
  started_at: "TIMESTAMP",
  ended_at: "TIMESTAMP",
  location: "VARCHAR",
  seed: "BIGINT",
  config: "JSON",
  targets: "JSON",
  versions: "JSON",
  host: "JSON",
  imported_from: "VARCHAR",
  selection: "VARCHAR",
  caveat: "VARCHAR",
  source: "VARCHAR",
  licence: "VARCHAR",
  run_by: "VARCHAR",
  interest: "VARCHAR",
  calibration: "JSON",
  health: "JSON",
  resumed_at: "TIMESTAMP[]",
  invalid: "VARCHAR",
  counts: "JSON",
};

/** Writes `run.json` into `folder`, atomically. */
export async function writeRunFile(folder: string, run: RunFile): Promise<void> {
  await Deno.writeTextFile(`${folder}/run.json.tmp`, jsonOf(run, 2) + "\n");
  await Deno.rename(`${folder}/run.json.tmp`, `${folder}/run.json`);
}

/** Reads the `run.json` of a folder; null where there is none, or none that is whole. */
export async function readRunFile(folder: string): Promise<RunFile | null> {
  try {
    return JSON.parse(await Deno.readTextFile(`${folder}/run.json`)) as RunFile;
  } catch {
    return null; // the process ended before it wrote one
  }
}
