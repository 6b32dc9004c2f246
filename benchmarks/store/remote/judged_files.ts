/** Files of rows in a bucket, each judged by its footer, and remembered until it changes. */
import { createHash } from "node:crypto";
import type { BucketAccess } from "../../places/access.ts";
import type { PlaceFile } from "../../places/place.ts";
import { record } from "../../record/record.ts";
import { redact } from "../../record/redact.ts";
import { sharedName } from "../compact/rows_place.ts";
import { runOf } from "../door/run_of.ts";
import type { Shape } from "../door/shape.ts";
import { type Database, openDuckdb, parquetFiles } from "../duckdb.ts";
import { changeCache, readCache } from "../own_cache.ts";
import { readFooter } from "./footer.ts";

/** What was found of a file of rows. */
export interface Footer {
  /** Where DuckDB reads it. */
  address: string;
  /** How many rows of which run. */
  runs: Record<string, number>;
  /** Whether it is one that runs share. */
  shared: boolean;
  shape: Shape;
}

const sharedFile = new RegExp(`(^|/)${sharedName}/[\\w-]+\\.parquet$`);

/** Whether a file is left where it is: it holds rows of runs, and nothing else does. */
export const isLeft = ({ path }: PlaceFile): boolean =>
  /(^|\/)requests(-[0-9a-f]{16})?\.parquet$/.test(path) || sharedFile.test(path);

/** So many footers are asked for at once: a bucket is far away, and each takes some exchanges. */
const readers = 8;
const cacheName = "footers";
/** More are not remembered; the oldest go first. */
const most = 20_000;

/** By server, address and checks: which file it was, and what was found of it. */
type Known = Record<string, { stamp: string; footer: Footer }>;

/** Judges files of the store whose small files are in `folder`: what was found, or what is left open, by path. */
export async function judgeFiles(
  { access, folder, left }: { access: BucketAccess; folder: string; left: PlaceFile[] },
  reach: (db: Database) => Promise<void>,
): Promise<Map<string, Footer | { open: string }>> {
  const known = await readCache<Known>(cacheName) ?? {};
  const checks = await checksNow();
  const found = new Map<string, Footer | { open: string }>();
  const fresh: Known = {};
  const todo = left.values();
  const read = async () => {
    const db = await openDuckdb();
    try {
      await reach(db);
      for (const file of todo) {
        const address = `${access.url}/${file.path}`;
        const key = `${access.endpoint ?? ""} ${address} ${checks}`;
        const old = known[key];
        const judged = old?.stamp === file.stamp ? old.footer : await judge(db, address, {
          bytes: file.bytes,
          folder: sharedFile.test(file.path) ? null : folderOf(`${folder}/${file.path}`),
        }).catch((error) => ({ open: wordsOf(error, access) }));
        found.set(file.path, judged);
        if (!("open" in judged)) fresh[key] = { stamp: file.stamp, footer: judged };
      }
    } finally {
      db.close();
    }
  };
  await Promise.all(Array.from({ length: Math.min(readers, left.length) }, read));
  if (Object.keys(fresh).some((key) => known[key]?.stamp !== fresh[key].stamp)) {
    await remember(fresh);
  }
  return found;
}

const folderOf = (path: string) => path.replace(/\/[^/]*$/, "");

/** Judges one file: that of the run in `folder`, or one that runs share, of which the column of their names is read. */
async function judge(
  db: Database,
  address: string,
  { bytes, folder }: { bytes: number; folder: string | null },
): Promise<Footer | { open: string }> {
  if (/[*?[\]#%+]/.test(address)) return { open: "its name means several to DuckDB" };
  if (folder !== null) {
    const { id, fault } = await runOf(folder);
    if (fault) return { open: fault };
    const judged = await readFooter(db, address, bytes, id);
    if ("open" in judged) return judged;
    return { address, runs: { [id]: judged.rows }, shared: false, shape: judged.shape };
  }
  const judged = await readFooter(db, address, bytes, null);
  if ("open" in judged) return judged;
  const { rows } = await db.query(
    `SELECT run_id, count(*) AS n FROM ${parquetFiles([address])} GROUP BY run_id`,
  );
  const runs = Object.fromEntries(rows.map(({ run_id, n }) => [String(run_id), Number(n)]));
  return { address, runs, shared: true, shape: judged.shape };
}

/** DuckDB's first line, without the keys. */
const wordsOf = (error: Error, { keys }: BucketAccess) =>
  redact(error.message.split("\n")[0], [keys.secret, keys.session]);

/** Changes whenever the record or what is asked of a footer does. */
async function checksNow(): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(record));
  for (const file of ["footer.ts", "judged_files.ts", "../door/shape.ts", "../row_checks.ts"]) {
    hash.update(await Deno.readTextFile(new URL(file, import.meta.url)));
  }
  return hash.digest("hex").slice(0, 16);
}

const remember = (fresh: Known): Promise<void> =>
  changeCache<Known>(cacheName, (found) => {
    const old = Object.entries(found ?? {}).filter(([key]) => !(key in fresh));
    return Object.fromEntries([...old, ...Object.entries(fresh)].slice(-most));
  });
