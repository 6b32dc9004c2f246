/** An analyst's own files beside the runs: `data/needs.csv` is table `needs`. */
import { csvFile, type Database, parquetFiles } from "./duckdb.ts";
import { pricesFile } from "./reference/prices.ts";
import { dataFolder } from "./views.ts";

const kinds: Record<string, (path: string) => string> = {
  csv: csvFile,
  parquet: (path) => parquetFiles([path]),
};
const ownFile = /^([^.].*)\.(csv|parquet)$/i;

/** Files of `folder` that are tables, sorted; none where there is no such folder. */
export async function ownFiles(folder = dataFolder()): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const { name, isFile } of Deno.readDir(folder)) {
      if (isFile && ownFile.test(name)) names.push(name);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return names.sort();
}

/** Variable by which a build of the site tells its programs which own files pages name, as a JSON array. */
const published = "TOKENBOARD_PUBLISHED";

/** From now on the programs that this process starts show no other own files than these. */
export const publishOnly = (files: string[]): void =>
  Deno.env.set(published, JSON.stringify(files));

/** What a program behind a page may show: the named files on a built site, all on the live one. */
export async function shownFiles(): Promise<string[]> {
  const named: string[] | null = JSON.parse(Deno.env.get(published) || "null");
  return (await ownFiles()).filter((file) => named?.includes(file) ?? true);
}

/**
 * Adds a view for each such file to an open store; `files` are those of the folder that are meant.
 * Returns which are left out, and why: those that cannot be read, and those whose name the store or
 * another file has.
 */
export async function addOwnTables(
  db: Database,
  files?: string[],
  folder = dataFolder(),
): Promise<string[]> {
  const { rows } = await db.query("SELECT lower(view_name) AS name FROM duckdb_views()");
  const taken = new Set(rows.map(({ name }) => name));
  const left: string[] = [];
  for (const file of files ?? await ownFiles(folder)) {
    if (file === pricesFile) continue; // the store itself has read it, line by line
    const [, name, kind] = ownFile.exec(file)!;
    const why = taken.has(name.toLowerCase()) ? `there is another table ${name}` : await db.run(
      `CREATE VIEW "${name.replaceAll('"', '""')}" AS FROM ${
        kinds[kind.toLowerCase()](`${folder}/${file}`)
      }`,
    ).then(() => null, (error: Error) => error.message.split("\n")[0]);
    if (why === null) taken.add(name.toLowerCase());
    else left.push(`${folder}/${file} is no table: ${why}`);
  }
  return left;
}

/** Writes the file that option `--file` of this process names, without its ending, to standard output. */
export async function printOwnFile(kind: "csv" | "parquet"): Promise<void> {
  const option = Deno.args.find((a) => a.startsWith("--file="))?.slice("--file=".length);
  const name = `${option}.${kind}`;
  // Only a name of the folder's own list: it leads nowhere else.
  if (!(await ownFiles()).includes(name)) {
    throw new Error(
      `There is no ${dataFolder()}/${name}; a file of that name there would be found`,
    );
  }
  await (await Deno.open(`${dataFolder()}/${name}`)).readable.pipeTo(Deno.stdout.writable);
}
