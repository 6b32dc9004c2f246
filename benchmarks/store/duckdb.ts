/** The only door to DuckDB. */
import type * as DuckDB from "@duckdb/node-api";
import type { DuckDBConnection, DuckDBResultReader, DuckDBValue } from "@duckdb/node-api";
import { withoutEnd } from "../providers/read/ends.ts";
import { duckdbSettings } from "./duckdb_settings.ts";
import { turns } from "./turns.ts";

/** A value as it goes to JSON: integers up to 2^53 and decimals that a double holds are numbers, infinities strings. */
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
  /** `given` are the values of parameters that stand in the statement as `$name`; each must stand there. */
  run(sql: string, given?: Record<string, string>): Promise<void>;
  query(sql: string): Promise<Result>;
  /**
   * Hands on the rows of one statement as they lie, some two thousand at a time; `column` gives the values of one
   * column, by its place, made when they are asked for: none are held here.
   */
  queryColumns(sql: string, found: (column: (place: number) => JsonValue[]) => void): Promise<void>;
  /** Throws what DuckDB has against a statement, without running it; "?" stands for a value. */
  check(sql: string): Promise<void>;
  /** Hands on the result of each of several statements as soon as it is there; those before one that fails have run. */
  queryEach(sql: string, found: (result: Result) => void): Promise<void>;
  close(): void;
}

/** Loaded with the first database: a run's first request need not wait for it. */
let duckdb: typeof DuckDB;

