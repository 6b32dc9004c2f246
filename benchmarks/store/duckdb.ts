/** The only door to DuckDB. */
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

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
  close(): void;
}

/** Opens DuckDB at `path` (default in memory). */
export async function openDuckdb(path = ":memory:"): Promise<Database> {
  const instance = await DuckDBInstance.create(path);
  const connection: DuckDBConnection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'").catch(() => {}); // needs an extension that may be absent
  return {
    run: async (sql) => void (await connection.run(sql)),
    async query(sql) {
      const reader = await connection.runAndReadAll(sql);
      const columns = reader.deduplicatedColumnNames();
      const rows = reader.getRowObjectsJS().map((row) =>
        Object.fromEntries(
          columns.map((name) => [name, toJson((row as Record<string, unknown>)[name])]),
        )
      );
      return { columns, rows };
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Quotes a string for SQL. */
export const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

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
