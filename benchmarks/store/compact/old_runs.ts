/** Which runs of a store are moved into files of a month, and why others stay as they are. */
import { basename, dirname } from "node:path";
import { isPlainFile } from "../../files/own_file.ts";
import { columnNames } from "../../record/record.ts";
import { type Database, openDuckdb, parquetFiles } from "../duckdb.ts";
import { journalPath } from "../journal/journal.ts";
import { isHeld } from "../journal/writer_lock.ts";
import { readRunFile } from "../run_file.ts";
import { findRuns, type Run } from "../run_folders.ts";
import type { Month } from "./compact.ts";

/** A run that stays as it is, and why. */
export interface Stays {
  run_id: string;
  why: string;
}

/** The runs of a folder that began before a day (`2026-03-01`, UTC), by month, and those of them that stay. */
export async function oldRuns(
  runsFolder: string,
  before: string,
): Promise<{ months: Month[]; stay: Stays[]; newer: number; moved: number }> {
  const root = await Deno.realPath(runsFolder).catch(() => runsFolder);
  const { runs } = await findRuns(runsFolder, runsFolder);
  const [stay, old]: [Stays[], (Run & { month: string })[]] = [[], []];
  let [newer, moved] = [0, 0];
  const db = await openDuckdb();
  try {
    for (const run of runs) {
      if (run.at.shared) {
        moved++;
        continue;
      }
      const file = await readRunFile(run.place);
      const began = file?.started_at ?? file?.ended_at ?? null;
      const month = began === null ? null : new Date(began).toISOString();
      if (month !== null && month >= before) newer++;
      else {
        const why = month === null
          ? "it does not say when it was"
          : await whyNot(db, root, run, file?.invalid ?? null);
        if (why) stay.push({ run_id: run.run_id, why });
        else old.push({ ...run, month: month!.slice(0, 7) });
      }
    }
  } finally {
    db.close();
  }
  const months = [...Map.groupBy(old, ({ month }) => month)].sort(([a], [b]) => a < b ? -1 : 1);
  return { months: months.map(([month, runs]) => ({ month, runs })), stay, newer, moved };
}

async function whyNot(
  db: Database,
  root: string,
  { place, at, rows: n }: Run,
  invalid: string | null,
): Promise<string | null> {
  if (dirname(place) !== root) return `it lies deeper than ${basename(root)}`;
  if (await isHeld(place) || await isPlainFile(journalPath(place))) return "it is being made";
  // Each such reason begins so: the rest of its plan may come yet.
  if (invalid?.startsWith("interrupted: ")) {
    return "it was interrupted, and can be gone on with";
  }
  if (n === 0) return "it has no rows";
  const { rows } = await db.query(`DESCRIBE SELECT * FROM ${parquetFiles([at.file])}`);
  const foreign = rows.map((row) => String(row.column_name))
    .filter((name) => !columnNames.includes(name as never));
  return foreign.length ? `it has columns of its own: ${foreign.slice(0, 3).join(", ")}` : null;
}
