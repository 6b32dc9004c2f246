/** Reads every value of every row of runs, and counts what would not fit behind the door. */
import { columnNames, record } from "../../record/record.ts";
import { rowsIn, type RowsPlace } from "../compact/rows_place.ts";
import { type Database, type JsonValue, parquetFiles, quote } from "../duckdb.ts";
import { anyFault, countFaults, saidOf, shapeFaults, valueFaults } from "../row_checks.ts";
import { columnsOf, type FoundShape, identifier } from "./shape.ts";
import { mostTextBytes } from "./whole_parquet.ts";

/** What rows of a run come to. */
export interface Counted {
  n: number;
  text_bytes: number;
  /** Different attempts. */
  keys: number;
  /** Rows that say another run. */
  others: number;
  /** Rows in which anything is wrong. */
  wrong: number;
}

const textNames = columnNames.filter((name) => record[name].type === "VARCHAR");
/** Of a text its length is enough, for which no letter of it is looked at: one may stand in a million rows. */
const looked = columnNames.map((name) => textNames.includes(name) ? `strlen(${name})` : name);
const keySql = ["provider", "model", "phase"].map((name) => `left(${name}, 1000)`).join(", ");

/** The rows of `from` as the record has them, and of each value whether it would be lost. */
function sourceSql(from: string, { shape, odd }: FoundShape, judged: string): string {
  const columns = columnsOf(shape);
  return `(SELECT *, ${judged} AS "judged" FROM (SELECT ${
    [
      ...columns.map(({ name, sql }) => `${sql} AS ${name}`),
      ...columns.filter((c) => c.lost !== null)
        .map(({ name, lost }) => `(${lost}) AS "lost ${name}"`),
      ...odd.map(([name, own]) => `${identifier(own.name)} AS "odd ${name}"`),
    ].join(", ")
  } FROM ${from}))`;
}

/** Aggregates over such rows. A page of the file that is broken shows here, and nowhere later. */
function countsSql({ shape, odd }: FoundShape, id: string): string {
  const wrong = [
    ...columnsOf(shape).filter((c) => c.lost !== null).map(({ name }) => `"lost ${name}"`),
    ...odd.map(([name]) => `"odd ${name}" IS NOT NULL`),
    anyFault(shapeFaults),
    `${anyFault(valueFaults)} AND "judged"`,
  ];
  return `count(*) AS n,
    bit_xor(hash(${looked.join(", ")})) IS NULL AS nothing,
    sum(${textNames.map((name) => `coalesce(strlen(${name}), 0)`).join(" + ")})::DOUBLE
      AS text_bytes,
    count(DISTINCT hash(${keySql}, request_index, attempt)) AS keys,
    count(*) FILTER (run_id <> ${id}) AS others,
    count(*) FILTER (${wrong.map((sql) => `(${sql})`).join(" OR ")}) AS wrong`;
}

/** Counts the rows of these runs (`ids`, sorted) in a file that they share, by run; one that has none is not there. */
export async function countShared(
  db: Database,
  file: string,
  found: FoundShape,
  ids: string[],
): Promise<Map<string, Counted>> {
  // The bounds let DuckDB pass over row groups of other runs.
  const from = `(SELECT * FROM ${parquetFiles([file])}
    WHERE run_id IN (${ids.map(quote).join(", ")})
      AND run_id BETWEEN ${quote(ids[0])} AND ${quote(ids.at(-1)!)})`;
  const { rows } = await db.query(`SELECT run_id, ${countsSql(found, "run_id")}
    FROM ${sourceSql(from, found, "true")} GROUP BY run_id`);
  return new Map(rows.map(({ run_id, ...counted }) => [
    String(run_id),
    counted as unknown as Counted,
  ]));
}

/** How many rows a run has, and what is wrong with them: `fault` closes the run, `hard` and `soft` may be bearable. */
export type Scanned = { fault: string } | { n: number; hard: string | null; soft: string | null };

/**
 * What the rows of a run say. `judged` is a condition on those whose numbers must be right; `counted` is what they come
 * to, where that is known already.
 */
export async function scanRows(
  db: Database,
  at: RowsPlace,
  found: FoundShape,
  id: string,
  judged: string,
  counted?: Counted,
): Promise<Scanned> {
  const source = sourceSql(rowsIn(at, id), found, judged);
  const { n, text_bytes, keys, others, wrong } = counted ??
    (await db.query(`SELECT ${countsSql(found, quote(id))} FROM ${source}`))
      .rows[0] as unknown as Counted;
  // What is wrong is asked only of a file in which something is: as many counts take DuckDB as long as the rest.
  const { rows: [counts = {}] } = wrong === 0 ? { rows: [] } : await db.query(`SELECT ${
    [
      lostCounts(found),
      countFaults(shapeFaults),
      countFaults(valueFaults, '"judged"'),
    ].filter(Boolean).join(", ")
  } FROM ${source}`);
  const faults = lostFaults(found, counts);
  if (faults.length) return { fault: faults.join(", ") };
  if (Number(text_bytes) > mostTextBytes((await Deno.stat(at.file)).size)) {
    return { fault: `its texts unpack to ${text_bytes} bytes` };
  }
  const rows = (many: number, what: string) => `${many} ${many === 1 ? "row" : "rows"} ${what}`;
  const hard = saidOf(shapeFaults, counts) ??
    (others ? rows(others, `of another run than ${id}`) : null) ??
    (keys === n ? null : rows(n - keys, "more than it has attempts"));
  return { n, hard, soft: saidOf(valueFaults, counts) };
}

/** What the record could not keep of the columns of these files, all of one shape, as in `its column x holds …`. */
export async function lossesIn(
  db: Database,
  files: string[],
  found: FoundShape,
): Promise<string[]> {
  const casts = columnsOf(found.shape).filter((c) => c.lost !== null);
  if (!casts.length && !found.odd.length) return [];
  const { rows: [counts] } = await db.query(`SELECT ${lostCounts(found)}
    FROM ${sourceSql(parquetFiles(files), found, "true")}`);
  return lostFaults(found, counts);
}

/** How many values of each column would be lost. */
const lostCounts = ({ shape, odd }: FoundShape): string =>
  [
    ...columnsOf(shape).filter((c) => c.lost !== null)
      .map(({ name }) => `count(*) FILTER ("lost ${name}") AS "lost ${name}"`),
    ...odd.map(([name]) => `count("odd ${name}") AS "odd ${name}"`),
  ].join(", ");

function lostFaults({ shape, odd }: FoundShape, counts: Record<string, JsonValue>): string[] {
  const lost = columnsOf(shape).filter(({ name }) => counts[`lost ${name}`]);
  return [
    ...odd.filter(([name]) => counts[`odd ${name}`]).map(([name, own]) =>
      `its column ${name} holds ${own.type.slice(0, 40)} instead of ${record[name].type}`
    ),
    ...lost.map(({ name }) =>
      record[name].type === "TIMESTAMP"
        ? `its column ${name} holds times that are none between 1970 and 2200`
        : `its column ${name} holds values that are no ${record[name].type}`
    ),
  ];
}
