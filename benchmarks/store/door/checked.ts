/** Verdicts of the store's door, kept from one command to the next: a store of many runs is read through once. */
import { createHash } from "node:crypto";
import { record } from "../../record/record.ts";
import { rowsPlace } from "../compact/rows_place.ts";
import { runOf } from "./run_of.ts";
import { type Checked, checkFolder } from "./door.ts";
import { type FileFacts, fileFacts } from "./file_facts.ts";
import { type Database, openDuckdb } from "../duckdb.ts";
import { changeCache, fileStamp, readCache } from "../own_cache.ts";

const cacheName = "checked";
/** More than that many folders are not remembered; those go first that were longest not looked at. */
const most = 10_000;
/** At each change the oldest of them are looked for: what is known of a folder that is gone is of no use. */
const lookedFor = 50;

interface Cache {
  /** What decides besides the files: the checks themselves. */
  checks: string;
  /** By real path of the folder: what its files were then, and the verdict. */
  folders: Record<string, { files: string; checked: Checked }>;
}

/** So many folders are read beside each other at most: DuckDB reads a small file on one core. */
const mostReaders = 4;
/** After so many their verdicts are kept: who is stopped then does not begin anew. */
const readAtOnce = 200;

/** Reads folders through, each one once as long as its files stay the same; in order of `places` (real paths). */
export async function checkFolders(places: string[]): Promise<Checked[]> {
  const cache = await current(await readCache(cacheName));
  const fresh: Cache["folders"] = {};
  const found: Checked[] = [];
  const unknown: { i: number; place: string; files: string }[] = [];
  for (const [i, place] of places.entries()) {
    const files = await stampOf(place);
    const known = cache.folders[place];
    if (known?.files === files) found[i] = known.checked;
    else unknown.push({ i, place, files });
  }
  if (!unknown.length) return found;
  const factsOf = await factsOfShared(unknown.map(({ place }) => place));
  const left = unknown.values();
  let checked = 0;
  const read = async () => {
    const db = await openDuckdb();
    try {
      for (const { i, place, files } of left) {
        found[i] = await checkFolder(db, place, (file) => factsOf(db, file));
        // A file that was written meanwhile is read again.
        if (await stampOf(place) === files) fresh[place] = { files, checked: found[i] };
        if (++checked % readAtOnce === 0) await remember(fresh);
      }
    } finally {
      db.close();
    }
  };
  const readers = Math.min(navigator.hardwareConcurrency, mostReaders, unknown.length);
  await Promise.all(Array.from({ length: readers }, read));
  await remember(fresh);
  return found;
}

/** Facts of the files of these folders; of one that several of them share they are found out once. */
async function factsOfShared(places: string[]) {
  const runs = new Map<string, string[]>();
  for (const place of places) {
    const at = await rowsPlace(place);
    if (!at?.shared) continue;
    runs.set(at.file, [...runs.get(at.file) ?? [], (await runOf(place)).id]);
  }
  const known = new Map<string, Promise<FileFacts>>();
  return (db: Database, file: string): Promise<FileFacts> => {
    const own = runs.get(file);
    if (!own) return fileFacts(db, file);
    if (!known.has(file)) known.set(file, fileFacts(db, file, own));
    return known.get(file)!;
  };
}

/** A sound run that was moved within the store. */
type Moved = Pick<Checked, "rows"> & { place: string; run_id: string };

/** The verdict on sound runs whose rows were found again, each one, in another file: it need not be read through. */
export async function keepVerdicts(runs: Moved[]): Promise<void> {
  const fresh: Cache["folders"] = {};
  for (const { place, run_id, rows } of runs) {
    const at = await rowsPlace(place);
    // A shared file has the record's own columns.
    const checked = { run_id, rows, shape: {}, at, fault: null };
    fresh[place] = { files: await stampOf(place), checked };
  }
  await remember(fresh);
}

async function stampOf(folder: string): Promise<string> {
  const rows = (await rowsPlace(folder))?.file ?? `${folder}/requests.parquet`;
  const stamps = await Promise.all([rows, `${folder}/run.json`].map(fileStamp));
  return stamps.map((stamp) => stamp ?? "none").join(", ");
}

/** Verdicts of the checks as they are now. */
async function current(found: Cache | null): Promise<Cache> {
  const checks = await checksNow();
  return found?.checks === checks ? found : { checks, folders: {} };
}

let checks: string | null = null;

/** Changes whenever the record or a check does. */
async function checksNow(): Promise<string> {
  if (checks) return checks;
  const hash = createHash("sha256").update(JSON.stringify(record));
  const parts = [
    ...["door", "file_facts", "row_scan", "run_of", "shape", "whole_parquet", "column_fit"],
    ...["row_checks", "run_file", "publisher", "duckdb", "compact/rows_place"]
      .map((name) => `../${name}`),
  ];
  for (const file of parts.map((name) => `${name}.ts`)) {
    hash.update(await Deno.readTextFile(new URL(file, import.meta.url)));
  }
  return checks = hash.digest("hex");
}

const remember = (fresh: Cache["folders"]): Promise<void> =>
  changeCache<Cache>(cacheName, async (found) => {
    const { checks, folders } = await current(found);
    const old = Object.entries(folders).filter(([place]) => !(place in fresh));
    const oldest = await Promise.all(
      old.splice(0, lookedFor).map(async (entry) => await isThere(entry[0]) ? [entry] : []),
    );
    // Those that are there make room for the next to be looked for.
    const all = [...old, ...oldest.flat(), ...Object.entries(fresh)].slice(-most);
    return { checks, folders: Object.fromEntries(all) };
  });

const isThere = (place: string) => Deno.lstat(place).then(() => true, () => false);
