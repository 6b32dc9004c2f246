/** A table that stands in a page's HTML: the page is made of the rows of its SQL, and so is its CSV. */
import type { Database } from "../../store/duckdb.ts";

/** What a reader takes away of it. */
export interface NamedTable {
  /** Of its file, `downloads/tables/NAME.csv`: small letters, digits, hyphens. */
  name: string;
  title: string;
  /** Over the views of `deno task sql`; it also runs in the browser, whose DuckDB has no functions for JSON. */
  sql: string;
}

/** Its rows, by the names of its columns. */
export const rowsOf = async <R>(db: Database, { sql }: NamedTable): Promise<R[]> =>
  (await db.query(sql)).rows as R[];
