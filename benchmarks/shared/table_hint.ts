/** What helps where DuckDB does not know a table that a page's cell asks for. Pure. */

/**
 * DuckDB's message, with what is known of the table in place of tables of DuckDB itself, which nobody meant.
 * `hints` holds a sentence for each table that a page could have, by its name.
 */
export function withTableHint(message: string, hints: Record<string, string>): string {
  const [found, name] = /Table with name "?([^"\s]+)"? does not exist!/.exec(message) ?? [];
  if (!found) return message;
  if (Object.hasOwn(hints, name)) return `Table ${name}: ${hints[name]}`;
  return message.replace(
    /\nDid you mean "(?:duckdb_|pg_|sqlite_|\w+\.)[^\n]*/,
    "\nTables here are requests, runs, latest, workloads, metrics and others of page /data, " +
      "and those that the page's front matter names.",
  );
}
