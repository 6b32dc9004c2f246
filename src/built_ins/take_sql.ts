/** The SQL of an answer goes with it to the table or chart that shows it, where the store gives the same answer. */
import { carriedKey } from "./take_data.js";

/** What is used of DuckDB's connections; tables of Arrow are anything to them. */
interface Asked {
  // deno-lint-ignore no-explicit-any
  query(...asked: any[]): Promise<any>;
  close(): Promise<void>;
}
interface Connection extends Asked {
  prepare(text: string): Promise<Asked>;
}

/** What is no placeholder though it may hold a question mark: texts, names, comments. */
const words = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[^]*?\*\/|\$(\w*)\$[^]*?\$\1\$|\?/g;

function literal(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  if (typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return `'${value}'::DOUBLE`;
    const text = Number.isInteger(value) ? String(value) : `${value}::DOUBLE`;
    return value < 0 ? `(${text})` : text;
  }
  const text = value instanceof Date ? value.toISOString() : value;
  if (typeof text !== "string") throw new Error("no literal");
  return `'${text.replaceAll("'", "''")}'`;
}

/** The text with its parameters as literals; null where they cannot stand there. */
export function withValues(text: string, values: unknown[]): string | null {
  let used = 0;
  try {
    const whole = text.replace(words, (word) => word === "?" ? literal(values[used++]) : word);
    return used === values.length ? whole : null;
  } catch {
    return null;
  }
}

const question =
  /^(?:\s|--[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*(?:select|from|with|values|pivot|unpivot)\b/i;
/** Files, and databases as only a page's cells call them. */
const elsewhere = /\b(?:from|join)\s+'|\b(?:read_\w+|\w+_scan)\s*\(|\b(?:memory|store)\s*\./i;

/** Whether the store alone answers it, as `/explore` and `deno task sql` would ask it. */
async function ofStore(connection: Connection, text: string): Promise<boolean> {
  if (!question.test(text) || elsewhere.test(text)) return false;
  const made = await connection.query(`SELECT table_name AS name FROM duckdb_tables()
    WHERE database_name = 'memory' UNION SELECT view_name FROM duckdb_views()
    WHERE NOT internal AND database_name = 'memory'`);
  const named = text.toLowerCase();
  for (const { name } of made) {
    const lower = name.toLowerCase();
    if (!(/\W/.test(lower) ? named.includes(lower) : named.split(/\W+/).includes(lower))) continue;
    // One of the analyst's own files is in the store, too; anything else of the page is not.
    const [mine, own] = ["memory.main", "store.own"].map((place) =>
      `FROM ${place}."${name.replaceAll('"', '""')}"`
    );
    const other = await connection.query(
      `((${mine}) EXCEPT ALL (${own})) UNION ALL ((${own}) EXCEPT ALL (${mine})) LIMIT 1`,
    );
    if (other.numRows) return false;
  }
  await connection.query("SET search_path = 'store,store.own'");
  await (await connection.prepare(text)).close();
  return true;
}

/** A connection whose answers carry their SQL; `connect` makes another, to ask the store when a reader sees one. */
export function carrying<C extends Connection>(
  connection: C,
  connect: () => Promise<Connection>,
): C {
  // deno-lint-ignore no-explicit-any
  function carry(table: any, text: string | null) {
    let sql: Promise<string | null> | undefined;
    async function ask(): Promise<string | null> {
      const own = text && await connect();
      if (!own) return null;
      const yes = await ofStore(own, text).catch(() => false).finally(() => own.close());
      return yes ? text.trim().replace(/;$/, "") : null;
    }
    const value = { table, sql: () => sql ??= ask() };
    // A shown table knows its rows alone, and these the piece that they are of.
    for (const part of [table, ...table.data]) Object.defineProperty(part, carriedKey, { value });
    return table;
  }
  const query = connection.query.bind(connection);
  const prepare = connection.prepare.bind(connection);
  return Object.assign(connection, {
    query: async (text: string) => carry(await query(text), text),
    async prepare(text: string) {
      const statement = await prepare(text);
      const answer = statement.query.bind(statement);
      return Object.assign(statement, {
        query: async (...values: unknown[]) =>
          carry(await answer(...values), withValues(text, values)),
      });
    },
  });
}
