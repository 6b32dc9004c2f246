/** What a store held at a moment before, by its catalogue. */
import { type Database, quote } from "../duckdb.ts";
import type { BrokenRun, FoundRuns, Run } from "../run_folders.ts";
import { type Reach, readLake } from "./lake.ts";
import type { LakeName } from "./lake_name.ts";

/** A moment in the life of a catalogue. */
export interface Snapshot {
  snapshot: number;
  /** ISO 8601, UTC. */
  time: string;
  /** What was changed, in words. */
  message: string | null;
}

/** What a catalogue said of a store at a snapshot. */
export interface Said {
  snapshot: Snapshot;
  runs: { run_id: string; run_json: string }[];
  settings: Record<string, string>;
  /** Other stores that the catalogue knew then. */
  others: string[];
}

/** All snapshots, the oldest first. Those that made the catalogue's tables say nothing and are left out. */
export async function snapshotsIn(db: Database): Promise<Snapshot[]> {
  const { rows } = await db.query(
    `SELECT snapshot_id AS snapshot, make_timestamp(epoch_us(snapshot_time)) AS time,
      commit_message AS message FROM ducklake_snapshots('lake')
    WHERE commit_message IS NOT NULL ORDER BY snapshot_id`,
  );
  return rows as unknown as Snapshot[];
}

/** All snapshots of a catalogue. */
export const snapshotsOf = (name: LakeName, reach?: Reach): Promise<Snapshot[]> =>
  readLake(name, reach, snapshotsIn);

/** The last moment that a person's words mean: a day is over when it ends. Null where they are no time. */
export function lastMomentOf(text: string): string | null {
  const day = /^\d{4}-\d\d-\d\d$/.test(text);
  const zoned = /(z|[+-]\d\d:?\d\d)$/i.test(text);
  const whole = day ? `${text}T23:59:59.999999Z` : zoned ? text : `${text}Z`;
  if (!/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?/.test(text)) return null;
  return Number.isNaN(Date.parse(whole)) ? null : whole.replace(" ", "T");
}

/**
 * What the catalogue said of the store `root` at the moment `asOf`, as `lastMomentOf` gives it; null: what it says now.
 * Null where it did not say anything yet.
 */
export function saidOf(
  name: LakeName,
  root: string,
  asOf: string | null,
  reach?: Reach,
): Promise<Said | null> {
  return readLake(name, reach, async (db) => {
    const all = await snapshotsIn(db);
    const { rows: [{ last }] } = await db.query(
      `SELECT max(snapshot_id) AS last FROM ducklake_snapshots('lake') WHERE ${
        asOf === null ? "true" : `epoch_us(snapshot_time) <= epoch_us(${quote(asOf)}::TIMESTAMPTZ)`
      }`,
    );
    const snapshot = all.findLast((one) => last !== null && one.snapshot <= Number(last));
    if (!snapshot) return null;
    const then = `AT (VERSION => ${snapshot.snapshot})`;
    const { rows } = await db.query(
      `SELECT store, run_id, run_json FROM lake.runs ${then} ORDER BY store, run_id`,
    );
    const { rows: settings } = await db.query(
      `SELECT name, text FROM lake.settings ${then} WHERE store = ${quote(root)}`,
    );
    return {
      snapshot,
      runs: rows.filter(({ store }) => store === root) as unknown as Said["runs"],
      settings: Object.fromEntries(settings.map(({ name, text }) => [name, String(text)])),
      others: [...new Set(rows.map(({ store }) => String(store)))].filter((one) => one !== root),
    };
  });
}

/**
 * The runs of a store as they were: of those that it has still the rows, with what their files said then, which is
 * written into `folder`; the others are named.
 */
export async function runsThen(said: Said, now: FoundRuns, folder: string): Promise<FoundRuns> {
  const there = new Map(now.runs.map((run) => [run.run_id, run]));
  const runs: Run[] = [];
  const broken: BrokenRun[] = [];
  for (const [i, { run_id, run_json }] of said.runs.entries()) {
    const run = there.get(run_id);
    if (!run) {
      const reason = "it was in the store then, and its rows no longer are";
      broken.push({ folder: run_id, reason });
      continue;
    }
    const runFile = `${folder}/${i}.json`;
    await Deno.writeTextFile(runFile, run_json, { createNew: true });
    runs.push({ ...run, runFile });
  }
  for (const [name, text] of Object.entries(said.settings)) {
    await Deno.writeTextFile(`${folder}/${name}`, text, { createNew: true });
  }
  return { ...now, runs, folders: runs.map((run) => run.folder), broken };
}
