/** The store's door: a run folder is read whole, once, and what would not fit behind it is named. */
import { array, isObject, parseJson } from "../../providers/read/json.ts";
import { isPlainFile } from "../../files/own_file.ts";
import { type RowsPlace, rowsPlace } from "../compact/rows_place.ts";
import { type Database, type JsonValue, quote } from "../duckdb.ts";
import { runsSql } from "../run_file.ts";
import { brokenWords } from "./broken_words.ts";
import { type FileFacts, fileFacts } from "./file_facts.ts";
import { scanRows } from "./row_scan.ts";
import { runOf } from "./run_of.ts";
import type { Shape } from "./shape.ts";

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

/**
 * Reads a run folder through. Never throws for what is in it. `factsOf` gives what is known of the file of its rows,
 * by a caller who checks more runs of it.
 */
export async function checkFolder(
  db: Database,
  folder: string,
  factsOf: (file: string) => Promise<FileFacts> = (file) => fileFacts(db, file),
): Promise<Checked> {
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
    const { fault: broken, found, counted } = await factsOf(file);
    if (broken) return refused(`its requests.parquet ${broken}`);
    const { shape, missing } = found;
    if (missing.length) return refused(`its requests have no column ${missing.join(", ")}`);
    const judged = judgedOf(run.targets);
    const rows = await scanRows(db, at!, found, id, judged, counted?.get(id));
    if ("fault" in rows) return refused(rows.fault);
    // A run of statistics alone is one that another harness reported.
    const empty = rows.n === 0 && run.reported === null ? "it has no requests" : null;
    const soft = run.invalid ? null : empty ?? rows.soft;
    return { run_id: id, rows: rows.n, shape, at, fault: rows.hard ?? soft };
  } catch (error) {
    return refused(`its ${part} ${brokenWords(error)}`);
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
