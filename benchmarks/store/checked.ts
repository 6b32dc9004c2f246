/** Verdicts of the store's door, kept from one command to the next: a store of many runs is read through once. */
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { writeWhole } from "../files/own_file.ts";
import { record } from "../record/record.ts";
import { rowsPlace } from "./compact/rows_place.ts";
import { type Checked, checkFolder } from "./door.ts";
import { type Database, openDuckdb } from "./duckdb.ts";

/** In this checkout, never in a store that is looked at: what a stranger wrote is not believed. */
const cacheFile = fileURLToPath(new URL("../../data/.store/checked.json", import.meta.url));
/** More than that many folders are not remembered; the oldest go first. */
const most = 10_000;

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
  const cache = await readCache();
  const fresh: Cache["folders"] = {};
  const found: Checked[] = [];
  const left = places.entries();
  let checked = 0;
  const read = async () => {
    let db: Database | null = null;
    try {
      for (const [i, place] of left) {
        const files = await stampOf(place);
        const known = cache.folders[place];
        if (known?.files === files) found[i] = known.checked;
        else {
          db ??= await openDuckdb();
          found[i] = await checkFolder(db, place);
          // A file that was written meanwhile is read again.
          if (await stampOf(place) === files) fresh[place] = { files, checked: found[i] };
          if (++checked % readAtOnce === 0) await remember(fresh);
        }
      }
    } finally {
      db?.close();
    }
  };
  const readers = Math.min(navigator.hardwareConcurrency, mostReaders);
  await Promise.all(Array.from({ length: readers }, read));
  if (Object.keys(fresh).length) await remember(fresh);
  return found;
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
  const stamps = await Promise.all([rows, `${folder}/run.json`].map(async (path) => {
    const file = await Deno.lstat(path).catch(() => null); // taken away meanwhile
    if (!file) return "none";
    return [
      path.slice(path.lastIndexOf("/")),
      file.size,
      file.mtime?.getTime(),
      file.ctime?.getTime(),
      file.ino,
    ].join(" ");
  }));
  return stamps.join(", ");
}

async function readCache(): Promise<Cache> {
  const checks = await checksNow();
  const cache = await Deno.readTextFile(cacheFile).then(JSON.parse).catch(() => null);
  return cache?.checks === checks ? cache : { checks, folders: {} };
}

let checks: string | null = null;

/** Changes whenever the record or a check does. */
async function checksNow(): Promise<string> {
  if (checks) return checks;
  const hash = createHash("sha256").update(JSON.stringify(record));
  const parts = [
    "door",
    "shape",
    "whole_parquet",
    "column_fit",
    "row_checks",
    "run_file",
    "publisher",
    "duckdb",
    "compact/rows_place",
  ];
  for (const file of parts.map((name) => `${name}.ts`)) {
    hash.update(await Deno.readTextFile(new URL(file, import.meta.url)));
  }
  return checks = hash.digest("hex");
}

// Others may remember theirs meanwhile: each has its turn. Where nothing can be written, all is read again next time.
async function remember(fresh: Cache["folders"]): Promise<void> {
  try {
    await Deno.mkdir(cacheFile.slice(0, cacheFile.lastIndexOf("/")), { recursive: true });
    using turn = await Deno.open(`${cacheFile}.turn`, { create: true, write: true });
    await turn.lock(true);
    const cache = await readCache();
    const old = Object.entries(cache.folders).filter(([place]) => !(place in fresh));
    const all = [...old, ...Object.entries(fresh)].slice(-most);
    await writeWhole(cacheFile, JSON.stringify({ ...cache, folders: Object.fromEntries(all) }));
  } catch { /* a checkout that may only be read */ }
}
