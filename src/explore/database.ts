/**
 * The store in the browser's DuckDB, asked what a reader typed. A query only reads: the store is attached read-only,
 * nothing outside it is opened, and what is no query is refused.
 */
import { type Ask, asking, type Client } from "../rows/client.js";
import { statementOf } from "./query_text.js";
import { type Cells, type Column } from "./result_table.js";

/** Where the rows of the last query are, in their order. */
export const resultTable = "temp.main.last_result";

export interface Result {
  columns: Column[];
  rows: number;
}

export interface Store {
  /** Runs a query. Throws what DuckDB says of it. */
  run(sql: string): Promise<Result>;
  /** Ends the query under way, which then throws. */
  stop(): Promise<void>;
  /** Rows of the last result as texts; `sort` as in `resultHtml`. */
  page(columns: Column[], sort: string, from: number, limit: number): Promise<Cells[]>;
  /** Rows of our own questions. */
  ask: Ask;
  /** The answer to a question of ours as an Arrow IPC stream. */
  arrow(sql: string): Promise<Uint8Array>;
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const noQuery =
  "Only questions are answered here: SELECT, FROM, WITH, VALUES, DESCRIBE, SHOW, SUMMARIZE, PIVOT. " +
  "Nothing is written, loaded or installed.";

/** Opens the store of a client; once for a page. */
export async function openStore(client: Client): Promise<Store> {
  const connection = await client._db.connect();
  await connection.query("SET search_path = 'memory,store,store.own'");
  // From here on nothing outside the store is read or written, and this cannot be taken back.
  await connection.query("SET enable_external_access = false");
  const ask = asking(connection);

  async function check(statement: string): Promise<void> {
    if (!statement) throw new Error("There is no query yet.");
    await (await connection.prepare(statement)).close();
  }
  return {
    async run(sql) {
      const statement = statementOf(sql);
      // First as it stands: then places in DuckDB's messages are those of the text.
      await check(statement);
      const made = `CREATE OR REPLACE TEMP TABLE last_result AS FROM (\n${statement}\n)`;
      try {
        await check(made);
      } catch (error) {
        // It is a statement, and yet none that can stand there.
        throw /^Parser Error/.test((error as Error).message) ? new Error(noQuery) : error;
      }
      try {
        for await (const _ of await connection.send(made));
      } catch (error) {
        throw new Error(
          (error as Error).message.replace(/^LINE (\d+):/m, (_, n) => `LINE ${Number(n) - 1}:`),
        );
      }
      const columns = (await ask(`DESCRIBE ${resultTable}`)).map((row) => ({
        name: String(row.column_name),
        type: String(row.column_type),
      }));
      const [{ n }] = await ask(`SELECT count(*)::DOUBLE AS n FROM ${resultTable}`);
      return { columns, rows: Number(n) };
    },
    async stop() {
      await connection.cancelSent();
    },
    async page(columns, sort, from, limit) {
      const texts = columns.map(({ name }, i) => `CAST(${quoted(name)} AS VARCHAR) AS c${i}`);
      const by = columns[Math.abs(Number(sort))];
      const order = sort && by
        ? `ORDER BY ${quoted(by.name)} ${sort.startsWith("-") ? "DESC" : "ASC"} NULLS LAST, rowid`
        : "ORDER BY rowid";
      const rows = await ask(
        `SELECT ${texts.join(", ")} FROM ${resultTable} ${order} LIMIT ${limit} OFFSET ${from}`,
      );
      return rows.map((row) => columns.map((_, i) => (row[`c${i}`] ?? null) as string | null));
    },
    ask,
    arrow: (sql) => connection.useUnsafe((bindings, id) => bindings.runQuery(id, sql)),
  };
}
