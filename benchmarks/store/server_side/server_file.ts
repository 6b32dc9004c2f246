/** `server.parquet` of a run folder: how the servers of its targets were, second by second. */
import { isPlainFile, openNew, partialOf } from "../../files/own_file.ts";
import type { ServerRow } from "../../server_side/scraper.ts";
import { type StateName, stateNames } from "../../server_side/vocabulary.ts";
import { type Database, jsonFiles, openDuckdb, parquetFiles, quote } from "../duckdb.ts";
import { brokenWords } from "../door/broken_words.ts";
import { cutTornLine, lineFile } from "../journal/jsonl.ts";

const types = {
  run_id: "VARCHAR",
  provider: "VARCHAR",
  model: "VARCHAR",
  seen_at: "TIMESTAMP",
  scrape_s: "DOUBLE",
  engine: "VARCHAR",
  ...Object.fromEntries(stateNames.map((name) => [name, "DOUBLE"])) as Record<StateName, "DOUBLE">,
  error: "VARCHAR",
};

const linesPath = (folder: string) => `${folder}/server.jsonl`;
export const serverPath = (folder: string): string => `${folder}/server.parquet`;

/** Where rows are kept while a run goes on. */
export interface ServerLines {
  append(row: ServerRow): void;
  close(): Promise<void>;
}

/** Opens the lines of a run folder; of a run that is gone on with they are added to. */
export async function openServerLines(folder: string, run_id: string): Promise<ServerLines> {
  await cutTornLine(linesPath(folder));
  const file = lineFile(Deno.openSync(linesPath(folder), { create: true, append: true }));
  return {
    append: ({ provider, model, at, scrape_s, engine, state, error }) =>
      file.append({ run_id, provider, model, seen_at: at, scrape_s, engine, ...state, error }),
    close: () => file.close(),
  };
}

/** The lines become Parquet, after what an earlier part of the run left; nothing where there are none. */
export async function sealServer(folder: string): Promise<void> {
  const lines = linesPath(folder);
  if (!await isPlainFile(lines)) return;
  const path = serverPath(folder);
  const partial = partialOf(path);
  const columns = Object.entries(types).map(([name, type]) => `${name}: '${type}'`).join(", ");
  const before = await isPlainFile(path) ? `SELECT * FROM ${parquetFiles([path])} UNION ALL ` : "";
  const db = await openDuckdb();
  try {
    await (await openNew(partial)).close();
    await db.run(
      `COPY (FROM (${before}SELECT * FROM ${
        jsonFiles([lines], `{${columns}}`, "format = 'newline_delimited'")
      }) ORDER BY seen_at, provider, model) TO ${quote(partial)} (FORMAT parquet)`,
    );
    await Deno.rename(partial, path);
  } finally {
    db.close();
    await Deno.remove(partial).catch(() => {});
  }
  await Deno.remove(lines);
}

/**
 * View `server` over those of these runs that have such a file. It may be a stranger's: what it says of other runs is
 * passed over, and one that cannot be read is named and left out.
 */
export async function createServerView(
  db: Pick<Database, "run" | "query">,
  runs: { place: string; run_id: string }[],
): Promise<void> {
  const columns = Object.entries(types);
  const nothing = columns.map(([name, type]) => `NULL::${type} AS ${name}`);
  const wanted = columns.map(([name, type]) => `${name}::${type} AS ${name}`);
  const rows = [`SELECT ${nothing.join(", ")} WHERE false`];
  for (const { place, run_id } of runs) {
    const file = serverPath(place);
    if (!await isPlainFile(file)) continue;
    const own = `SELECT ${wanted.join(", ")} FROM ${parquetFiles([file])} WHERE run_id = ${
      quote(run_id)
    }`;
    try {
      await db.query(`SELECT bit_xor(hash(t)) FROM (${own}) t`);
      rows.push(own);
    } catch (error) {
      console.error(`${file} is left out of view server: it ${brokenWords(error)}.`);
    }
  }
  await db.run(`CREATE VIEW server AS ${rows.join(" UNION ALL ")}`);
}
