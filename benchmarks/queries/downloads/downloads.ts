/** Files of requests that a reader takes away, at addresses that stay: a run's, a board's, and all of them. */
import { boardId } from "../board_id.ts";
import { listColumns, pageRowLimit } from "../boards.ts";
import { hasOwnFile, wholeRowLimit } from "./own_file.ts";
import { type Database, quote } from "../../store/duckdb.ts";
import { isFileName } from "../../shared/file_name.ts";
import { asCellSql } from "../../shared/formula.ts";
import { tableCsv, tableNamed } from "../tables/tables.ts";

/**
 * CSV and JSON of a run are offered up to so many rows, and where the store has up to so many: above that Parquet
 * alone, for text takes ten times the room. Those of a board are offered up to what a page holds.
 */
export const textRowLimit = 10_000;
export const textStoreLimit = 20_000;

/** A file without its ending, and the rows it holds. */
export interface Download {
  /** Below the folder of downloads: `runs/RUN_ID`, `boards/BOARD`, `all/requests`. */
  path: string;
  rows: number;
  /** Whether it is offered as CSV and JSON, too. */
  text: boolean;
  /** Over view `requests` of the runs named in `runs`; every run, where it is null. */
  sql: string;
  runs: string[] | null;
}

const formats = {
  parquet: "FORMAT parquet, COMPRESSION snappy",
  csv: "FORMAT csv, HEADER",
  json: "FORMAT json, ARRAY true",
};
export type Format = keyof typeof formats;
/** Formats in which a download is offered. */
export const formatsOf = ({ text }: Pick<Download, "text">): Format[] =>
  text ? ["parquet", "csv", "json"] : ["parquet"];

/**
 * Rows in an order that is the same in every build; of very many, which would all have to be held, that of their
 * files.
 */
const inOrder = (sql: string, rows: number): string =>
  rows > textRowLimit
    ? sql
    : `SELECT * FROM (${sql}) ORDER BY provider, model, coalesce(block, 0), request_index, attempt`;
const runSql = (run_id: string) => `SELECT * FROM requests WHERE run_id = ${quote(run_id)}`;
/** A page holds so many rows; a run of more has a second file with a seeded sample of them. */
const sampleSql = (run_id: string) => {
  const name = "run_id, provider, model, request_index, attempt";
  const measured = `FROM requests WHERE run_id = ${quote(run_id)} AND phase = 'measured'`;
  return `SELECT *, (SELECT count(*) ${measured})::DOUBLE AS sampled_from ${measured}
    AND (${name}) IN (SELECT (${name}) ${measured} ORDER BY hash(${name}) LIMIT ${pageRowLimit})`;
};

interface Target {
  run_id: string;
  provider: string;
  model: string;
}

/** Boards of the latest valid runs, each with what stands on it. */
async function boardsOf(
  db: Database,
): Promise<{ board: string; rows: number; targets: Target[] }[]> {
  const { rows } = await db.query(
    `SELECT ${boardId("r")} AS board, count(*)::INT AS rows,
      list(DISTINCT {'run_id': r.run_id, 'provider': r.provider, 'model': r.model}) AS targets
    FROM requests r JOIN latest l ON l.run_id = r.run_id AND l.provider = r.provider AND l.model = r.model
      AND l.location IS NOT DISTINCT FROM r.location
    WHERE r.phase = 'measured' AND l.selection IS NULL GROUP BY board ORDER BY board`,
  );
  return rows as never;
}

// The board has the place in it, so that a run of two places has its own targets alone here.
const boardSql = (board: string, targets: Target[]) =>
  `SELECT r.* FROM requests r WHERE r.phase = 'measured' AND ${boardId("r")} = ${quote(board)}
    AND (r.run_id, r.provider, r.model) IN (${
    targets.map((t) => `(${[t.run_id, t.provider, t.model].map(quote).join(", ")})`).join(", ")
  })`;

/** Every file that a site offers, of a store that has those of all runs up to `limit` rows. */
export async function downloadsOf(db: Database, limit = wholeRowLimit): Promise<Download[]> {
  const { rows } = await db.query(
    `SELECT run_id, count(*)::INT AS rows, count(*) FILTER (phase = 'measured')::INT AS measured,
      ${hasOwnFile("run_id", limit)} AS filed
    FROM requests GROUP BY run_id ORDER BY run_id`,
  );
  const all = rows as { run_id: string; rows: number; measured: number; filed: boolean }[];
  const total = all.reduce((sum, run) => sum + run.rows, 0);
  const runs = all.filter(({ run_id, filed }) => filed && isFileName(run_id));
  return [
    ...runs.map(({ run_id, rows }) => ({
      path: `runs/${run_id}`,
      rows,
      text: rows <= textRowLimit && total <= textStoreLimit,
      sql: inOrder(runSql(run_id), rows),
      runs: [run_id],
    })),
    ...runs.filter(({ measured }) => measured > pageRowLimit).map(({ run_id }) => ({
      path: `runs/${run_id}.sample`,
      rows: pageRowLimit,
      text: false,
      sql: inOrder(sampleSql(run_id), pageRowLimit),
      runs: [run_id],
    })),
    ...(await boardsOf(db)).map(({ board, rows, targets }) => ({
      path: `boards/${board}`,
      rows,
      text: rows <= pageRowLimit,
      sql: inOrder(boardSql(board, targets), rows),
      runs: [...new Set(targets.map(({ run_id }) => run_id))],
    })),
    ...(total <= limit
      ? [{
        path: "all/requests",
        rows: total,
        text: total <= textRowLimit,
        sql: "SELECT * FROM requests",
        runs: null,
      }]
      : []),
  ];
}

/** Columns of a query whose cells are text, each kept from being a formula. */
async function cells(db: Database, sql: string): Promise<string> {
  const { rows } = await db.query(`DESCRIBE (${sql})`);
  const texts = rows.filter((row) => row.column_type === "VARCHAR")
    .map((row) => `"${row.column_name}"`);
  return texts.length ? ` REPLACE (${texts.map((x) => `${asCellSql(x)} AS ${x}`).join(", ")})` : "";
}

/** Writes a download to a file. CSV and JSON leave out the lists; in CSV no text is a formula. */
export async function writeDownload(
  db: Database,
  { sql }: Pick<Download, "sql">,
  format: Format,
  file: string,
): Promise<void> {
  const rows = format === "parquet"
    ? "*"
    : `* EXCLUDE (${listColumns})${format === "csv" ? await cells(db, sql) : ""}`;
  await db.run(`COPY (SELECT ${rows} FROM (${sql})) TO ${quote(file)} (${formats[format]})`);
}

/** Writes the download of that path to standard output; a page's table is CSV. */
export async function printDownload(db: Database, path: string, format: Format): Promise<void> {
  const [kind, name] = path.split("/");
  if (kind === "tables") {
    const csv = new TextEncoder().encode(await tableCsv(db, tableNamed(name)));
    return await new Blob([csv]).stream().pipeTo(Deno.stdout.writable);
  }
  const found = (await downloadsOf(db)).find((download) => download.path === path);
  if (!found) throw new Error(`The store has no run or board for ${path}.${format}`);
  const file = await Deno.makeTempFile();
  try {
    await writeDownload(db, found, format, file);
    await (await Deno.open(file)).readable.pipeTo(Deno.stdout.writable);
  } finally {
    await Deno.remove(file);
  }
}
