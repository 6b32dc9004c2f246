/** `run.json`: what one run was, beside its rows. */
import { writeWhole } from "../files/own_file.ts";
import { readText } from "../files/text_file.ts";
import { jsonOf } from "../record/fit_row.ts";
import { jsonFiles, type JsonValue, quote } from "./duckdb.ts";
import { publisherColumns, withPublisher } from "./publisher.ts";

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
  /** How it failed, where the run stopped asking it after too many failures in a row. */
  stopped?: string | null;
  /** Why its rows enter no ranking, where those of the other targets may. */
  invalid?: string | null;
}

/** A figure that another harness printed of a run, as it printed it. */
export interface ReportedFigure {
  /** Its own name. */
  name: string;
  unit: string;
  /** What it is, by the harness that printed it. */
  definition: string | null;
  /** Of how many requests; null where the file does not say. */
  n: number | null;
  /** By the harness's own names, as in "mean" and "p99". */
  statistics: Record<string, number>;
}

/** What one of several processes was that made a run together. */
export interface RunShard {
  /** From 0. */
  shard: number;
  started_at: string | null;
  ended_at: string | null;
  location: string | null;
  host: Record<string, JsonValue>;
  versions: Record<string, string>;
  /** Requests of its share of the plan; null where that ended by time. */
  planned: number | null;
  rows: number;
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
  /** What its times lack: not every request has its time of day, or moments of its shards have no order. */
  clock?: string | null;
  /** What is known of its clock and those of others, and of its agreed start; of several shards `words` say it. */
  clocks?: JsonValue;
  /** What the harness that it is from printed of it: no request of ours is behind such a figure. */
  reported?: ReportedFigure[];
  source: string | null;
  licence: string | null;
  run_by: string | null;
  interest: string | null;
  calibration: JsonValue;
  /** What went on at this machine meanwhile: clock jumps, event-loop lag. */
  health?: JsonValue;
  /** When the run was gone on with. */
  resumed_at?: string[];
  /** What it was gone on with, of each of these moments; `versions` are those that began it. */
  resumed_versions?: Record<string, string>[];
  invalid: string | null;
  counts: Record<string, number>;
  /** How many processes made it together; nothing where one did. */
  shards?: number | null;
  /** What each of those was whose rows it has. */
  each_shard?: RunShard[];
  /** What its publisher says of it, as the file has it; `publisher.ts` reads it. */
  publisher?: JsonValue;
  /** Which part of its run a shard's own folder holds, where several machines share it. */
  shard?: { index: number; count: number };
}

/** Columns of view `runs`, with their DuckDB types. */
export const runColumns: Record<keyof Required<Omit<RunFile, "publisher" | "shard">>, string> = {
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
  clock: "VARCHAR",
  clocks: "JSON",
  reported: "JSON",
  source: "VARCHAR",
  licence: "VARCHAR",
  run_by: "VARCHAR",
  interest: "VARCHAR",
  calibration: "JSON",
  health: "JSON",
  resumed_at: "TIMESTAMP[]",
  resumed_versions: "JSON",
  invalid: "VARCHAR",
  counts: "JSON",
  shards: "BIGINT",
  each_shard: "JSON",
};

/** Writes `run.json` into `folder`, atomically. What its publisher said there before stays. */
export async function writeRunFile(folder: string, run: RunFile): Promise<void> {
  const publisher = (await readRunFile(folder))?.publisher;
  const whole = publisher === undefined ? run : { ...run, publisher };
  await writeWhole(`${folder}/run.json`, jsonOf(whole, 2) + "\n");
}

/** More than any run needs, and as much as DuckDB is told to read. */
const mostBytes = 67_108_864;

/** The text of a run file. Throws where there is none; a pipe is never waited for. */
export async function textIn(folder: string): Promise<string> {
  const path = `${folder}/run.json`;
  const { isFile, size } = await Deno.stat(path);
  if (!isFile) throw new Error("is no file");
  if (size > mostBytes) throw new Error(`is longer than ${mostBytes} bytes`);
  return await readText(path);
}

/** Reads the `run.json` of a folder; null where there is none, or none that is whole. */
export async function readRunFile(folder: string): Promise<RunFile | null> {
  try {
    return JSON.parse(await textIn(folder)) as RunFile;
  } catch {
    return null; // the process ended before it wrote one
  }
}

/** SELECT of view `runs` from these files: one row each. Times with another zone become UTC. */
export function runsSql(files: string[]): string {
  const shown = Object.entries({ ...runColumns, ...publisherColumns });
  const nothing = shown.map(([name, type]) => `NULL::${type} AS ${name}`);
  if (!files.length) return `SELECT ${nothing.join(", ")} WHERE false`;
  const read = Object.entries({ ...runColumns, publisher: "JSON" }).map(([name, type]) =>
    `${name}: ${quote(type.replace("TIMESTAMP", "VARCHAR"))}`
  );
  const utc = (x: string) =>
    `CASE WHEN regexp_matches(${x}, '([zZ]|[+-]\\d\\d(:?\\d\\d)?)$') AND length(${x}) > 10 ` +
    `THEN make_timestamp(epoch_us(${x}::TIMESTAMPTZ)) ELSE ${x}::TIMESTAMP END`;
  const cast = [
    ...["started_at", "ended_at"].map((name) => `${utc(name)} AS ${name}`),
    `list_transform(resumed_at, t -> ${utc("t")}) AS resumed_at`,
  ];
  const columns = `{${read.join(", ")}}`;
  return withPublisher(
    `SELECT * REPLACE (${cast.join(", ")}) FROM ${
      jsonFiles(files, columns, `maximum_object_size = ${mostBytes}`)
    }`,
  );
}
