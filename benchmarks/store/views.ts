/** Views `requests` and `runs` over the run folders, and the views of what a leaderboard may show. */
import { columnNames, record } from "../record/record.ts";
import { derivedMetrics } from "../metrics/metrics.ts";
import { type Database, openDuckdb, parquetRows, quote } from "./duckdb.ts";
import { createChoice } from "./board/board_choice.ts";
import { type BoardChoice, readBoard } from "./board/board_file.ts";
import { leftOutSql } from "./board/board_rules.ts";
import { latestSql } from "./board/latest.ts";
import { heldFile, openHeld } from "./held_store.ts";
import { createReferences } from "./reference/reference.ts";
import { runsSql } from "./run_file.ts";
import { findRuns, type FoundRuns, type Run, runIn } from "./run_folders.ts";
import { anewWhereGone } from "./door/gone.ts";
import { rowsOf } from "./door/shape.ts";
import { sessionsSql } from "./sessions_view.ts";
import { createServerView } from "./server_side/server_file.ts";
import { nameWorkloads } from "./workload_names.ts";

/** Where runs are: a folder of run folders, or of folders of run folders. `TOKENBOARD_DATA` overrides `data`. */
export const dataFolder = (): string => Deno.env.get("TOKENBOARD_DATA") || "data";
/** Where new runs go by default. */
export const runsFolder = (): string => `${dataFolder()}/runs`;

/**
 * Opens the store over `folder` in memory: views `requests`, `runs` and `latest`, and those of what is not
 * measured (`reference/`). A run that cannot be read is left out (`findRuns` says which and why); who has found them
 * already gives them as `found`. Throws where the choice of its boards cannot be read.
 */
export async function openStore(folder = dataFolder(), found?: FoundRuns): Promise<Database> {
  const held = folder === dataFolder() && heldFile();
  if (!held) {
    return await anewWhereGone(async (look) => {
      const there = look === 0 && found ? found : await findRuns(folder);
      return (await openFolder(folder, there)).db;
    });
  }
  const db = await openHeld(held);
  await createReferences(db, folder);
  return db;
}

/** An open store, and the statements that make the same views over its files in another database. */
export interface OpenedFolder {
  db: Database;
  views: string[];
}

/** Opens the store over a folder whatever holds it; `boardFolder` has the choice of its boards, where another has. */
export async function openFolder(
  folder: string,
  { runs, reach }: FoundRuns,
  boardFolder = folder,
): Promise<OpenedFolder> {
  const choice = await readBoard(boardFolder);
  const opened = await openViews(runs, choice, reach);
  await createReferences(noting(opened), folder);
  return opened;
}

/** The database, whose statements are kept. */
const noting = ({ db, views }: OpenedFolder): Database => ({
  ...db,
  run: (sql) => (views.push(sql), db.run(sql)),
});

/** The measured views over the given run folders alone. Throws where one may not be shown, and says why. */
export async function openRuns(folders: string[]): Promise<Database> {
  return (await openViews(await Promise.all(folders.map((folder) => runIn(folder))))).db;
}

/** Does `work` while view `requests` of an open store has the rows of these runs alone: no other file is opened. */
export async function withRuns<T>(db: Database, runs: Run[], work: () => Promise<T>): Promise<T> {
  const { rows } = await requestsSql(runs, db, false);
  // A temporary view is found before the store's own.
  await db.run(`CREATE TEMP VIEW requests AS ${measuredSql(rows)}`);
  try {
    return await work();
  } finally {
    await db.run("DROP VIEW temp.requests");
  }
}

/** The same over one folder whatever its rows say, for those who judge them. */
export async function openUnjudged(folder: string): Promise<Database> {
  return (await openViews([await runIn(folder, true)])).db;
}

async function openViews(
  runs: Run[],
  choice: BoardChoice = {},
  reach?: FoundRuns["reach"],
): Promise<OpenedFolder> {
  const db = await openDuckdb();
  await reach?.(db);
  // Of a thousand files the ends take as long to read as what is asked of them; one that changed is read again.
  await db.run("SET parquet_metadata_cache = true");
  const { rows, heldRows } = await requestsSql(runs, db);
  const viewOf = (rows: string) => `CREATE VIEW requests AS ${measuredSql(rows)}`;
  await db.run(viewOf(heldRows ?? rows));
  const opened = { db, views: [viewOf(rows)] };
  await createViews(noting(opened), runs, choice);
  return opened;
}

