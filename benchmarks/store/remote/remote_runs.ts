/**
 * Runs whose rows stay in a bucket: what is small was brought here, of each file of rows the footer is read, and of its
 * columns what a statement asks for. A file whose footer leaves anything open is brought here whole.
 */
import type { BucketAccess } from "../../places/access.ts";
import type { PlaceFile } from "../../places/place.ts";
import { parseJson } from "../../providers/read/json.ts";
import { redact } from "../../record/redact.ts";
import { checkFolders } from "../door/checked.ts";
import type { Checked } from "../door/door.ts";
import type { Shape } from "../door/shape.ts";
import { type Database, openDuckdb } from "../duckdb.ts";
import { loadExtensions } from "../extensions/load.ts";
import { changeCache, readCache } from "../own_cache.ts";
import { runOf } from "../door/run_of.ts";
import { findRuns, type FoundRuns } from "../run_folders.ts";
import { type Judged, readFooter } from "./footer.ts";
import { tellKeys } from "./secret.ts";

/** A store in a bucket, of which `folder` holds what is small. */
export interface RemoteStore {
  access: BucketAccess;
  /** Absolute, without links. */
  folder: string;
  /** Files that were not brought into it. */
  left: PlaceFile[];
  /** Brings some of them after all. */
  bring(paths: ReadonlySet<string>): Promise<void>;
}

/** Whether a file is left where it is: it holds the rows of one run, and nothing else does. */
export const isLeft = ({ path }: PlaceFile): boolean => /(^|\/)requests\.parquet$/.test(path);

/** So many footers are asked for at once: a bucket is far away, and each takes some exchanges. */
const readers = 8;
const cacheName = "footers";
/** More are not remembered; the oldest go first. */
const most = 20_000;

/** What a footer said of the rows of a run. */
interface Footer {
  address: string;
  run_id: string;
  rows: number;
  shape: Shape;
}

/** By server and address: which file it was, and what its footer said. */
type Known = Record<string, { stamp: string; footer: Footer }>;

/** The address that DuckDB reads; null where its name means something else to it. */
const addressOf = ({ access }: RemoteStore, { path }: PlaceFile): string | null =>
  /[*?[\]#%+]/.test(path) ? null : `${access.url}/${path}`;

/** What a database needs to read the store. */
export const reachOf =
  ({ access }: Pick<RemoteStore, "access">) => async (db: Database): Promise<void> => {
    await loadExtensions(db, ["httpfs"]);
    await tellKeys(db, access);
  };

/** What is found of a store. */
export interface FoundRemote extends FoundRuns {
  /** How many of its runs are read where they are. */
  there: number;
  /** Files that had to be brought here, and why. */
  brought: { path: string; why: string }[];
}

/** Finds the runs of a remote store, as `findRuns` does. Throws `NoExtension` without httpfs. */
export async function findRemote(store: RemoteStore): Promise<FoundRemote> {
  const reach = reachOf(store);
  const left = new Map(store.left.map((file) => [`${store.folder}/${file.path}`, file]));
  const rowsOf = (folder: string) => left.get(`${folder}/requests.parquet`);
  const footers = await judgeAll(store, reach);
  const found: Pick<FoundRemote, "there" | "brought"> = { there: 0, brought: [] };
  const check = async (places: string[]): Promise<Checked[]> => {
    const verdicts = new Map<string, Checked>();
    for (const place of places) {
      const path = rowsOf(place)?.path;
      const judged = path === undefined ? undefined : footers.get(path);
      const checked = judged && "address" in judged ? await checkedBy(place, judged) : null;
      if (checked) verdicts.set(place, checked);
      else if (path !== undefined) {
        const why = judged && "open" in judged ? judged.open : "its run.json says something else";
        found.brought.push({ path, why });
      }
    }
    found.there = verdicts.size;
    if (found.brought.length) await store.bring(new Set(found.brought.map(({ path }) => path)));
    const others = places.filter((place) => !verdicts.has(place));
    (await checkFolders(others)).forEach((checked, i) => verdicts.set(others[i], checked));
    return places.map((place) => verdicts.get(place)!);
  };
  const at = (folder: string) => rowsOf(folder)?.path ?? null;
  return { ...await findRuns(store.folder, store.folder, { at, check, reach }), ...found };
}

/** The verdict on a run by the footer of its rows; null where all of it must be looked at. */
async function checkedBy(place: string, footer: Footer): Promise<Checked | null> {
  const { address, run_id, rows, shape } = footer;
  const { id, fault } = await runOf(place);
  if (fault || id !== run_id) return null;
  const run = parseJson(await Deno.readTextFile(`${place}/run.json`)) as { reported?: unknown };
  if (!rows && !run.reported) return null;
  const at = { file: address, shared: false };
  return { run_id, rows, shape, at, fault: null };
}

/** Reads every footer that is not known yet: what each says, or what it leaves open, by path. */
async function judgeAll(store: RemoteStore, reach: (db: Database) => Promise<void>) {
  const known = await readCache<Known>(cacheName) ?? {};
  const found = new Map<string, Footer | { open: string }>();
  const fresh: Known = {};
  const open = store.left.values();
  const read = async () => {
    const db = await openDuckdb();
    try {
      await reach(db);
      for (const file of open) {
        const address = addressOf(store, file);
        const folder = `${store.folder}/${file.path}`.replace(/\/[^/]*$/, "");
        const { id: run_id, fault } = await runOf(folder);
        if (address === null || fault) {
          found.set(file.path, { open: fault ?? "DuckDB cannot ask for a file of its name" });
          continue;
        }
        const key = `${store.access.endpoint ?? ""} ${address}`;
        const old = known[key];
        if (old?.stamp === file.stamp && old.footer.run_id === run_id) {
          found.set(file.path, old.footer);
          continue;
        }
        const judged: Judged = await readFooter(db, address, file.bytes, run_id)
          .catch((error) => ({ open: wordsOf(error, store.access) }));
        if ("open" in judged) {
          found.set(file.path, judged);
          continue;
        }
        const footer = { address, run_id, ...judged };
        found.set(file.path, footer);
        fresh[key] = { stamp: file.stamp, footer };
      }
    } finally {
      db.close();
    }
  };
  await Promise.all(Array.from({ length: Math.min(readers, store.left.length) }, read));
  if (Object.keys(fresh).length) await remember(fresh);
  return found;
}

/** DuckDB's first line, without the keys. */
const wordsOf = (error: Error, { keys }: BucketAccess) =>
  redact(error.message.split("\n")[0], [keys.secret, keys.session]);

const remember = (fresh: Known): Promise<void> =>
  changeCache<Known>(cacheName, (found) => {
    const old = Object.entries(found ?? {}).filter(([key]) => !(key in fresh));
    return Object.fromEntries([...old, ...Object.entries(fresh)].slice(-most));
  });
