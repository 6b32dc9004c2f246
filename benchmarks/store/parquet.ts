/** Rows to Parquet, written beside its target and renamed into place. */
import { type Dropped, fitRow } from "../record/fit_row.ts";
import { columnNames, record, type Row } from "../record/record.ts";
import { isPlainFile, openNew, partialOf } from "../files/own_file.ts";
import { type Database, jsonLines, parquetFiles, quote } from "./duckdb.ts";
import { giveBack, giveBackOf } from "../wire/health/give_back.ts";
import { LineBlock } from "../files/line_block.ts";
import { LineOrder } from "./journal/line_order.ts";
import { rowOrder } from "./journal/row_order.ts";

/** Column list that casts to the record's types and lets nothing else through. */
export const recordColumns = columnNames.map((name) => `${name}::${record[name].type} AS ${name}`)
  .join(", ");
const recordTypes = Object.fromEntries(columnNames.map((name) => [name, record[name].type]));

/** After so many rows their garbage is collected: nothing is timed any more, and what is left would pile up. */
const collectedRows = 4096;

/** How rows of one file relate to each other, where a run was gone on with. */
export interface Merge {
  /** Columns that identify a row: of several with the same key one is kept. */
  key: string[];
  /** Condition of rows that give way to another of the same key. */
  worst: string;
}

/** So many rows are held in memory until they are written; fewer would make the file a third longer. */
export const rowGroupRows = 8192;

/**
 * Writes rows as Parquet at `path`, by their start, atomically: through a JSON lines file beside it and one COPY. With
 * `merge`, rows of a file that is there already are kept. A value that its column cannot hold is null in the file.
 * Without such rows, what is held in memory does not grow with their number.
 *
 * @returns how many rows lost a value, by column
 */
export async function writeParquet(
  db: Database,
  rows: Iterable<Row> | AsyncIterable<Row>,
  path: string,
  merge?: Merge,
): Promise<Dropped> {
  const unsorted = partialOf(`${path}.lines`);
  const jsonl = partialOf(`${path}.jsonl`);
  const partial = partialOf(path);
  try {
    const { dropped, longest, twice } = await writeOrdered(rows, unsorted, jsonl);
    giveBackOf((await Deno.stat(jsonl)).size); // of the writing, before DuckDB takes its own
    const source = `SELECT ${recordColumns} FROM ${jsonLines(jsonl, recordTypes, longest)}`;
    const alone = !merge || (!twice && !await isPlainFile(path));
    const query = alone ? source : await merged(db, source, path, merge);
    // Several threads would each hold rows of their own.
    await db.run("SET threads = 1");
    await db.run(
      `COPY (${query}) TO ${
        quote(partial)
      } (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE ${rowGroupRows})`,
    );
    await Deno.rename(partial, path);
    return dropped;
  } finally {
    await db.run("RESET threads");
    for (const left of [unsorted, jsonl, partial]) await Deno.remove(left).catch(() => {});
  }
}

/** Writes rows as lines of `jsonl`, by their start; `unsorted` is gone again when it resolves. */
async function writeOrdered(
  rows: Iterable<Row> | AsyncIterable<Row>,
  unsorted: string,
  jsonl: string,
): Promise<{ dropped: Dropped; longest: number; twice: boolean }> {
  const order = new LineOrder();
  const dropped = await writeLines(unsorted, rows, order);
  await order.copy(unsorted, jsonl);
  await Deno.remove(unsorted);
  return { dropped, longest: order.longest, twice: order.twice };
}

async function writeLines(
  path: string,
  rows: Iterable<Row> | AsyncIterable<Row>,
  order: LineOrder,
): Promise<Dropped> {
  using file = await openNew(path);
  const lines = new LineBlock(file);
  const all: Dropped = {};
  let n = 0;
  for await (const given of rows) {
    if (++n % collectedRows === 0) giveBack();
    const { row, dropped } = fitRow(given);
    for (const name of dropped) all[name] = (all[name] ?? 0) + 1;
    order.add(row, lines.add(JSON.stringify(row) + "\n"));
  }
  lines.flush();
  return all;
}

async function merged(db: Database, source: string, path: string, merge: Merge): Promise<string> {
  const key = merge.key.join(", ");
  const there = await isPlainFile(path);
  const all = there
    ? `SELECT *, 0 AS newer FROM ${
      parquetFiles([path])
    } UNION ALL BY NAME SELECT *, 1 AS newer FROM (${source})`
    : `SELECT *, 0 AS newer FROM (${source})`;
  const { rows: [{ twice }] } = await db.query(
    `SELECT count(*) <> count(DISTINCT hash(${key})) AS twice FROM (${all})`,
  );
  const one = twice
    ? ` QUALIFY row_number() OVER (PARTITION BY ${key} ORDER BY ${merge.worst}, newer DESC) = 1`
    : "";
  return `SELECT * EXCLUDE (newer) FROM (${all})${one}
    ORDER BY ${rowOrder}`;
}