/** Folders of finished runs that can be read, at depth one and two, sorted. */
export const runFolders = async (folder: string): Promise<string[]> =>
  (await findRuns(folder)).folders;

/** Files of more different shapes, with at most as many rows in all, are read into memory once. */
const [fewShapes, mostHeldRows] = [4, 50_000];

/**
 * The rows of all runs. Each file is read by the columns it was found to have; absolute paths, so that the views open
 * from any folder. Each query is planned for each shape anew, which takes longer than to read small files: those of
 * many shapes are held in `db`, where it may `hold` them, and are then read by `heldRows`.
 */
async function requestsSql(runs: Run[], db: Database, hold = true) {
  const nothing = columnNames.map((name) => `NULL::${record[name].type} AS ${name}`).join(", ");
  const alike = [
    ...Map.groupBy(runs, ({ shape, at }) => JSON.stringify([shape, at.shared && at.file])).values(),
  ];
  const whole = await wholeFiles(db, runs);
  const sqlOf = (own: Run[]) => {
    const { shape, at } = own[0];
    if (!at.shared) return rowsOf(shape, own.map((run) => run.at.file));
    const rows = rowsOf(shape, [at.file]);
    const ids = own.map(({ run_id }) => quote(run_id)).join();
    return whole.has(at.file) ? rows : `${rows} WHERE run_id IN (${ids})`;
  };
  const all = (parts: string[]) => [`SELECT ${nothing} WHERE false`, ...parts].join(" UNION ALL ");
  const [odd, plain] = [1, 0].map((is) =>
    alike.filter(([{ shape }]) => Math.sign(Object.keys(shape).length) === is)
  );
  const many = odd.flat().reduce((sum, run) => sum + run.rows, 0);
  const files = { rows: all(alike.map(sqlOf)), heldRows: null };
  if (!hold || odd.length <= fewShapes || many > mostHeldRows) return files;
  await db.run("CREATE SCHEMA shapes");
  await db.run(`CREATE TABLE shapes.requests AS ${all(odd.map(sqlOf))}`);
  return { ...files, heldRows: all([...plain.map(sqlOf), "SELECT * FROM shapes.requests"]) };
}

/** Those of the shared files in which these runs have all rows: their rows need not be looked through for a run. */
async function wholeFiles(db: Database, runs: Run[]): Promise<Set<string>> {
  const shared = Map.groupBy(runs.filter(({ at }) => at.shared), ({ at }) => at.file);
  if (!shared.size) return new Set();
  const { rows } = await db.query(
    `SELECT file_name, num_rows FROM ${parquetRows([...shared.keys()])}`,
  );
  const held = new Map(rows.map(({ file_name, num_rows }) => [file_name, Number(num_rows)]));
  const files = [...shared].filter(([file, own]) =>
    held.get(file) === own.reduce((sum, run) => sum + run.rows, 0)
  );
  return new Set(files.map(([file]) => file));
}

const measuredSql = (rows: string): string =>
  `SELECT *, ${derivedMetrics.map((m) => `${m.sql} AS ${m.name}`).join(", ")} FROM (${rows})`;

/** The views beside `requests`. */
async function createViews(db: Database, runs: Run[], choice: BoardChoice): Promise<void> {
  await db.run(
    `CREATE VIEW runs AS SELECT *, coalesce(json_extract_string(config, '$.kind'), 'speed') AS kind,
      ${leftOutSql(choice)} AS left_out
    FROM (${runsSql(runs.map(({ place, runFile }) => runFile ?? `${place}/run.json`))})`,
  );
  await db.run(sessionsSql);
  await createServerView(db, runs);
  // Targets that are no result of a run that is one for its others.
  await db.run(`CREATE VIEW invalid_targets AS
    SELECT run_id, t->>'$.provider' AS provider, t->>'$.model' AS model, min(t->>'$.invalid') AS why
    FROM (SELECT run_id, unnest(json_extract(targets, '$[*]')) AS t FROM runs)
    WHERE t->>'$.invalid' IS NOT NULL GROUP BY ALL`);
  // The latest valid run of each target: which run a leaderboard row comes from.
  await db.run(latestSql(choice));
  await createChoice(db, choice);
  await nameWorkloads(db);
}