/** Opens DuckDB at `path` (default in memory). */
export async function openDuckdb(path = ":memory:"): Promise<Database> {
  duckdb ??= await import("@duckdb/node-api");
  const instance = await duckdb.DuckDBInstance.create(path, duckdbSettings);
  const connection: DuckDBConnection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'").catch(() => {}); // needs an extension that may be absent
  // A second statement would end the rows that are still to come of the first.
  const inTurn = turns();
  return {
    run: (sql, given) => inTurn(async () => void (await connection.run(sql, given))),
    query: (sql) => inTurn(async () => resultOf(await connection.runAndReadAll(sql))),
    queryColumns: (sql, found) =>
      inTurn(async () => {
        // Several threads would hand on the parts of a file as each comes to them.
        const [[threads]] = (await connection.runAndReadAll("SELECT current_setting('threads')"))
          .getRows();
        await connection.run("SET threads = 1");
        try {
          const result = await connection.stream(sql);
          for (let chunk = await result.fetchChunk(); chunk?.rowCount;) {
            const values = (place: number) => chunk!.getColumnValues(place) as unknown[];
            found((place) => inJson(values(place)));
            chunk = await result.fetchChunk();
          }
        } finally {
          await connection.run(`SET threads = ${threads}`);
        }
      }),
    check: (sql) => inTurn(async () => (await connection.prepare(sql)).destroySync()),
    queryEach: (sql, found) =>
      inTurn(async () => {
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
      }),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function resultOf(reader: DuckDBResultReader): Result {
  const columns = reader.deduplicatedColumnNames();
  const rows = reader.getRowObjects().map((row) =>
    Object.fromEntries(columns.map((name) => [name, toJson(row[name])]))
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

/**
 * The rows of Parquet files as they are, to select from. Folders are named by strangers: no part of
 * a path is a pattern, and none (as in `model=x/`) becomes a column.
 */
export const parquetFiles = (paths: string[]): string =>
  `read_parquet([${
    paths.map(quoteFile).join(", ")
  }], hive_partitioning = false, union_by_name = false)`;

/** The rows of a CSV file, columns and types by what it looks like. */
export const csvFile = (path: string): string =>
  `read_csv(${quoteFile(path)}, hive_partitioning = false)`;

/** How many values (`num_values`) each part of a Parquet file says that it holds; none of them is read. */
export const parquetValues = (path: string): string => `parquet_metadata(${quoteFile(path)})`;

/** How many rows (`num_rows`) each of these Parquet files says that it holds (`file_name`). */
export const parquetRows = (paths: string[]): string =>
  `parquet_file_metadata([${paths.map(quoteFile).join(", ")}])`;

/** The lines of JSON files, with these columns and no other; `options` are more of DuckDB's. */
export const jsonFiles = (paths: string[], columns: string, options: string): string =>
  `read_json([${
    paths.map(quoteFile).join(", ")
  }], columns = ${columns}, hive_partitioning = false, ${options})`;

/** What DuckDB reads of a file of lines at once is at least this long, and at least the longest line. */
const leastRead = 1 << 21;

/**
 * The lines of a file, each an object of JSON in at most `longest` bytes, with columns of these types. Several times
 * lighter than `jsonFiles`, whose reader holds two thousand lines in pieces at once. A value that does not fit is null.
 */
export const jsonLines = (path: string, types: Record<string, string>, longest: number): string => {
  const read = Math.max(leastRead, longest + 2);
  // JSON has no such character: each line is one value.
  return `(SELECT line.* FROM (SELECT from_json(line, ${quote(JSON.stringify(types))}) AS line
    FROM read_csv(${
    quoteFile(path)
  }, columns = {line: 'VARCHAR'}, auto_detect = false, header = false,
      delim = '\u0001', quote = '', escape = '', new_line = '\\n', hive_partitioning = false,
      max_line_size = ${read}, buffer_size = ${read})))`;
};

/** What JSON has a word for, as that; the rest (times, intervals, blobs, far dates) as DuckDB writes it. */
function toJson(value: DuckDBValue): JsonValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint") {
    return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  }
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (value instanceof duckdb.DuckDBListValue || value instanceof duckdb.DuckDBArrayValue) {
    return inJson(value.items as unknown[]);
  }
  if (value instanceof duckdb.DuckDBStructValue) {
    return Object.fromEntries(Object.entries(value.entries).map(([k, v]) => [k, toJson(v)]));
  }
  if (value instanceof duckdb.DuckDBMapValue) {
    return value.entries.map(({ key, value }) => ({ key: toJson(key), value: toJson(value) }));
  }
  if (value instanceof duckdb.DuckDBUnionValue) {
    return { tag: value.tag, value: toJson(value.value) };
  }
  if (value instanceof duckdb.DuckDBDecimalValue) return decimal(value.toString());
  if (value instanceof duckdb.DuckDBDateValue && Math.abs(value.days) === 2 ** 31 - 1) {
    return value.days < 0 ? "-infinity" : "infinity"; // its own text is a day in the year 5881580
  }
  const text = value.toString();
  return isTimestamp(value) ? iso(text) : text;
}

/** In place: a list may hold a million values. */
function inJson(values: unknown[]): JsonValue[] {
  for (let i = 0; i < values.length; i++) values[i] = toJson(values[i] as DuckDBValue);
  return values as JsonValue[];
}

/** A number where a double says the same, the digits as they are where it would round them. */
function decimal(text: string): number | string {
  const plain = text.includes(".") ? withoutEnd(withoutEnd(text, "0"), ".") : text;
  return String(Number(text)) === plain ? Number(text) : text;
}

const isTimestamp = (value: DuckDBValue): boolean =>
  value instanceof duckdb.DuckDBTimestampValue || value instanceof duckdb.DuckDBTimestampTZValue ||
  value instanceof duckdb.DuckDBTimestampSecondsValue ||
  value instanceof duckdb.DuckDBTimestampMillisecondsValue ||
  value instanceof duckdb.DuckDBTimestampNanosecondsValue;

/** ISO 8601 in UTC, with milliseconds at the least; infinities and years that ISO has no four digits for stay. */
function iso(text: string): string {
  const [, day, time, fraction = ""] =
    /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?(?:\+00)?$/.exec(text) ?? [];
  return day ? `${day}T${time}.${fraction.padEnd(3, "0")}Z` : text;
}
