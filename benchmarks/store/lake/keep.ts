/** Brings a catalogue up to what a store holds now. */
import { type Database, quote } from "../duckdb.ts";
import type { Run } from "../run_folders.ts";
import { readText } from "../../files/text_file.ts";
import { changeLake, type Reach, tableStatements } from "./lake.ts";
import type { LakeName } from "./lake_name.ts";

/** A store of which a catalogue is kept. */
export interface KeptStore {
  /** Its folder as an absolute path, or its address: what its files begin with. */
  root: string;
  /** Runs that may be shown. */
  runs: Run[];
  /** Texts of files that choose what its boards show, by name. */
  settings: Record<string, string>;
  /** Whether these are all of its runs: others of it are then gone. */
  whole: boolean;
  reach?: Reach;
}

/** What was changed, by run. */
export interface KeptChange {
  added: string[];
  /** Runs whose run.json says something else than before. */
  renewed: string[];
  /** Runs that the store no longer has; what the catalogue said of them before stays said. */
  gone: string[];
  /** Runs whose rows table `requests` does not show: their columns are not the record's own. */
  not_in_requests: string[];
}

interface KeptRun {
  run_id: string;
  file: string;
  rows: number;
  run_json: string;
}

/** Table `requests` takes the file of these rows as it is. */
const isOwn = ({ shape }: Run): boolean => Object.values(shape).every((own) => own === null);

/** Changes the catalogue, which is made where there is none; null where it says all of this already. */
export async function keepStore(name: LakeName, store: KeptStore): Promise<KeptChange | null> {
  const now: KeptRun[] = await Promise.all(store.runs.map(async ({ run_id, at, rows, place }) => ({
    run_id,
    file: at.file,
    rows,
    run_json: await readText(`${place}/run.json`),
  })));
  const files = `${store.root}/.store/catalogue/`;
  return await changeLake(name, files, store.reach, async (db) => {
    const { rows } = await db.query(
      `SELECT run_id, file, rows, run_json FROM lake.runs WHERE store = ${quote(store.root)}`,
    );
    const before = rows as unknown as KeptRun[];
    const change = await changeRuns(db, store, before, now);
    const moved = await keepRows(db, store, before);
    const set = await keepSettings(db, store);
    const n = [...change.added, ...change.renewed, ...change.gone].length;
    if (!n && !moved && !set) return null;
    const message = `${change.added.length} added, ${change.renewed.length} renewed, ` +
      `${change.gone.length} gone`;
    return { message, done: change };
  });
}

/** Compares what was there with what is, and writes table `runs`. */
async function changeRuns(
  db: Database,
  store: KeptStore,
  was: KeptRun[],
  now: KeptRun[],
): Promise<KeptChange> {
  const before = new Map(was.map((run) => [run.run_id, run]));
  const added = now.filter(({ run_id }) => !before.has(run_id));
  const changed = now.filter((run) => {
    const old = before.get(run.run_id);
    return old && (old.run_json !== run.run_json || old.file !== run.file);
  });
  const here = new Set(now.map(({ run_id }) => run_id));
  const gone = store.whole ? [...before.keys()].filter((id) => !here.has(id)) : [];
  const old = [...changed.map(({ run_id }) => run_id), ...gone];
  if (old.length) {
    await db.run(`DELETE FROM lake.runs WHERE store = ${quote(store.root)}
      AND run_id IN (${old.map(quote).join(", ")})`);
  }
  const fresh = [...added, ...changed];
  if (fresh.length) {
    const values = fresh.map(({ run_id, file, rows, run_json }) =>
      `(${quote(store.root)}, ${quote(run_id)}, ${quote(file)}, ${rows}, ${quote(run_json)})`
    );
    await db.run(`INSERT INTO lake.runs VALUES ${values.join(", ")}`);
  }
  return {
    added: added.map(({ run_id }) => run_id),
    renewed: changed.map(({ run_id }) => run_id),
    gone,
    not_in_requests: store.runs.filter((run) => !isOwn(run)).map(({ run_id }) => run_id),
  };
}

/** Table `requests` over the files that the store has now; says whether any of them is another. */
async function keepRows(db: Database, store: KeptStore, before: KeptRun[]): Promise<boolean> {
  const { rows } = await db.query("SELECT data_file FROM ducklake_list_files('lake', 'requests')");
  const named = new Set(rows.map(({ data_file }) => String(data_file)));
  const wanted = new Set(store.runs.filter(isOwn).map(({ at }) => at.file));
  const ours = new Set(before.map(({ file }) => file));
  const left = [...named].filter((file) => store.whole && ours.has(file) && !wanted.has(file));
  const fresh = [...wanted].filter((file) => !named.has(file));
  if (left.length) {
    // A row is deleted by reading its file, which may be gone: the table is made anew over what is there.
    await db.run("DROP TABLE lake.requests");
    await db.run(tableStatements[0]);
    fresh.push(...[...named].filter((file) => !left.includes(file)));
  }
  for (const file of fresh) await db.run(addFileSql(file));
  return left.length + fresh.length > 0;
}

/** The statement by which a file of the store becomes part of table `requests`. */
export const addFileSql = (file: string): string =>
  `CALL ducklake_add_data_files('lake', 'requests', ${quote(file)},
    allow_missing => true, ignore_extra_columns => true, hive_partitioning => false)`;

async function keepSettings(db: Database, { root, settings, whole }: KeptStore): Promise<boolean> {
  if (!whole) return false;
  const { rows } = await db.query(
    `SELECT name, text FROM lake.settings WHERE store = ${quote(root)} ORDER BY name`,
  );
  const now = Object.entries(settings).sort(([a], [b]) => a < b ? -1 : 1)
    .map(([name, text]) => ({ name, text }));
  if (JSON.stringify(rows) === JSON.stringify(now)) return false;
  await db.run(`DELETE FROM lake.settings WHERE store = ${quote(root)}`);
  for (const { name, text } of now) {
    await db.run(
      `INSERT INTO lake.settings VALUES (${quote(root)}, ${quote(name)}, ${quote(text)})`,
    );
  }
  return true;
}
