/** The store's door: a run folder is read whole, once, and what would not fit behind it is named. */
import { columnNames, record } from "../record/record.ts";
import { array, isObject, parseJson } from "../providers/read/json.ts";
import { isPlainFile } from "../files/own_file.ts";
import { rowsIn, type RowsPlace, rowsPlace } from "./compact/rows_place.ts";
import { type Database, type JsonValue, quote } from "./duckdb.ts";
import { anyFault, countFaults, saidOf, shapeFaults, valueFaults } from "./row_checks.ts";
import { runOf, runsSql } from "./run_file.ts";
import { columnsOf, type FoundShape, identifier, type Shape, shapeOf } from "./shape.ts";
import { mostTextBytes, parquetFault } from "./whole_parquet.ts";

/** What the door found: the run, and why it may not be shown, where it may not. */
export interface Checked {
  run_id: string | null;
  rows: number;
  /** How its columns are read; null where they cannot be. Columns that are as the record has them are left out. */
  shape: Shape | null;
  /** Where they are; null where it has none. */
  at: RowsPlace | null;
  fault: string | null;
}

/** Reads a run folder through. Never throws for what is in it. */
export async function checkFolder(db: Database, folder: string): Promise<Checked> {
  const at = await rowsPlace(folder);
  const refused = (fault: string): Checked => ({ run_id: null, rows: 0, shape: null, at, fault });
  for (const path of [`${folder}/run.json`, at?.file ?? `${folder}/requests.parquet`]) {
    if (!await isPlainFile(path)) return refused(`its ${path.split("/").at(-1)} is a link`);
  }
  const { id, fault } = await runOf(folder);
  if (fault) return refused(fault);
  const { file } = at!;
  let part = "run.json";
  try {
    const run = await readRun(db, `${folder}/run.json`);
    if (run?.run_id !== id) return refused("its run.json names several runs");
    part = "requests.parquet";
    const broken = await parquetFault(db, file);
    if (broken) return refused(`its requests.parquet ${broken}`);
    const { shape, odd, missing } = await shapeOf(db, file);
    if (missing.length) return refused(`its requests have no column ${missing.join(", ")}`);
    const rows = await scan(db, at!, shape, odd, id, judgedOf(run.targets));
    if ("fault" in rows) return refused(rows.fault);
    // A run of statistics alone is one that another harness reported.
    const empty = rows.n === 0 && run.reported === null ? "it has no requests" : null;
    const soft = run.invalid ? null : empty ?? rows.soft;
    return { run_id: id, rows: rows.n, shape, at, fault: rows.hard ?? soft };
  } catch (error) {
    const words = (error as Error).message.split("\n")[0].replaceAll(folder, "…");
    return refused(`its ${part} cannot be read: ${words.replace(/\.$/, "").slice(0, 240)}`);
  }
}

async function readRun(db: Database, path: string) {
  const { rows } = await db.query(`SELECT * FROM (${runsSql([path])})`);
  return rows.length === 1 ? rows[0] : null;
}

/** Condition over rows whose numbers must be right: not those of a target that the run itself calls invalid. */
function judgedOf(targets: JsonValue): string {
  const invalid = array(parseJson(String(targets))).filter(isObject)
    .filter((target) => typeof target.invalid === "string");
  const names = [
    ...new Set(
      invalid.map(({ provider, model }) => `(${quote(String(provider))}, ${quote(String(model))})`),
    ),
  ];
  return names.length ? `(provider, model) NOT IN (${names.join(", ")})` : "true";
}

type Scanned = { fault: string } | { n: number; hard: string | null; soft: string | null };

const textNames = columnNames.filter((name) => record[name].type === "VARCHAR");
/** Of a text its length is enough, for which no letter of it is looked at: one may stand in a million rows. */
const looked = columnNames.map((name) => textNames.includes(name) ? `strlen(${name})` : name);
const keySql = ["provider", "model", "phase"].map((name) => `left(${name}, 1000)`).join(", ");

/** Every value of every column is read: a page of the file that is broken shows here, and nowhere later. */
async function scan(
  db: Database,
  at: RowsPlace,
  shape: Shape,
  odd: FoundShape["odd"],
  id: string,
  judged: string,
): Promise<Scanned> {
  const columns = columnsOf(shape);
  const casts = columns.filter((c) => c.lost !== null);
  const source = `(SELECT *, ${judged} AS "judged" FROM (SELECT ${
    [
      ...columns.map(({ name, sql }) => `${sql} AS ${name}`),
      ...casts.map(({ name, lost }) => `(${lost}) AS "lost ${name}"`),
      ...odd.map(([name, own]) => `${identifier(own.name)} AS "odd ${name}"`),
    ].join(", ")
  } FROM ${rowsIn(at, id)}))`;
  const wrong = [
    ...casts.map(({ name }) => `"lost ${name}"`),
    ...odd.map(([name]) => `"odd ${name}" IS NOT NULL`),
    anyFault(shapeFaults),
    `${anyFault(valueFaults)} AND "judged"`,
  ];
  const { rows: [found] } = await db.query(`SELECT count(*) AS n,
    bit_xor(hash(${looked.join(", ")})) IS NULL AS nothing,
    sum(${
    textNames.map((name) => `coalesce(strlen(${name}), 0)`).join(" + ")
  })::DOUBLE AS text_bytes,
    count(DISTINCT hash(${keySql}, request_index, attempt)) AS keys,
    count(*) FILTER (run_id <> ${quote(id)}) AS others,
    count(*) FILTER (${wrong.map((sql) => `(${sql})`).join(" OR ")}) AS wrong FROM ${source}`);
  // What is wrong is asked only of a file in which something is: as many counts take DuckDB as long as the rest.
  const { rows: [counts = {}] } = found.wrong === 0 ? { rows: [] } : await db.query(`SELECT ${
    [
      ...casts.map(({ name }) => `count(*) FILTER ("lost ${name}") AS "lost ${name}"`),
      ...odd.map(([name]) => `count("odd ${name}") AS "odd ${name}"`),
      countFaults(shapeFaults),
      countFaults(valueFaults, '"judged"'),
    ].join(", ")
  } FROM ${source}`);
  const faults = [
    ...odd.filter(([name]) => counts[`odd ${name}`]).map(([name, own]) =>
      `its column ${name} holds ${own.type.slice(0, 40)} instead of ${record[name].type}`
    ),
    ...casts.filter(({ name }) => counts[`lost ${name}`]).map(({ name }) =>
      record[name].type === "TIMESTAMP"
        ? `its column ${name} holds times that are none between 1970 and 2200`
        : `its column ${name} holds values that are no ${record[name].type}`
    ),
  ];
  if (faults.length) return { fault: faults.join(", ") };
  if (Number(found.text_bytes) > mostTextBytes((await Deno.stat(at.file)).size)) {
    return { fault: `its texts unpack to ${found.text_bytes} bytes` };
  }
  const n = found.n as number;
  const rows = (many: number, what: string) => `${many} ${many === 1 ? "row" : "rows"} ${what}`;
  const hard = saidOf(shapeFaults, counts) ??
    (found.others ? rows(found.others as number, `of another run than ${id}`) : null) ??
    (found.keys === n ? null : rows(n - (found.keys as number), "more than it has attempts"));
  return { n, hard, soft: saidOf(valueFaults, counts) };
}
