/** The rows of runs that have no file of their own, from the site's store, which the browser's DuckDB asks. */
import { pageRowLimit } from "../components/files.js";
import type { Ask, Client } from "../rows/client.js";
import { asking } from "../rows/client.js";
import { quote } from "../rows/request_sql.js";
import type { Row } from "../rows/systems.js";

/** Opens the store; only a page that must ask it loads DuckDB. */
export type OpenStore = () => Promise<Client>;

interface Stored {
  run_id: string;
  /** Of measured requests: of more than a page holds a sample is read. */
  rows: number;
}

/** A column as files of rows give it: times to the microsecond, integers as numbers. */
const cast = ({ column_name: name, column_type: type }: Record<string, unknown>): string =>
  type === "TIMESTAMP"
    ? `strftime(${name}, '%Y-%m-%dT%H:%M:%S.%fZ') AS ${name}`
    : type === "BIGINT"
    ? `${name}::DOUBLE AS ${name}`
    : String(name);

/** What a store of so many requests leaves out. */
const lists = { chunk_at_s: null, chunk_chars: null, inter_chunk_s: null };
const key = "run_id, provider, model, request_index, attempt";
const order = "ORDER BY provider, model, coalesce(block, 0), request_index, attempt";

/** The rows of each of these runs, in the order of its file. */
export async function storeRows(ask: Ask, runs: Stored[]): Promise<Row[][]> {
  const columns = (await ask("DESCRIBE requests")).map(cast).join(", ");
  const rowsOf = (which: string, more = "") =>
    ask(`SELECT ${columns}${more} FROM (SELECT * FROM requests WHERE ${which}) ${order}`);
  const large = runs.filter(({ rows }) => rows > pageRowLimit);
  const small = runs.filter((run) => !large.includes(run)).map(({ run_id }) => quote(run_id));
  const found = small.length ? [await rowsOf(`run_id IN (${small})`)] : [];
  for (const { run_id, rows } of large) {
    const measured = `run_id = ${quote(run_id)} AND phase = 'measured'`;
    const sample = `${measured} ORDER BY hash(${key}) LIMIT ${pageRowLimit}`;
    found.push(await rowsOf(sample, `, ${rows}::DOUBLE AS sampled_from`));
  }
  const byRun = Map.groupBy(found.flat(), (row) => row.run_id as string);
  return runs.map(({ run_id }) =>
    (byRun.get(run_id) ?? []).map((row) => ({ ...lists, ...row } as unknown as Row))
  );
}

/** The same, where the store must be opened first. */
export async function rowsInStore(open: OpenStore, runs: Stored[]): Promise<Row[][]> {
  const connection = await (await open())._db.connect();
  return await storeRows(asking(connection), runs);
}
