/** What is known of a file of rows before a run in it is looked at: of one that runs share, once for all of them. */
import type { Database } from "../duckdb.ts";
import { type Counted, countShared } from "./row_scan.ts";
import { type FoundShape, shapeOf } from "./shape.ts";
import { parquetFault } from "./whole_parquet.ts";

export interface FileFacts {
  /** What is wrong with it as a whole. */
  fault: string | null;
  found: FoundShape;
  /** What the rows of runs in it come to, by run; null where each run's are counted alone. */
  counted: Map<string, Counted> | null;
}

/** Fewer runs are each read alone: of the file's row groups those that it is in. */
const fewRuns = 4;
/** So many runs are counted at once: who counts ten million rows at once holds a key of each. */
const countedAtOnce = 50;

/** Looks at a file, and counts the rows of runs of which somebody will ask. Throws what DuckDB says of it. */
export async function fileFacts(
  db: Database,
  file: string,
  runs: string[] = [],
): Promise<FileFacts> {
  const fault = await parquetFault(db, file);
  const found = fault ? { shape: {}, odd: [], missing: [] } : await shapeOf(db, file);
  if (fault || found.missing.length || runs.length < fewRuns) {
    return { fault, found, counted: null };
  }
  return { fault, found, counted: await countAll(db, file, found, [...new Set(runs)].sort()) };
}

/** Null where any of it cannot be read: each run is then read alone, and a broken page closes those that it is of. */
async function countAll(db: Database, file: string, found: FoundShape, ids: string[]) {
  const counted = new Map<string, Counted>();
  try {
    for (let i = 0; i < ids.length; i += countedAtOnce) {
      const part = await countShared(db, file, found, ids.slice(i, i + countedAtOnce));
      for (const [id, of] of part) counted.set(id, of);
    }
    return counted;
  } catch {
    return null;
  }
}
