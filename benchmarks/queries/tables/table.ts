/** A table that stands in a page's HTML: the page is made of the rows of its SQL, and so is its CSV. */
import type { Database } from "../../store/duckdb.ts";

/** What a reader takes away of it; `R` is a row as its SQL returns it. */
export interface NamedTable<R = unknown> {
  /** Of its file, `downloads/tables/NAME.csv`: small letters, digits, hyphens. */
  name: string;
  title: string;
  /** Over the views of `deno task sql`; it also runs in the browser, whose DuckDB has no functions for JSON. */
  sql: string;
  /** Never there: it says what its rows are. */
  row?: R;
}

/** A table and its rows. */
export interface Answer<R> {
  table: NamedTable<R>;
  rows: R[];
}

/** Asks an open store. */
export const ask = async <R>(db: Database, table: NamedTable<R>): Promise<Answer<R>> => ({
  table,
  rows: (await db.query(table.sql)).rows as R[],
});
