/**
 * Table `requests` in the store's file. What follows exactly from other columns is computed where it is asked for: a
 * site holds, and a reader loads, each measured value once.
 */
import { derivedMetrics } from "../metrics/metrics.ts";
import type { Database } from "../store/duckdb.ts";

/** Moments that are another one in most rows: a value is kept where it is not. */
const often: Record<string, string> = {
  ttft_content_s: "ttft_s",
  finish_s: "last_token_s",
  first_event_s: "first_byte_s",
};
/** Metrics ask whether there were arrivals, also where the list of them is left out. */
const arrivals = "chunk_at_s";

/** A column, and the SQL of it. */
type Column = [name: string, sql: string];
const list = (columns: Column[]): string =>
  columns.map(([name, sql]) => name === sql ? name : `${sql} AS "${name}"`).join(", ");

/** Those of the metrics that their SQL, over the rows of `whole`, gives as they are in every row. */
async function exact(db: Database, whole: string, metrics: Column[]): Promise<Column[]> {
  const again = metrics.map(([name, sql]) => `"was ${name}" IS DISTINCT FROM (${sql})`);
  const { rows: [found] } = await db.query(
    `SELECT ${
      metrics.map(([name], i) => `count(*) FILTER (${again[i]}) AS ${name}`).join(", ")
    } FROM (SELECT * EXCLUDE (${metrics.map(([name]) => name).join(", ")}), ${
      list(metrics.map(([name]) => [`was ${name}`, name]))
    } FROM (${whole}))`,
  );
  return metrics.filter(([name]) => found[name] === 0);
}

/**
 * Writes `requests` of an open store into the attached database `file`: a view of the same columns, types and values,
 * but for the columns `without`, over a table in schema `kept`.
 */
export async function keepRequests(db: Database, without: string[]): Promise<void> {
  const { rows } = await db.query("DESCRIBE requests");
  const names = rows.map((row) => String(row.column_name)).filter((n) => !without.includes(n));
  const metrics = derivedMetrics.map(({ name, sql }): Column => [name, sql])
    .filter(([name]) => names.includes(name));
  const stub: Column[] = without.includes(arrivals)
    ? [[arrivals, `CASE WHEN "had arrivals" THEN []::DOUBLE[] END`]]
    : [];
  const had: Column[] = stub.length ? [["had arrivals", `${arrivals} IS NOT NULL`]] : [];
  const seen = `SELECT * EXCLUDE ("had arrivals"), ${list(stub)} FROM (
    SELECT ${list([...names.map((n): Column => [n, n]), ...had])} FROM requests)`;
  const computed = new Map(await exact(db, stub.length ? seen : "FROM requests", metrics));
  const own = names.filter((name) => !computed.has(name));
  const pairs = Object.entries(often).filter(([name]) => own.includes(name));
  const stored = [
    ...own.map((
      n,
    ): Column => [n, n in often ? `CASE WHEN ${n} IS DISTINCT FROM ${often[n]} THEN ${n} END` : n]),
    ...pairs.map((
      [n, other],
    ): Column => [`${n} is ${other}`, `${n} IS NOT DISTINCT FROM ${other}`]),
    ...had,
  ];
  const whole = [
    ...own.map((
      n,
    ): Column => [
      n,
      n in often ? `CASE WHEN "${n} is ${often[n]}" THEN ${often[n]} ELSE ${n} END` : n,
    ]),
    ...stub,
  ];
  const shown = names.map((n): Column => [n, computed.get(n) ?? n]);
  await db.run("CREATE SCHEMA file.kept");
  await db.run(`CREATE TABLE file.kept.requests AS SELECT ${list(stored)} FROM requests`);
  // Without the name of the database, which each reader attaches under another one.
  await db.run("USE file");
  await db.run(
    `CREATE VIEW requests AS SELECT ${list(shown)} FROM (SELECT ${list(whole)} FROM kept.requests)`,
  );
  await db.run("USE memory");
}
