/** Whether parts are files of rows whose columns the record has: whoever else writes Parquet may have others. */
import type { Database } from "../../store/duckdb.ts";
import { lossesIn } from "../../store/door/row_scan.ts";
import { type PartsOfShape, shapesOf } from "./merge_rows.ts";

export interface FittingParts {
  shapes: PartsOfShape[];
  /** Which parts have no rows of a run, each a sentence; of several that are alike the first is named. */
  unfit: string[];
}

/** Looks at the columns of parts, of those that are not the record's own at the values, too. */
export async function fittingParts(db: Database, files: string[]): Promise<FittingParts> {
  let shapes: PartsOfShape[];
  try {
    shapes = await shapesOf(db, files);
  } catch (error) {
    const unfit = await unreadable(db, files);
    if (!unfit.length) throw error; // it is none of them
    return { shapes: [], unfit };
  }
  const unfit: string[] = [];
  for (const { found, files: some } of shapes) {
    const lacks = found.missing.length
      ? [`it has no column ${found.missing.join(", ")}`]
      : await lossesIn(db, some, found);
    if (lacks.length) unfit.push(`${partWords(some)} cannot be merged: ${lacks.join(", ")}.`);
  }
  return { shapes, unfit };
}

async function unreadable(db: Database, files: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const file of files) {
    const why = await shapesOf(db, [file]).then(() => null, () => "its columns cannot be read");
    if (why) found.push(`${partWords([file])} cannot be merged: ${why}.`);
  }
  return found;
}

/** Such as `part-0-x.parquet of shard 1, and 3 more like it,`. */
function partWords(files: string[]): string {
  const [, shard, name] = /shard=(\d+)\/([^/]+)$/.exec(files[0]) ?? [];
  const more = files.length - 1;
  return `${name} of shard ${shard}${more ? `, and ${more} more like it,` : ""}`;
}
