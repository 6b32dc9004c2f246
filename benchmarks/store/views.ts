/** Views `requests` and `runs` over the run folders, and the views of what a leaderboard may show. */
import { columnNames, record } from "../record/record.ts";
import { derivedMetrics } from "../metrics/metrics.ts";
import { type Database, openDuckdb, quote } from "./duckdb.ts";
import { runColumns } from "./run_file.ts";
import { findRuns } from "./run_folders.ts";

/** Where runs are: a folder of run folders, or of folders of run folders. `TOKENBOARD_DATA` overrides `data`. */
export const dataFolder = (): string => Deno.env.get("TOKENBOARD_DATA") || "data";
/** Where new runs go by default. */
export const runsFolder = (): string => `${dataFolder()}/runs`;

/**
 * Opens the store over `folder` in memory: views `requests`, `runs` and `latest`. A run that cannot be read is
 * left out (`findRuns` says which and why).
 */
export async function openStore(folder = dataFolder()): Promise<Database> {
  return await openRuns(await runFolders(folder));
}

/** The same views over the given run folders alone. */
export async function openRuns(found: string[]): Promise<Database> {
  const db = await openDuckdb();
  await createViews(
    db,
    found.map((f) => `${f}/requests.parquet`),
    found.map((f) => `${f}/run.json`),
  );
  return db;
}

/** Makes `FOLDER/tokenboard.duckdb` anew: only views, so any tool opened in the checkout sees the same tables. */
export async function writeViewsFile(folder = dataFolder()): Promise<void> {
  const found = await runFolders(folder);
  const path = `${folder}/tokenboard.duckdb`;
  const partial = `${path}.${Deno.pid}.tmp`;
  const db = await openDuckdb(partial);
  try {
    await createViews(
      db,
      found.map((f) => `${f}/requests.parquet`),
      found.map((f) => `${f}/run.json`),
    );
  } finally {
    db.close();
  }
  await Deno.rename(partial, path);
  await Deno.remove(`${partial}.wal`).catch(() => {});
}

/** Folders of finished runs that can be read, at depth one and two, sorted. */
export const runFolders = async (folder: string): Promise<string[]> =>
  (await findRuns(folder)).folders;

const list = (paths: string[]) => `[${paths.map(quote).join(", ")}]`;

async function createViews(db: Database, parquet: string[], runs: string[]): Promise<void> {
  const nothing = columnNames.map((name) => `NULL::${record[name].type} AS ${name}`).join(", ");
  const source = parquet.length
    // Files of older versions lack newer columns: they are there all the same, as nulls.
    ? `SELECT ${nothing} WHERE false UNION ALL BY NAME SELECT * FROM read_parquet(${
      list(parquet)
    }, union_by_name = true)`
    : `SELECT ${nothing} WHERE false`;
  // Nothing that was observed is infinite or no number: in a file of another's making that is not known.
  const finite = columnNames.filter((name) => record[name].type === "DOUBLE")
    .map((name) => `CASE WHEN isfinite(${name}) THEN ${name} END AS ${name}`).join(", ");
  const derived = derivedMetrics.map((m) => `${m.sql} AS ${m.name}`).join(", ");
  await db.run(
    `CREATE VIEW requests AS SELECT *, ${derived} FROM (SELECT * REPLACE (${finite}) FROM (${source}))`,
  );
  const typed = Object.entries(runColumns).map(([name, type]) => `${name}: ${quote(type)}`).join(
    ", ",
  );
  await db.run(
    runs.length
      ? `CREATE VIEW runs AS SELECT * FROM read_json(${
        list(runs)
      }, columns = {${typed}}, maximum_object_size = 67108864)`
      : `CREATE VIEW runs AS SELECT ${
        Object.entries(runColumns).map(([n, t]) => `NULL::${t} AS ${n}`).join(", ")
      } WHERE false`,
  );
  // The latest valid run of each target: which run a leaderboard row comes from.
  await db.run(`CREATE VIEW latest AS
    WITH targets AS (
      SELECT r.run_id, r.workload_hash, q.provider, q.model, q.location, any_value(q.simulated) AS simulated,
        any_value(r.selection) AS selection, max(coalesce(r.started_at, r.ended_at)) AS ran_at
      FROM runs r JOIN requests q USING (run_id) WHERE r.invalid IS NULL GROUP BY ALL)
    SELECT * FROM targets QUALIFY row_number() OVER (PARTITION BY workload_hash, provider, model, location, simulated ORDER BY ran_at DESC, run_id DESC) = 1`);
}
