/** The only door to DuckDB. */
import { type DuckDBConnection, DuckDBInstance, type DuckDBResultReader } from "@duckdb/node-api";

/** A value as it goes to JSON: integers up to 2^53 are numbers, infinities strings. */
export type JsonValue = null | boolean | number | string | JsonValue[] | {
  [key: string]: JsonValue;
};
/** A result: column names in order, and one object a row. */
export interface Result {
  columns: string[];
  rows: Record<string, JsonValue>[];
}

/** An open database. Close it: DuckDB keeps threads and files otherwise. */
export interface Database {
  run(sql: string): Promise<void>;
  query(sql: string): Promise<Result>;
  /** Hands on the result of each of several statements as soon as it is there; those before one that fails have run. */
  queryEach(sql: string, found: (result: Result) => void): Promise<void>;
  close(): void;
}

/** Opens DuckDB at `path` (default in memory). */
export async function openDuckdb(path = ":memory:"): Promise<Database> {
  const instance = await DuckDBInstance.create(path);
  const connection: DuckDBConnection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'").catch(() => {}); // needs an extension that may be absent
  return {
    run: async (sql) => void (await connection.run(sql)),
    query: async (sql) => resultOf(await connection.runAndReadAll(sql)),
    async queryEach(sql, found) {
      const statements = await connection.extractStatements(sql).catch((error) => {
        throw new Error(error.message.replace(/^Failed to extract statements: /, ""));
      });
      for (let i = 0; i < statements.count; i++) {
        const prepared = await statements.prepare(i);
        try {
          found(resultOf(await prepared.runAndReadAll()));
        } finally {
          prepared.destroySync();
        }
      }
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function resultOf(reader: DuckDBResultReader): Result {
  const columns = reader.deduplicatedColumnNames();
  const rows = reader.getRowObjectsJS().map((row) =>
    Object.fromEntries(
      columns.map((name) => [name, toJson((row as Record<string, unknown>)[name])]),
    )
  );
  return { columns, rows };
}

/** Quotes a string for SQL. */
export const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * Quotes the name of a file to read: `*`, `?` and `[` in it are letters, not patterns. DuckDB has no way to write a
 * pattern beside a backslash: such a file is not found.
 */
export const quoteFile = (path: string): string => quote(path.replace(/[*?[]/g, "[$&]"));

function toJson(value: unknown): JsonValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint") {
    return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  }
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === "object") {
    const plain = Object.getPrototypeOf(value) === Object.prototype;
    return plain
      ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, toJson(v)]))
      : String(value);
  }
  return String(value);
}
