/** DuckDB in the browser, as much of it as pages use. */

/** A connection of `@duckdb/duckdb-wasm`. */
export interface Connection {
  query(sql: string): Promise<Iterable<Record<string, unknown>>>;
  prepare(sql: string): Promise<{ close(): Promise<void> }>;
  send(sql: string): Promise<AsyncIterable<unknown>>;
  cancelSent(): Promise<boolean>;
  useUnsafe<T>(use: (bindings: Bindings, id: number) => Promise<T>): Promise<T>;
}
interface Bindings {
  runQuery(id: number, sql: string): Promise<Uint8Array>;
}
/** The framework's client of DuckDB. */
export interface Client {
  _db: { connect(): Promise<Connection> };
}

export type Ask = (sql: string) => Promise<Record<string, unknown>[]>;
/** Asks a connection; rows are plain objects. */
export const asking = (connection: Connection): Ask => async (sql) =>
  Array.from(await connection.query(sql), (row) => ({ ...row }));
